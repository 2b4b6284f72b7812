"""Reading the files of a visitor's project, and the answers that follow.

The files are read in the request that sends them. They are not stored or logged, and no part of them is in the address
that the visitor is sent to, but for the names of packages that the catalogue describes.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from advisor.answers.query import MalformedQuery, edition_number, query_pairs
from advisor.answers.request import asked_edition
from advisor.project_files.address import asked_packages, packages_query
from advisor.project_files.frameworks import packages_in_use, undescribed
from advisor.project_files.project import Project
from advisor.project_files.proposals import proposal_of
from advisor.project_files.reading import LARGEST, LARGEST_TOGETHER, MOST_FILES, read_project
from comparisons.catalogue.slugs import NOT_SURE
from comparisons.catalogue.value import PackageKind
from comparisons.editions.store import UnknownEdition
from comparisons.views.decorators import costs, current_edition_of, nothing_published, takes_up_to

# Fields of the form.
TEXT, FILES = "text", "files"
# Bytes of a request: more than files may have together, so that the page can say which file is too large.
_LARGEST_REQUEST = 8 * 2**20
# Reading the largest files takes about ten times as long as most pages.
_READING = 10
_NOTHING = "Paste the text of a file, or choose files, then try again."
_TOO_MANY = f"These are too many files. Give only the files that list what you depend on, {MOST_FILES} at most."
_TOO_LARGE = f"This is more than {LARGEST_TOGETHER // 2**20} MB. Give only the files that list what you depend on."
_NO_PACKAGE = (
    "Nothing that you depend on says what you build: no package in it is one that the catalogue describes. "
    "Answer the questions yourself, or add another file."
)
# Names of packages that the page lists when it has no description of them.
_MOST_NAMED = 100


@costs(_READING)
@takes_up_to(_LARGEST_REQUEST)
@csrf_exempt  # it has no session and changes nothing, and so sets no cookie
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def project_files(request: HttpRequest) -> HttpResponse:
    """Ask for files, read them, and propose answers for the packages that the address names."""
    try:
        pairs = query_pairs(request.META.get("QUERY_STRING", ""))
        edition = asked_edition(request, edition_number(pairs))
    except MalformedQuery as error:
        return render(request, "400.html", {"message": str(error)}, status=400)
    except UnknownEdition:
        return nothing_published(request)
    if request.method == "POST":
        return _read(request)
    asked = asked_packages(pairs, edition.catalogue)
    if not asked.packages:
        return _form(request, {"is_unknown": asked.unknown > 0})
    pinned = edition_number(pairs)
    context = {
        "edition": edition,
        "pinned": pinned,
        "proposal": proposal_of(edition.catalogue, asked.packages),
        "unknown": asked.unknown,
        "not_sure": NOT_SURE,
    }
    return render(request, "advisor/project_files/proposal.html", context)


def _form(request: HttpRequest, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    catalogue = current_edition_of(request).catalogue
    own = {
        "edition": current_edition_of(request),
        "packages": catalogue.packages,
        "frameworks": [package for package in catalogue.packages if package.kind is not PackageKind.LIBRARY],
        "largest": LARGEST // 2**20,
        "most": MOST_FILES,
    }
    return render(request, "advisor/project_files/form.html", own | (context or {}), status=status)


def _read(request: HttpRequest) -> HttpResponse:
    """Read what was sent, and lead to the proposal. Where something was not understood, show that first."""
    try:
        files = _sent(request)
    except TooManyFilesSent:
        return _private(_form(request, {"problem": _TOO_MANY}, status=413))
    except RequestDataTooBig:
        return _private(_form(request, {"problem": _TOO_LARGE}, status=413))
    if not files:
        return _private(_form(request, {"problem": _NOTHING}, status=400))
    catalogue = current_edition_of(request).catalogue
    project = read_project(files)
    query = packages_query(packages_in_use(catalogue, project))
    proposal = f"{reverse('advisor:project-files')}?{query}" if query else ""
    if proposal and not (project.unread or project.notes):
        return _private(HttpResponseRedirect(proposal, status=303))
    context = {
        "edition": current_edition_of(request),
        "project": project,
        "proposal": proposal,
        "found": len(project.names),
        "undescribed": undescribed(catalogue, project)[:_MOST_NAMED],
        "problem": "" if proposal else _problem(project),
    }
    return _private(render(request, "advisor/project_files/read.html", context, status=200 if proposal else 422))


def _problem(project: Project) -> str:
    return _NO_PACKAGE if project.dependencies else "No package was found in what you gave."


def _sent(request: HttpRequest) -> list[tuple[str, bytes]]:
    """Return the names and contents of what was sent. Raises RequestDataTooBig."""
    pasted = request.POST.get(TEXT, "")
    files = [(file.name or "", file.read()) for file in request.FILES.getlist(FILES)[: MOST_FILES + 1]]
    if getattr(request, "upload_too_large", False):
        raise RequestDataTooBig
    return [*([("", pasted.encode())] if pasted.strip() else []), *files]


def _private(response: HttpResponse) -> HttpResponse:
    """Keep a response to what somebody sent out of all caches."""
    response.headers["Cache-Control"] = "no-store"
    return response
