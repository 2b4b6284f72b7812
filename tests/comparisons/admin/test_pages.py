import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from comparisons import models
from comparisons.admin.site import PAGES
from comparisons.editions.publishing import publish
from comparisons.editions.unpublished import unpublished_changes
from comparisons.working_copy import write_catalogue
from tests import snapshots
from tests.catalogues import MOVES, PACKAGES, small_catalogue
from tests.comparisons.admin.browser import address, form_of, messages_of, opened, row_name, send
from tests.comparisons.admin.conftest import give
from tests.comparisons.corrections.sent import sent
from tests.questions import STARTING_POINTS

EDITED = [model for model in PAGES if model not in (models.Edition, models.Correction)]


@pytest.fixture
def published(db):
    """Something of everything that the admin has pages for."""

    def make():
        write_catalogue(small_catalogue(starting_points=STARTING_POINTS, moves=MOVES, packages=PACKAGES))
        publish(by=None, note="First")
        sent()

    snapshots.once("small with starting points, published", make)


@pytest.mark.parametrize("model", PAGES)
def test_every_list_and_search_works(anna, model):
    address = reverse(f"admin:comparisons_{model._meta.model_name}_changelist")
    assert anna.get(address).status_code == 200
    assert anna.get(address, {"q": "alder"}).status_code == 200


@pytest.mark.parametrize("model", EDITED)
def test_every_add_page_works(anna, model):
    assert anna.get(reverse(f"admin:comparisons_{model._meta.model_name}_add")).status_code == 200


@pytest.mark.parametrize("model", PAGES)
def test_every_change_page_and_history_works(anna, model):
    row = model.objects.first()
    assert anna.get(address(row)).status_code == 200
    assert anna.get(reverse(f"admin:comparisons_{model._meta.model_name}_history", args=[row.pk])).status_code == 200


SEEN_BY_VISITORS = [
    (models.Framework, {"slug": "alder"}, "/frameworks/alder/"),
    (models.Criterion, {"slug": "admin"}, "/criteria/admin/"),
    (models.Question, {"slug": "build"}, "/advise/build/"),
    (models.Score, {"framework__slug": "alder", "criterion__slug": "admin"}, "/frameworks/alder/#score-admin"),
]


@pytest.mark.parametrize(("model", "which", "page"), SEEN_BY_VISITORS)
def test_a_form_links_to_what_visitors_see_under_the_name_they_know(anna, client, model, which, page):
    row = model.objects.get(**which)
    renamed = row.framework if model is models.Score else row
    type(renamed).objects.filter(pk=renamed.pk).update(slug="not-published-yet", aliases=renamed.slug)
    assert f'<a href="{page}" class="viewsitelink">View on site</a>' in anna.get(address(row)).content.decode()
    assert client.get(page).status_code == 200


def test_a_form_of_what_visitors_do_not_see_has_no_link_to_it(anna):
    new = models.Framework.objects.create(slug="fir", name="Fir", latest_version="1", interface="wsgi")
    for row in (new, models.Source.objects.first()):
        assert "View on site" not in anna.get(address(row)).content.decode()


def test_a_refused_form_lists_all_errors_with_links_to_their_fields(anna):
    alder = models.Framework.objects.get(slug="alder")
    form = opened(anna, alder) | {"name": [""], "statements-0-text": [""]}
    html = send(anna, alder, form).content.decode()
    shown = html.partition('<div class="error-list"')[2].partition("</div>")[0]
    assert "Nothing is saved yet." in shown
    assert '<a href="#id_name">Name</a>: This field is required.' in shown
    assert '<a href="#id_statements-0-text">Strength 1, Text</a>: This field is required.' in shown


