"""Merging sources, moving scores, duplicating frameworks."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from comparisons import models
from comparisons.catalogue.checks import errors
from comparisons.catalogue.value import Status
from comparisons.working_copy import read_catalogue
from tests.comparisons.admin.browser import address, messages_of, opened, send
from tests.comparisons.admin.matrix import stored

pytestmark = pytest.mark.any_database


def seen_in(response):
    assert response.status_code == 200
    return {"seen": response.content.decode().partition('name="seen" value="')[2].partition('"')[0]}


class TestMergingSources:
    def page(self, slug, into):
        pk = models.Source.objects.get(slug=slug).pk
        return reverse("admin:merge-source", args=[pk]) + f"?into={into}"

    def test_what_cites_the_one_cites_the_other_and_its_names_lead_there(self, anna):
        page, article = self.page("manual", "article"), models.Source.objects.get(slug="article")
        preview = anna.get(page)
        assert "Score of Alder on Admin: sources changed" in preview.content.decode()
        assert models.Source.objects.count() == 2
        assert anna.post(page, seen_in(preview)).url == address(article)
        catalogue = read_catalogue()
        [source] = catalogue.sources
        assert (source.slug, source.title, source.aliases) == ("article", "Which is best?", ("manual",))
        alder = catalogue.framework_by_slug["alder"]
        assert {score.sources for score in alder.scores} == {("article",)}
        assert alder.strengths[0].sources == ("article",)
        assert not errors(catalogue)
        entries = LogEntry.objects.filter(content_type__model="score", object_id=str(stored("alder", "admin").pk))
        assert "was merged into" in entries.get().get_change_message()

    def test_nothing_is_merged_if_somebody_changed_what_cites_it_meanwhile(self, anna, berta):
        page, score = self.page("manual", "article"), stored("alder", "admin")
        seen = seen_in(anna.get(page))
        send(berta, score, opened(berta, score), sources=[])
        assert "Nothing was merged" in anna.post(page, seen).content.decode()
        assert models.Source.objects.count() == 2

    def test_it_takes_another_source_that_exists(self, anna):
        for into in ("manual", "nothing", "", "%00x"):
            response = anna.get(self.page("manual", into))
            assert response.status_code in (200, 400)
            assert b'name="seen"' not in response.content

    def test_those_who_may_only_view_do_not_merge(self, dora):
        assert dora.get(self.page("manual", "article")).status_code == 403


class TestMovingAScore:
    def page(self, score, to):
        return reverse("admin:move-score", args=[score.pk]) + f"?to={to}"

    @pytest.fixture
    def screens(self, anna):
        group = models.Group.objects.first()
        return models.Criterion.objects.create(
            slug="screens", name="Screens", group=group, description="D", scale_type="editorial", position=9,
            anchor_0="No screen.", anchor_5="Some.", anchor_10="All.",
        )  # fmt: skip

    def test_it_goes_with_reason_sources_and_history(self, anna, screens):
        score = stored("alder", "admin")
        page = self.page(score, "screens")
        preview = anna.get(page)
        assert "0: No screen." in preview.content.decode()
        assert anna.post(page, seen_in(preview)).url == address(score)
        moved = stored("alder", "screens")
        assert (moved.pk, moved.value, moved.reason, moved.sources.count()) == (score.pk, 9, score.reason, 1)
        assert not models.Score.objects.filter(framework__slug="alder", criterion__slug="admin").exists()
        assert LogEntry.objects.get(object_id=str(score.pk)).get_change_message() == (
            "Criterion from “Admin” to “Screens”."
        )

    def test_it_goes_only_where_the_scale_is_the_same_and_nothing_is_known(self, anna, screens):
        options = [each.slug for each in anna.get(self.page(stored("alder", "admin"), "")).context["targets"]]
        assert options == ["screens"]
        assert not anna.get(self.page(stored("alder", "speed"), "")).context["targets"]
        assert not anna.get(self.page(stored("alder", "type"), "")).context["targets"]
        assert anna.post(self.page(stored("alder", "admin"), "speed"), {"seen": "1"}).status_code == 200
        assert stored("alder", "admin").value == 9

    def test_it_stays_if_somebody_changed_it_meanwhile(self, anna, berta, screens):
        score = stored("alder", "admin")
        page = self.page(score, "screens")
        seen = seen_in(anna.get(page))
        send(berta, score, opened(berta, score), reason="Berta looked.")
        assert "Nothing was moved" in anna.post(page, seen).content.decode()
        assert stored("alder", "admin").reason == "Berta looked."


class TestDuplicatingAFramework:
    def post(self, client, **fields):
        pk = models.Framework.objects.get(slug="alder").pk
        return client.post(reverse("admin:duplicate-framework", args=[pk]), fields)

    def test_the_copy_is_a_draft_with_the_parts_that_are_ticked(self, anna):
        response = self.post(anna, name="Elder", slug="elder", facts="on", scores="on")
        elder, alder = read_catalogue().framework_by_slug["elder"], read_catalogue().framework_by_slug["alder"]
        assert response.url == address(models.Framework.objects.get(slug="elder"))
        assert (elder.name, elder.status, elder.licence) == ("Elder", Status.DRAFT, "MIT")
        assert (elder.facts, elder.scores) == (alder.facts, alder.scores)
        assert (elder.strengths, elder.extensions) == ((), ())
        assert messages_of(anna) == ["Elder is a draft with what Alder has. Change what differs."]
        assert not errors(read_catalogue())

    @pytest.mark.parametrize("slug", ["birch", "Not a slug", ""])
    def test_it_needs_a_name_of_its_own(self, anna, slug):
        response = self.post(anna, name="Elder", slug=slug)
        assert (response.status_code, [*response.context["form"].errors]) == (200, ["slug"])
        assert models.Framework.objects.count() == 4

    def test_those_who_may_only_view_do_not_duplicate(self, dora):
        assert self.post(dora, name="Elder", slug="elder").status_code == 403
