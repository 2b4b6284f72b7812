import re
from html import unescape

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from comparisons import models
from comparisons.catalogue.removal.decisions import Action, Decision
from comparisons.catalogue.removal.removed import removed
from comparisons.working_copy import read_catalogue
from tests.comparisons.admin.browser import address, filled_in, form_of, guide, messages_of, opened, send
from tests.comparisons.admin.conftest import give
from tests.comparisons.admin.test_queries import queries


def row_of(model, **slugs):
    return model.objects.get(**slugs)


def text_of(response):
    """Return the words in the main part of a page."""
    main = re.search(r'<div id="content-main">(.*)</form>', response.content.decode(), re.DOTALL)
    return " ".join(unescape(re.sub(r"<option.*?</option>|<[^>]+>", " ", main[1], flags=re.DOTALL)).split())


def article():
    return row_of(models.Source, slug="article")


def speed():
    return row_of(models.Criterion, slug="speed")


def to_put_right(*choices):
    """Return the message about choices that are left without a use."""
    idle = (
        "moves nothing: give it an effect, a requirement or a question asked after it, "
        "or mark it as exclusive if it says that the others do not apply"
    )
    return f"Put right before publishing: {'; '.join(f'question {choice}: {idle}' for choice in choices)}."


class TestWhatThePageShows:
    def test_a_source_with_everything_that_cites_it(self, anna):
        page = anna.get(guide(article()))
        assert text_of(page) == (
            "These belong to it or use it. Nothing happens until you press a button. Then all of it happens at "
            "once, or nothing. "
            "The source that takes its place, where that is chosen below: "
            "Strengths, drawbacks and purposes that cite it (1) Replace it by another source Take it out there "
            "Another source here: Alder, strength: “Its admin saves weeks.” Open "
            "Claims that it makes (2) Replace it by another source Delete these claims Another source here: "
            "“Alder is quick.” Open “All are good.” Open "
            "Visitors see it once it is published. "
            "Until then you can undo it with Discard on the page of unpublished changes. Cancel"
        )
        assert address(row_of(models.Claim, slug="all-are-good")) in page.content.decode()

    def test_a_criterion_is_retired_first(self, anna):
        page = text_of(anna.get(guide(speed())))
        assert page.startswith(
            "Retire instead "
            "A retired criterion keeps its page, scores and claims; new advice and comparisons leave it out. "
            "Published editions, and links to them, stay as they are. You can undo this. "
            "Answers no longer use it: what you choose below for “Answers that give it importance” (3) and "
            "“Answers that set a must-have on it” (1) applies. Or delete for good"
        )

    def test_what_nothing_names(self, anna):
        page = text_of(anna.get(guide(row_of(models.Scenario, slug="shop"))))
        assert page.startswith("Nothing else uses it. Visitors see it once it is published.")

    @pytest.mark.parametrize("thing", ["Source", "Criterion", "Framework", "Question", "Choice", "Group", "Extension"])
    def test_no_name_of_a_table_is_shown(self, anna, thing):
        for row in getattr(models, thing).objects.all():
            assert not re.search(r"object \(\d|_object|Score_|Claim_|protected", anna.get(guide(row)).content.decode())