def test_a_new_score_says_what_its_values_mean_where_they_are_chosen(anna):
    admin, page = models.Criterion.objects.get(slug="admin"), reverse("admin:comparisons_score_add")
    models.Criterion.objects.filter(pk=admin.pk).update(anchor_5="<b>Half</b>")
    html = anna.get(page, {"criterion": admin.pk}).content.decode()
    assert f"Admin. 0: {admin.anchor_0} 5: &lt;b&gt;Half&lt;/b&gt; 10: {admin.anchor_10}" in html
    assert "Admin. 0:" not in anna.get(page, {"criterion": "x"}).content.decode()


def test_after_a_choice_its_question_follows(anna):
    choice = models.Choice.objects.first()
    assert send(anna, choice, opened(anna, choice), button="_save")["Location"] == address(choice.question)


def test_the_start_page_shows_tools_and_calls_two_kinds_of_groups_by_two_names(anna):
    html = anna.get("/admin/").content.decode()
    assert 0 < html.index('id="tools"') < html.index(">Catalogue</a>")
    tools = ("Evidence desk", "Score matrix", "Question map", "Unpublished changes", "Catalogue files")
    for name in (*tools, "Groups of criteria", "Roles", "Logins"):
        assert f">{name}</a>" in html
    assert ">Groups</a>" not in html


@pytest.mark.parametrize("model", EDITED)
def test_submitting_an_unchanged_form_changes_nothing(anna, model):
    for row in model.objects.all():
        assert send(anna, row, opened(anna, row)).status_code == 302
    assert unpublished_changes() == ()
    assert not hasattr(model, "revision") or set(model.objects.values_list("revision", flat=True)) == {1}


@pytest.mark.parametrize("model", EDITED)
def test_every_delete_page_works(anna, model):
    row = model.objects.first()
    delete = reverse(f"admin:comparisons_{model._meta.model_name}_delete", args=[row.pk])
    assert anna.get(delete).status_code == 200


@pytest.mark.parametrize("model", EDITED)
def test_every_filter_works(anna, model):
    address = reverse(f"admin:comparisons_{model._meta.model_name}_changelist")
    page = anna.get(address).context["cl"]
    queries = {choice["query_string"] for spec in page.filter_specs for choice in list(spec.choices(page))[:4]}
    for query in sorted(queries):
        assert anna.get(address + query).status_code == 200, query


@pytest.mark.parametrize("model", EDITED)
def test_with_view_permission_every_page_works(dora, model):
    row = model.objects.first()
    assert dora.get(address(row)).status_code == 200
    assert dora.post(address(row), {"_save": ""}).status_code == 403


def test_an_editor_of_frameworks_only_does_not_change_scores(dora, published):
    give(dora, "change_framework")
    alder = models.Framework.objects.get(slug="alder")
    form = opened(dora, alder)
    assert "statements-0-text" not in form
    assert send(dora, alder, form, summary="Dora's words.").status_code == 302
    alder.refresh_from_db()
    assert (alder.summary, alder.scores.count()) == ("Dora's words.", 4)


def test_the_working_copy_row_has_no_page(anna):
    assert "workingcopy" not in anna.get(reverse("admin:index")).content.decode()


def test_a_save_is_logged(anna):
    alder = models.Framework.objects.get(slug="alder")
    send(anna, alder, opened(anna, alder), summary="Serves many pages.")
    alder.refresh_from_db()
    assert (alder.summary, alder.revision) == ("Serves many pages.", 2)
    entry = LogEntry.objects.latest("action_time")
    changed = "Changed Summary from “Alder serves pages.” to “Serves many pages.”."
    assert (entry.user.username, entry.get_change_message()) == ("anna", changed)


def test_a_change_of_an_inline_row_is_logged_with_the_row(anna):
    alder = models.Framework.objects.get(slug="alder")
    extension = alder.extensions.first()
    form = opened(anna, alder)
    send(anna, alder, form, **{f"{row_name(form, 'extensions', extension)}-summary": "Seen with own eyes."})
    extension.refresh_from_db()
    assert (extension.summary, extension.revision) == ("Seen with own eyes.", 2)
    history = anna.get(reverse("admin:comparisons_extension_history", args=[extension.pk])).content.decode()
    assert "to “Seen with own eyes.”" in history


