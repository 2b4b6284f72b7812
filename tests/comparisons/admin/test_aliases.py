"""Old names in the admin: a changed slug stays one, and a name leads to one thing."""

import pytest
from django.core.management import call_command

from comparisons import models
from comparisons.catalogue.changes import renaming
from comparisons.catalogue.changes.diff import diff, sentence
from comparisons.catalogue.codec import canonical
from comparisons.editions.publishing import publish, restore, take_into_working_copy
from comparisons.editions.store import current_edition
from comparisons.files import write_directory
from comparisons.working_copy import read_catalogue
from tests.comparisons.admin.browser import messages_of, opened, row_name, send
from tests.comparisons.admin.test_forms import errors_of


def renamed(client, row, slug, **fields):
    response = send(client, row, opened(client, row), slug=slug, **fields)
    row.refresh_from_db()
    return response


@pytest.mark.parametrize(
    ("model", "old"),
    [
        (models.Framework, "alder"),
        (models.Criterion, "admin"),
        (models.Source, "manual"),
        (models.Claim, "alder-is-quick"),
        (models.Question, "build"),
        (models.Scenario, "shop"),
        (models.Choice, "site"),
    ],
)
def test_a_changed_slug_becomes_an_old_name(anna, model, old):
    row = model.objects.get(slug=old)
    assert renamed(anna, row, "another-name").status_code == 302
    assert (row.slug, row.aliases) == ("another-name", old)
    assert renamed(anna, row, old).status_code == 302
    assert (row.slug, row.aliases) == (old, "another-name")


def test_the_editor_is_told_what_becomes_of_the_old_name(anna):
    renamed(anna, models.Framework.objects.get(slug="alder"), "elder")
    assert "Addresses with its old name “alder” keep working." in messages_of(anna)


def test_a_choice_renamed_on_its_questions_page_keeps_its_old_name(anna):
    question = models.Question.objects.get(slug="build")
    site = question.choices.get(slug="site")
    form = opened(anna, question)
    row = row_name(form, "choices", site)
    assert send(anna, question, form, **{f"{row}-slug": "web-site"}).status_code == 302
    site.refresh_from_db()
    assert (site.slug, site.aliases) == ("web-site", "site")


def test_old_names_can_be_written_with_commas_and_taken_away(anna):
    alder = models.Framework.objects.get(slug="alder")
    assert renamed(anna, alder, "alder", aliases="holunder, sambucus,alder").status_code == 302
    assert alder.aliases == "holunder sambucus"
    assert renamed(anna, alder, "alder", aliases="").status_code == 302
    assert alder.aliases == ""


def test_a_name_of_another_thing_is_refused(anna):
    models.Framework.objects.filter(slug="birch").update(aliases="silver-birch")
    alder = models.Framework.objects.get(slug="alder")
    form = opened(anna, alder)
    assert errors_of(send(anna, alder, form, slug="silver-birch")) == {"slug"}
    for aliases in ("birch", "silver-birch", "Not A Slug", "a-vs-b", "result"):
        assert errors_of(send(anna, alder, form, aliases=aliases)) == {"aliases"}, aliases


def test_two_choices_of_a_question_share_no_name(anna):
    question = models.Question.objects.get(slug="build")
    site, other = question.choices.order_by("position")[:2]
    form = opened(anna, question)
    response = send(anna, question, form, **{f"{row_name(form, 'choices', site)}-aliases": other.slug})
    assert response.status_code == 200
    assert f"“{other.slug}” is" in response.content.decode()


def test_the_changes_tell_of_one_renaming(anna):
    alder = models.Framework.objects.get(slug="alder")
    renamed(anna, alder, "elder")
    before, after = current_edition().catalogue, read_catalogue()
    assert [sentence(one, after, before) for one in diff(before, after)] == [
        "Framework Alder: renamed from 'alder' to 'elder'."
    ]
    assert "renamed from" in anna.get("/admin/changes/").content.decode()


def test_an_old_edition_that_comes_back_keeps_the_newer_name(anna):
    alder = models.Framework.objects.get(slug="alder")
    renamed(anna, alder, "elder")
    publish(by=None, note="Renamed")
    restored = restore(1, by=None)
    assert restored.catalogue.framework_by_slug["alder"].aliases == ("elder",)
    take_into_working_copy(1)
    alder.refresh_from_db()
    assert (alder.slug, alder.aliases) == ("alder", "elder")
    assert read_catalogue() == restored.catalogue


def test_loading_a_renamed_thing_keeps_its_row_and_its_history(anna, small, tmp_path):
    rows = {model: set(model.objects.values_list("pk", flat=True)) for model in (models.Framework, models.Choice)}
    moved = renaming.Renames(parts={"frameworks": {"alder": "elder"}}, choices={"build": {"site": "web-site"}})
    new = canonical(renaming.renamed(small, moved, aliased=True))
    write_directory(new, tmp_path)
    call_command("load_catalogue", tmp_path, verbosity=0)
    assert read_catalogue() == new
    assert rows == {model: set(model.objects.values_list("pk", flat=True)) for model in rows}
    write_directory(small, tmp_path)
    call_command("load_catalogue", tmp_path, verbosity=0)
    assert models.Framework.objects.get(slug="alder").aliases == "elder"