class TestDeleting:
    def test_a_source_is_replaced_everywhere(self, anna):
        before = read_catalogue()
        form = filled_in(anna, article())
        response = anna.post(guide(article()), form | {"target": "manual", "delete": ""})
        assert response.status_code == 302
        decisions = {kind: Decision(Action.REPLACE, "manual") for kind in ("statements", "claims_made")}
        assert read_catalogue() == removed(before, "source", [("article",)], decisions)
        assert messages_of(anna) == [
            "The source “Which is best? (A magazine)” was deleted. With it: 1 framework changed, 2 claims changed."
        ]

    def test_everything_that_changed_is_in_the_history(self, anna):
        row, alder = article(), row_of(models.Framework, slug="alder")
        claim = row_of(models.Claim, slug="all-are-good")
        anna.post(guide(row), filled_in(anna, row) | {"target": "manual", "do-claims_made": "delete", "delete": ""})
        entries = {(entry.object_repr, entry.action_flag): entry.change_message for entry in LogEntry.objects.all()}
        why = "When the source “Which is best? (A magazine)” was deleted: "
        assert sorted(entries) == [
            ("Claim 'Alder is quick.'", DELETION),
            ("Claim 'All are good.'", DELETION),
            ("Framework Alder", CHANGE),
            ("Source 'Which is best?'", DELETION),
        ]
        assert entries["Claim 'All are good.'", DELETION].startswith(f"{why}deleted “slug: all-are-good\ntext: All are")
        assert entries["Framework Alder", CHANGE].startswith(f"{why}Strengths from “text: Its admin saves weeks.")
        pks = set(LogEntry.objects.values_list("object_id", flat=True))
        assert {str(row.pk), str(alder.pk), str(claim.pk)} <= pks

    def test_a_replacement_that_is_not_named_is_asked_for(self, anna):
        response = anna.post(guide(article()), filled_in(anna, article()) | {"delete": ""})
        assert response.status_code == 200
        assert (
            "Choose the source that takes its place, or decide otherwise for "
            "“Strengths, drawbacks and purposes that cite it”, “Claims that it makes”."
        ) in text_of(response)
        assert models.Source.objects.filter(slug="article").exists()

    def test_each_kind_can_have_its_own_decision(self, anna):
        form = filled_in(anna, article()) | {"do-statements": "remove", "target-claims_made": "manual", "delete": ""}
        assert anna.post(guide(article()), form).status_code == 302
        assert set(models.Claim.objects.values_list("made_by__slug", flat=True)) == {"manual"}
        strength = models.Statement.objects.get(text="Its admin saves weeks.")
        assert [source.slug for source in strength.sources.all()] == ["manual"]

    def test_what_would_rest_on_nothing_is_shown_and_confirmed(self, anna):
        manual = row_of(models.Source, slug="manual")
        kinds = ("scores", "facts", "statements", "extensions", "claims")
        form = filled_in(anna, manual) | {f"do-{kind}": "remove" for kind in kinds} | {"delete": ""}
        told = anna.post(guide(manual), form)
        assert told.status_code == 200
        shown = text_of(told).partition("These would have no source left (13)")[2].strip()
        assert shown.startswith(
            "Open them to add another source, choose a replacement above, or leave them without one. "
            "Scores without a source are shown as judgements. Alder on Admin: 9 Open Alder on Packages: 10 Open"
        )
        assert models.Source.objects.filter(slug="manual").exists()
        wrong = anna.post(guide(manual), form | {"confirmed": "something else"})
        assert wrong.status_code == 200
        confirmation = told.context["unconfirmed"]["confirmation"]
        assert anna.post(guide(manual), form | {"confirmed": confirmation}).status_code == 302
        assert not models.Score.objects.exclude(sources=None).exists()

    def test_a_criterion_goes_with_its_scores(self, anna):
        before = read_catalogue()
        response = anna.post(guide(speed()), filled_in(anna, speed()) | {"do-claims": "delete", "delete": ""})
        assert response.status_code == 302
        decisions = {"claims": Decision(Action.DELETE)}
        assert read_catalogue() == removed(before, "criterion", [("speed",)], decisions)
        assert messages_of(anna) == [
            "The criterion “Speed” was deleted. With it: 3 scores deleted, 1 claim deleted, 3 choices changed.",
            to_put_right("build, choice api", "screens, choice own"),
        ]

    def test_what_would_leave_errors_is_refused_and_says_why(self, anna):
        site = row_of(models.Choice, slug="site")
        response = anna.post(guide(site), filled_in(anna, site) | {"delete": ""})
        assert response.status_code == 200
        assert "Question build: a question has at least two choices" in text_of(response)
        assert models.Choice.objects.filter(slug="site").exists()

    def test_a_group_goes_once_its_criteria_have_another(self, anna):
        group = row_of(models.Group, slug="under-load")
        assert anna.post(guide(group), filled_in(anna, group) | {"delete": ""}).status_code == 200
        form = filled_in(anna, group) | {"target": "with-it", "delete": ""}
        assert anna.post(guide(group), form).status_code == 302
        assert speed().group.slug == "with-it"

    def test_rows_that_do_not_change_keep_their_revision(self, anna):
        anna.post(guide(speed()), filled_in(anna, speed()) | {"delete": ""})
        assert set(models.Criterion.objects.values_list("revision", flat=True)) == {1}
        assert set(models.Source.objects.values_list("revision", flat=True)) == {1}

    def test_a_popup_closes_itself(self, anna):
        row = row_of(models.Scenario, slug="shop")
        page = f"{guide(row)}?_popup=1&_to_field=id"
        form = {name: values[-1] for name, values in form_of(anna.get(page), "remove").items()}
        response = anna.post(page, form | {"delete": ""})
        assert response.templates[0].name == "admin/popup_response.html"