def test_line_ends_are_stored_as_in_files(anna):
    source = models.Source.objects.get(slug="manual")
    claim = models.Claim.objects.first()
    send(anna, claim, opened(anna, claim), evidence="One.\r\n\r\nTwo.")
    claim.refresh_from_db()
    assert claim.evidence == "One.\n\nTwo."
    send(anna, claim, opened(anna, claim))
    assert models.Claim.objects.get(pk=claim.pk).revision == 2
    assert source.revision == 1


def test_a_text_that_cannot_be_published_is_refused_at_its_field(anna):
    alder = models.Framework.objects.get(slug="alder")
    form = opened(anna, alder)
    for text in ("with\x00nul", "with\x07bell", "x" * 10_001):
        response = send(anna, alder, form, summary=text)
        assert response.status_code == 200
        assert "summary" in response.context["adminform"].form.errors


def test_an_invalid_slug_is_refused_at_its_field(anna):
    page = reverse("admin:comparisons_group_add")
    for slug in ("edition", "a-vs-b", "Große", "two words", "x" * 61):
        response = anna.post(page, {"name": "N", "slug": slug, "description": "D", "position": "0"})
        assert "slug" in response.context["adminform"].form.errors, slug


def test_sources_are_autocompleted(anna):
    asked = {"app_label": "comparisons", "model_name": "score", "field_name": "sources"}
    response = anna.get(reverse("admin:autocomplete"), {**asked, "term": "manu"})
    assert [found["text"] for found in response.json()["results"]] == ["Manual (The project)"]
    assert anna.get(reverse("admin:autocomplete"), {**asked, "term": "man\x00"}).status_code == 400


def test_a_query_string_with_nul_is_refused(anna):
    for query in ("q=%00", "status__exact=%00", "lacks=%00", "p=%00"):
        response = anna.get(f"{reverse('admin:comparisons_framework_changelist')}?{query}")
        assert response.status_code == 400, query


def test_an_invalid_filter_is_no_server_error(anna):
    for query in ("lacks=x", "unsourced=x", "id__exact=x", "p=x", "o=99", "nothing=1"):
        response = anna.get(f"{reverse('admin:comparisons_framework_changelist')}?{query}")
        assert response.status_code in (200, 302), query


def test_a_new_thing_gets_the_last_position(anna):
    form = form_of(anna.get(reverse("admin:comparisons_criterion_add")), "criterion")
    assert form["position"] == ["4"]


def test_a_new_thing_is_saved_with_its_rows(anna):
    page = reverse("admin:comparisons_question_add")
    form = form_of(anna.get(page), "question")
    rows = {"choices-TOTAL_FORMS": "2", "choices-0-text": "Yes", "choices-0-slug": "yes"}
    rows |= {"choices-1-text": "No", "choices-1-slug": "no"}
    anna.post(page, {**form, **rows, "text": "Sure?", "slug": "sure", "why": "Why not.", "_save": ""})
    question = models.Question.objects.get(slug="sure")
    assert list(question.choices.values_list("slug", "position")) == [("yes", 0), ("no", 1)]


def test_a_new_statement_gets_the_last_position_on_its_side(anna):
    alder = models.Framework.objects.get(slug="alder")
    form = opened(anna, alder)
    prefix = "statements-2"
    rows = {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-1-text": "It is slow.", f"{prefix}-1-position": ""}
    assert send(anna, alder, form, **rows).status_code == 302
    drawbacks = alder.statements.filter(side="drawbacks").order_by("position")
    assert list(drawbacks.values_list("text", flat=True)) == ["It is large.", "It is slow."]


def test_opening_a_deleted_thing_shows_a_message(anna):
    anna.get(reverse("admin:comparisons_framework_change", args=[999]))
    assert "Perhaps it was deleted" in messages_of(anna)[0]
