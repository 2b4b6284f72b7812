"""The form for corrections, and the page after it. Of public pages, only this form's sets a cookie, against forgery."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.accounts.network import client_address, network_of
from advisor.corrections.forms import CorrectionForm
from comparisons.content.corrections import Passage, passage
from comparisons.corrections.sending import TooMany, Words, send
from comparisons.editions.store import Edition, UnknownEdition
from comparisons.rendering.addresses import address
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import current_edition_of, nothing_published, on_current_edition


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, name: str) -> HttpResponse:
    try:
        edition = current_edition_of(request)
    except UnknownEdition:
        return nothing_published(request)
    about = passage(edition.catalogue, name)
    if about is None:
        raise NotInCatalogue("What you want to correct is not here any longer.", _places(edition))
    if request.method != "POST":
        if name != about.name:
            return HttpResponseRedirect(address("advisor:correction", about.name))
        return _page(request, edition, about, CorrectionForm(initial={"edition": edition.number}))
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, edition, about, form, status=400)
    return _send(request, edition, about, form)


def _send(request: HttpRequest, edition: Edition, about: Passage, form: CorrectionForm) -> HttpResponse:
    cleaned = form.cleaned_data
    try:
        send(
            Words(text=cleaned["text"], source=cleaned["source"], contact=cleaned["contact"]),
            about,
            edition=form.edition_read(edition.number),
            address=_place(about),
            network=network_of(client_address(request)),
            now=timezone.now(),
        )
    except TooMany as refusal:
        form.add_error(None, f"Nothing has been sent: {refusal} Keep your text and try again tomorrow.")
        response = _page(request, edition, about, form, status=429)
        response.headers["Retry-After"] = str(24 * 60 * 60)
        return response
    return redirect("advisor:correction-sent")


def _page(
    request: HttpRequest, edition: Edition, about: Passage, form: CorrectionForm, status: int = 200
) -> HttpResponse:
    context = {"edition": edition, "about": about, "form": form, "back": _place(about)}
    return render(request, "advisor/corrections/correction.html", context, status=status)


def _place(about: Passage) -> str:
    """Return the address of a passage on its page."""
    page = address(about.route, about.slug)
    return f"{page}#{about.anchor}" if about.anchor else page


def _places(edition: Edition) -> list[tuple[str, str]]:
    return [
        (reverse("comparisons:frameworks"), "All frameworks"),
        (reverse("comparisons:criteria"), "All criteria"),
        (reverse("comparisons:claims"), "All claims"),
    ]


@on_current_edition
def correction_sent(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "advisor/corrections/sent.html", {"edition": edition})
