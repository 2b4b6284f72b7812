"""The admin site: its pages, their order, and the banner on all of them."""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin import actions
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path

from comparisons import models
from comparisons.admin.base import ModelAdmin
from comparisons.admin.corrections.model_admin import CorrectionAdmin
from comparisons.admin.criteria import CriterionAdmin, GroupAdmin
from comparisons.admin.evidence import ClaimAdmin, SourceAdmin
from comparisons.admin.exchange.archive import download_page, files_page
from comparisons.admin.frameworks import ExtensionAdmin, FrameworkAdmin
from comparisons.admin.from_page.page import from_page, from_referer
from comparisons.admin.manual.page import help_address, help_page
from comparisons.admin.matrix.page import matrix_page
from comparisons.admin.moves.model_admin import MoveAdmin
from comparisons.admin.pages import EditorAdmin
from comparisons.admin.preview.page import preview_page, preview_ticked
from comparisons.admin.publishing.changes_page import changes_page, publish_page, unpublished
from comparisons.admin.publishing.discard_page import discard_page
from comparisons.admin.publishing.editions import EditionAdmin
from comparisons.admin.publishing.rights import PublishingSite, may_publish, may_see_changes
from comparisons.admin.publishing.saved import publish_saved
from comparisons.admin.questions.model_admin import ChoiceAdmin, QuestionAdmin
from comparisons.admin.questions.overview import questions_page
from comparisons.admin.questions.packages import PackageAdmin
from comparisons.admin.questions.starting_points import StartingPointAdmin
from comparisons.admin.removing.page import RemovalPage
from comparisons.admin.reviewing.change_page import change_page
from comparisons.admin.reviewing.queue_page import queue_page
from comparisons.admin.rewriting.frameworks import duplicate_page
from comparisons.admin.rewriting.scores import move_page
from comparisons.admin.rewriting.sources import merge_page
from comparisons.admin.rewriting.versions import version_page
from comparisons.admin.scenarios import ScenarioAdmin
from comparisons.admin.scores import ScoreAdmin
from comparisons.admin.sheets.page import criterion_sheet, framework_sheet, sheet_page
from comparisons.catalogue.value import Catalogue
from comparisons.editions.unpublished import recount

# In the order of the index page.
PAGES = {
    models.Framework: FrameworkAdmin,
    models.Score: ScoreAdmin,
    models.Extension: ExtensionAdmin,
    models.Group: GroupAdmin,
    models.Criterion: CriterionAdmin,
    models.Source: SourceAdmin,
    models.Claim: ClaimAdmin,
    models.Question: QuestionAdmin,
    models.Choice: ChoiceAdmin,
    models.Scenario: ScenarioAdmin,
    models.StartingPoint: StartingPointAdmin,
    models.Correction: CorrectionAdmin,
    models.Move: MoveAdmin,
    models.Package: PackageAdmin,
    models.Edition: EditionAdmin,
}


@admin.action(description="Delete selected %(verbose_name_plural)s", permissions=["delete"])
def delete_selected(page: ModelAdmin, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    """Show what leans on the ticked rows, and delete or retire them with what was decided."""
    if not isinstance(page, EditorAdmin):
        return actions.delete_selected(page, request, queryset)
    rows = list(queryset)
    hidden = [("action", "delete_selected"), *((ACTION_CHECKBOX_NAME, str(row.pk)) for row in rows)]
    return page.admin_site.removal(request, page, rows, hidden)


class EditorsSite(PublishingSite):
    """Registers its pages itself, since it is created while `comparisons.admin` is being imported."""

    site_header = "Framework advisor: editors"
    site_title = "Framework advisor"
    index_title = "Editors"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.add_action(delete_selected, "delete_selected")
        for model, page in PAGES.items():
            self.register(model, page)

    def get_urls(self) -> list[Any]:
        return [
            self.path("changes/", changes_page, "changes"),
            self.path("matrix/", matrix_page, "matrix"),
            self.path("sheet/framework/<int:pk>/", partial(sheet_page, sheet_of=framework_sheet), "sheet-framework"),
            self.path("sheet/criterion/<int:pk>/", partial(sheet_page, sheet_of=criterion_sheet), "sheet-criterion"),
            self.path("help/", help_page, "help"),
            path("edit/", from_referer, name="edit"),
            self.path("edit/page/", from_page, "from-page"),
            self.path("duplicate/framework/<int:pk>/", duplicate_page, "duplicate-framework"),
            self.path("merge/source/<int:pk>/", merge_page, "merge-source"),
            self.path("move/score/<int:pk>/", move_page, "move-score"),
            self.path("history/<int:entry>/", version_page, "version"),
            self.path("questions/", questions_page, "questions"),
            self.path("files/", files_page, "files"),
            self.path("files/download/", download_page, "files-download"),
            self.path("changes/discard/", discard_page, "discard-all"),
            self.path("changes/discard/<path:name>/", discard_page, "discard"),
            self.path("changes/review/", queue_page, "review"),
            self.path("changes/review/<path:name>/", change_page, "review-change"),
            self.path("publish/", publish_page, "publish"),
            self.path("preview/", preview_ticked, "preview-ticked"),
            self.path("preview/<slug:of>/", preview_page, "preview"),
            self.path("preview/<slug:of>/<path:path>", preview_page, "preview"),
            *super().get_urls(),
        ]

    def path(self, route: str, page: Callable[..., HttpResponse], name: str) -> Any:
        """Return the route of a page, which is called with the request and the site."""
        return path(route, self.admin_view(partial(page, site=self)), name=name)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Refuse query strings with NUL characters, which PostgreSQL cannot handle."""

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if any("\x00" in value for values in request.GET.lists() for value in values[1]):
                raise BadRequest("The address holds a character that cannot be looked for.")
            request.held_back = self.holds_back(request)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return super().admin_view(checked, cacheable)

    def removal(
        self, request: HttpRequest, page: Any, rows: Sequence[Any], hidden: Sequence[tuple[str, str]] = ()
    ) -> HttpResponse:
        return RemovalPage(request, page, rows, hidden).response()

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Recount the unpublished changes instead of using the cached count."""
        own = {
            "unpublished": partial(unpublished, recount),
            "updates": models.WorkingCopy.objects.updates_offered,
            "ready_marks": models.ReadyMark.objects.count,
            "assigned": models.Assignment.objects.filter(assigned_to=request.user.pk).count,
        }
        return super().index(request, {**own, **(extra_context or {})})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the values of the banner as callables, so that nothing is counted unless a template uses them."""
        return super().each_context(request) | {
            "may_publish": partial(may_publish, request),
            "may_see_changes": partial(may_see_changes, request),
            "unpublished": unpublished,
            "help_address": partial(help_address, request),
        }

    def publish_saved(self, request: HttpRequest, row: Model, before: Catalogue, note: str, *, at_once: bool) -> str:
        return publish_saved(request, row, before, note, at_once=at_once)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the catalogue's models first, in the order of PAGES, then logins."""
        apps = super().get_app_list(request, app_label)
        order = list(PAGES)
        for app in apps:
            app["models"].sort(key=lambda entry: order.index(entry["model"]) if entry["model"] in order else 0)
        return sorted(apps, key=lambda app: str(app["app_label"]) != "comparisons")
