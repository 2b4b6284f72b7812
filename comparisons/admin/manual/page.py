"""The page of the editors' manual, and which of its paragraphs is about a page."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comparisons.admin.manual.text import entries

# The paragraph about a page, by how the name of its address begins.
ABOUT = {
    "desk": "the-evidence-desk",
    "matrix": "the-score-matrix",
    "sheet-": "sheets",
    "questions": "the-question-map",
    "changes": "the-page-of-unpublished-changes",
    "publish": "you-publish-what-you-have-seen",
    "discard": "discard",
    "files": "the-whole-catalogue",
    "from-page": "from-a-page-to-its-forms",
    "version": "versions",
    "merge-source": "merging-moving-duplicating",
    "move-score": "merging-moving-duplicating",
    "duplicate-framework": "merging-moving-duplicating",
    "second_factor": "your-login",
    "comparisons_edition": "undo",
    "comparisons_startingpoint": "starting-points",
    "comparisons_question": "the-question-map",
    "comparisons_choice": "an-answer-as-a-clause",
    "comparisons_score": "a-score",
    "comparisons_framework": "a-frameworks-page",
    "comparisons_source": "sources",
}
# The same for kinds of pages that every model has.
ABOUT_KIND = {
    "_import": "spreadsheets",
    "_history": "versions",
    "_delete": "deleting",
}


@require_safe
def help_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    context = site.each_context(request) | {"title": "Help for editors", "entries": entries()}
    return render(request, "admin/help.html", context)


def help_address(request: HttpRequest) -> str:
    """Return the address of what the manual says of a page."""
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    found = [anchor for end, anchor in ABOUT_KIND.items() if name.startswith("comparisons_") and name.endswith(end)]
    found += [anchor for begin, anchor in ABOUT.items() if name.startswith(begin)]
    anchor = found[0] if found else ""
    return f"{reverse('admin:help')}{f'#{anchor}' if anchor else ''}"