class TestSeveral:
    def test_ticked_rows_go_together(self, anna):
        criteria = models.Criterion.objects.filter(slug__in=["speed", "admin"])
        page = reverse("admin:comparisons_criterion_changelist")
        ticked = {"action": "delete_selected", "_selected_action": [str(row.pk) for row in criteria]}
        shown = anna.post(page, ticked)
        assert text_of(shown).startswith("Admin Open Speed Open Retire instead")
        form = form_of(shown, "remove")
        assert anna.post(page, {**form, "delete": ""}).status_code == 302
        assert list(models.Criterion.objects.values_list("slug", flat=True)) == ["type", "packages"]
        assert messages_of(anna) == [
            "The 2 criteria were deleted. With it: 5 scores deleted, 1 claim changed, 5 choices changed.",
            to_put_right("build, choice api", "parts, choice editors", "screens, choice own"),
        ]

    def test_ticked_frameworks_are_retired_together(self, anna):
        page = reverse("admin:comparisons_framework_changelist")
        pks = [
            str(pk) for pk in models.Framework.objects.filter(slug__in=["alder", "birch"]).values_list("pk", flat=True)
        ]
        form = form_of(anna.post(page, {"action": "delete_selected", "_selected_action": pks}), "remove")
        assert anna.post(page, {**form, "retire": ""}).status_code == 302
        assert set(models.Framework.objects.exclude(slug="cedar").values_list("status", flat=True)) == {"retired"}

    def test_things_outside_of_the_catalogue_are_deleted_as_ever(self, anna):
        group = Group.objects.create(name="No role of ours")
        page = reverse("admin:auth_group_changelist")
        ticked = {"action": "delete_selected", "_selected_action": [str(group.pk)]}
        assert anna.post(page, ticked).status_code == 200
        assert anna.post(page, {**ticked, "post": "yes"}).status_code == 302
        assert not Group.objects.filter(pk=group.pk).exists()


