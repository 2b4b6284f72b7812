"""The page on which the whole catalogue goes out as an archive of its files, and comes in: shown first, then loaded."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from comparisons import models
from comparisons.admin.discarding import owner, written_out
from comparisons.admin.exchange.confirmations import NotConfirmed, TooMuch, opened, sealed
from comparisons.admin.exchange.uploads import UploadForm
from comparisons.admin.links import Links, every_row
from comparisons.admin.publishing import editor, security
from comparisons.catalogue.check import check
from comparisons.catalogue.codec import decode, digest, encode
from comparisons.catalogue.diff import Change, ChangeKind, diff
from comparisons.catalogue.discard import by_subject, part_of
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import subject_words
from comparisons.files import BrokenFile, pack, unpack
from comparisons.working_copy import lock_working_copy, read_catalogue, write_catalogue

if TYPE_CHECKING:
    from comparisons.admin.site import EditorsSite

__all__ = ["archive_answer", "download_page", "files_page"]

_WHAT = "catalogue"
_ACTIONS = {ChangeKind.ADDED: ADDITION, ChangeKind.REMOVED: DELETION}
_NOT_KEPT = (models.Edition, models.WorkingCopy)


@require_GET
def download_page(request: HttpRequest, site: "EditorsSite") -> HttpResponse:
    """The working copy as an archive."""
    if not _may(site, request, "view"):
        raise PermissionDenied
    security.info("working copy downloaded by %r", editor(request).username)
    return archive_answer(read_catalogue(), "working-copy")


def archive_answer(catalogue: Catalogue, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return HttpResponse(pack(catalogue), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def files_page(request: HttpRequest, site: "EditorsSite") -> HttpResponse:
    """Where the archive is fetched and uploaded. An upload is shown, and loaded once that is confirmed."""
    if not _may(site, request, "view"):
        raise PermissionDenied
    may_load = all(_may(site, request, right) for right in ("add", "change", "delete"))
    if request.method != "POST":
        return _page(request, site, UploadForm(request, accept=".zip"), may_load=may_load)
    if not may_load:
        raise PermissionDenied
    if "confirmation" in request.POST:
        return _confirmed(request, site)
    form = UploadForm(request, accept=".zip")
    if form.is_valid():
        name, data = form.content()
        try:
            return _preview(request, site, name, unpack(data))
        except BrokenFile as error:
            for line in str(error).splitlines():
                form.add_error("file", line)
    return _page(request, site, form, status=422)


def _confirmed(request: HttpRequest, site: "EditorsSite") -> HttpResponse:
    try:
        name, encoded, seen = opened(request, _WHAT, request.POST["confirmation"])
    except NotConfirmed as refusal:
        messages.error(request, str(refusal))
        return _page(request, site, UploadForm(request, accept=".zip", again=True), status=422)
    new = decode(encoded.encode())
    with transaction.atomic():
        lock_working_copy()
        old = read_catalogue()
        changes = diff(old, new)
        if digest(encode(old)) != seen:
            told = "Nothing was loaded: somebody changed the working copy after you had looked. Look again."
            messages.error(request, told)
            return _preview(request, site, name, new, status=409)
        before = every_row()
        write_catalogue(new)
        _keep_in_history(request, name, changes, (old, new), before | every_row())
    security.info("%s loaded into the working copy by %r", name, editor(request).username)
    told = f"Loaded from {name}: {_counted(len(changes))}. Visitors see it once it is published."
    messages.success(request, told)
    return redirect("admin:index")


def _preview(request: HttpRequest, site: "EditorsSite", name: str, new: Catalogue, status: int = 200) -> HttpResponse:
    old, links = read_catalogue(), Links()
    changes = diff(old, new)
    context: dict[str, Any] = {
        "file": name,
        "changes": links.of_changes(changes, new, old),
        "gone": sum(change.kind is ChangeKind.REMOVED for change in changes),
        "warnings": links.of_problems(check(new)),
        "looked": True,
    }
    if changes:
        content = [name, encode(new).decode(), digest(encode(old))]
        try:
            context["confirmation"] = sealed(request, _WHAT, content)
        except TooMuch:
            status, context["too_much"] = 422, True
    return _page(request, site, UploadForm(request, accept=".zip", again=True), status=status, **context)


def _page(
    request: HttpRequest,
    site: "EditorsSite",
    form: UploadForm,
    *,
    status: int = 200,
    may_load: bool = True,
    **context: Any,
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "Files of the catalogue",
        "form": form,
        "may_load": may_load,
        **context,
    }
    return render(request, "admin/files.html", context, status=status)


def _may(site: "EditorsSite", request: HttpRequest, right: str) -> bool:
    """Whether a login has a right to everything that the catalogue is made of."""
    kept = [model for model in site._registry if model._meta.app_label == "comparisons" and model not in _NOT_KEPT]
    return all(getattr(site.get_model_admin(model), f"has_{right}_permission")(request) for model in kept)


def _keep_in_history(
    request: HttpRequest, file: str, changes: Iterable[Change], catalogues: tuple[Catalogue, Catalogue], rows: Any
) -> None:
    """Note it with each thing. An order that is nobody's is noted with the working copy."""
    entries = []
    for subject, own in by_subject(changes).items():
        model, pk = rows.get((owner(subject), subject.key), (models.WorkingCopy, 1))
        entries.append(
            LogEntry(
                user_id=editor(request).pk,
                content_type=ContentType.objects.get_for_model(model),
                object_id=str(pk),
                object_repr=subject_words(own[0], *catalogues[::-1])[:200],
                action_flag=_ACTIONS.get(own[0].kind, CHANGE),
                change_message=f"Loaded from {file}: {', '.join(_told(one, catalogues) for one in own)}.",
            )
        )
    LogEntry.objects.bulk_create(entries)


def _told(change: Change, catalogues: tuple[Catalogue, Catalogue]) -> str:
    if change.kind is ChangeKind.REORDERED:
        return "Order changed"
    if change.kind is ChangeKind.CHANGED:
        before, after = written_out(change.old) or "nothing", written_out(change.new) or "nothing"
        return f"{change.field.replace('_', ' ').capitalize()} from “{before}” to “{after}”"
    subject = next(iter(by_subject([change])))
    is_new = change.kind is ChangeKind.ADDED
    held = written_out(part_of(catalogues[is_new], subject))
    return f"{'added' if is_new else 'deleted'} “{held}”"


def _counted(number: int) -> str:
    return "1 change" if number == 1 else f"{number} changes"