class TestRetiring:
    def test_a_criterion_keeps_its_scores_and_is_asked_nowhere(self, anna):
        row = speed()
        response = anna.post(guide(row), filled_in(anna, row) | {"retire": ""})
        assert response.url == address(row)
        assert speed().retired
        assert speed().scores.count() == 3
        assert not speed().effects.exists()
        assert not speed().requirements.exists()
        assert messages_of(anna) == [
            "The criterion “Speed” was retired. With it: 3 choices changed.",
            to_put_right("build, choice api", "screens, choice own"),
        ]

    def test_its_importance_can_go_to_another_one(self, anna):
        form = filled_in(anna, speed()) | {"do-effects": "replace", "target": "packages", "retire": ""}
        assert anna.post(guide(speed()), form).status_code == 302
        service = row_of(models.Choice, slug="api")
        assert [(e.criterion.slug, e.importance) for e in service.effects.all()] == [("packages", "decisive")]

    def test_it_is_taken_back_on_the_form(self, anna):
        models.Criterion.objects.filter(slug="speed").update(retired=True)
        form = opened(anna, speed())
        del form["retired"]
        assert send(anna, speed(), form).status_code == 302
        assert not speed().retired

    def test_the_form_leads_to_the_guide_while_answers_name_it(self, anna):
        response = send(anna, speed(), opened(anna, speed()), retired="on")
        assert f'Answers still name it (4). <a href="{guide(speed())}">See them' in response.content.decode()
        assert not speed().retired

    def test_a_retired_criterion_says_so_and_can_be_deleted(self, anna):
        models.Effect.objects.filter(criterion=speed()).delete()
        models.Requirement.objects.filter(criterion=speed()).delete()
        models.Criterion.objects.filter(slug="speed").update(retired=True)
        page = text_of(anna.get(guide(speed())))
        assert page.startswith("It is retired: new advice leaves it out. Deleting it also removes it from all pages.")
        assert "Retire instead" not in page


class TestTwoEditors:
    @pytest.mark.parametrize("model", [models.Criterion, models.Score, models.Choice])
    def test_what_changed_meanwhile_is_shown_again_before_anything_goes(self, anna, berta, model):
        form = filled_in(berta, speed()) | {"do-claims": "delete", "delete": ""}
        if model is models.Criterion:
            send(anna, speed(), opened(anna, speed()), description="Other words.")
        elif model is models.Score:
            score = speed().scores.first()
            send(anna, score, opened(anna, score), reason="Another reason.")
        else:
            row_of(models.Choice, slug="site").effects.create(criterion=speed(), importance="a-lot")
        told = berta.post(guide(speed()), form)
        assert told.status_code == 200
        assert "Nothing was deleted: somebody changed the criterion “Speed” or what names it" in unescape(
            told.content.decode()
        )
        again = {name: values[-1] for name, values in form_of(told, "remove").items()}
        assert again["do-claims"] == "delete"
        assert berta.post(guide(speed()), again | {"delete": ""}).status_code == 302

    def test_what_was_deleted_meanwhile_is_no_error(self, anna, berta):
        row = row_of(models.Scenario, slug="shop")
        form = filled_in(anna, row) | {"delete": ""}
        assert berta.post(guide(row), form).status_code == 302
        assert anna.post(guide(row), form).status_code == 302


class TestPermissions:
    def test_without_the_right_to_delete_there_is_no_page(self, dora):
        assert dora.get(guide(article())).status_code == 403

    def test_rights_to_everything_that_would_change_are_needed(self, dora):
        give(dora, "delete_source", "change_claim")
        assert Permission.objects.filter(codename="change_framework").exists()
        form = filled_in(dora, article()) | {"target": "manual", "delete": ""}
        response = dora.post(guide(article()), form)
        assert response.status_code == 200
        assert "Nothing was deleted: you may not change frameworks." in response.content.decode()
        assert models.Source.objects.filter(slug="article").exists()


def test_a_choice_that_others_name_is_not_deleted_unseen_on_its_question(anna):
    site = row_of(models.Choice, slug="site")
    response = send(anna, site.question, opened(anna, site.question), **{"choices-0-DELETE": "on"})
    assert response.status_code == 200
    assert f'name “A site”: <a href="{guide(site)}">see them, and delete it there</a>' in response.content.decode()


def test_the_guide_takes_a_fixed_number_of_queries(anna):
    anna.get(guide(article()))
    found = {
        name: queries(lambda row=row: anna.get(guide(row)))
        for name, row in (("source", article()), ("criterion", speed()), ("choice", row_of(models.Choice, slug="site")))
    }
    assert found == {"source": 46, "criterion": 48, "choice": 51}
