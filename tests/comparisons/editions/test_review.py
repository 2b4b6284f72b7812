import pytest
from django.contrib.auth import get_user_model

from comparisons import models
from comparisons.editions.pending import ChangedMeanwhile, assign, mark_ready, pending, take_back
from comparisons.editions.publishing import publish_some, ticks_of
from comparisons.editions.review import assignments_of, close_comment, comment_on, comments_of, marks_of
from comparisons.editions.unpublished import discard, loss
from comparisons.working_copy import write_catalogue
from tests.catalogues import CITED, changed

BOTH = changed(CITED, "frameworks", "birch", name="Beech")


def ticks(*names):
    found = pending()
    return ticks_of(found, [found.by_name[name] for name in names])


@pytest.fixture
def edited(published):
    write_catalogue(BOTH)


@pytest.fixture
def carl(db):
    return get_user_model().objects.create_user("carl")


def marks():
    return {subject.name: (mark.by, mark.holds) for subject, mark in marks_of(pending()).items()}


def test_marks_say_who_and_hold_until_the_change_is_another_one(edited, carl):
    assert mark_ready(ticks("framework/birch", "source/handbook"), by=carl) == 2
    assert marks() == {"framework/birch": ("carl", True), "source/handbook": ("carl", True)}
    write_catalogue(changed(BOTH, "frameworks", "birch", name="Bark"))
    assert marks() == {"framework/birch": ("carl", False), "source/handbook": ("carl", True)}
    mark_ready(ticks("framework/birch"), by=carl)
    assert marks()["framework/birch"] == ("carl", True)
    carl.delete()
    assert marks()["framework/birch"] == ("", True)


def test_changes_that_are_not_as_they_were_seen_are_not_marked(edited, carl):
    seen = ticks("framework/birch", "source/handbook")
    write_catalogue(changed(BOTH, "frameworks", "birch", name="Bark"))
    with pytest.raises(ChangedMeanwhile, match="changed again: Framework Bark"):
        mark_ready(seen, by=carl)
    assert marks() == {}


def test_a_mark_can_be_taken_back(edited, carl):
    mark_ready(ticks("framework/birch"), by=carl)
    assert take_back(["framework/birch", "framework/elm"]) == 1
    assert marks() == {}


def test_marks_end_with_publishing_and_with_discarding(edited, carl):
    mark_ready(ticks("framework/birch", "score/alder/admin", "source/handbook"), by=carl)
    publish_some(ticks("source/handbook"), by=carl)
    assert set(marks()) == {"framework/birch", "score/alder/admin"}
    discard("framework/birch", seen=loss("framework/birch").seen)
    assert set(models.ReadyMark.objects.values_list("name", flat=True)) == {"score/alder/admin"}


def comment(name, text, by):
    found = pending()
    comment_on(found, found.by_name[name], text, by=by)


def comments():
    found = comments_of(pending())
    return {
        subject.name: [(one.by, one.text, one.is_open, one.is_of_now) for one in own] for subject, own in found.items()
    }


def test_comments_stay_with_a_change_and_say_when_it_was_another_one(edited, carl):
    comment("framework/birch", "Why not Bark?", carl)
    write_catalogue(changed(BOTH, "frameworks", "birch", name="Bark"))
    comment("framework/birch", "Bark it is.", carl)
    assert comments() == {
        "framework/birch": [("carl", "Why not Bark?", True, False), ("carl", "Bark it is.", True, True)]
    }
    carl.delete()
    assert [by for by, *_ in comments()["framework/birch"]] == ["", ""]


def test_a_comment_is_done_once_and_only_on_its_own_change(edited, carl):
    dora = get_user_model().objects.create_user("dora")
    comment("framework/birch", "Why?", carl)
    key = models.ReviewComment.objects.get().pk
    close_comment("source/handbook", key, by=dora)
    assert comments() == {"framework/birch": [("carl", "Why?", True, True)]}
    close_comment("framework/birch", key, by=dora)
    close_comment("framework/birch", key, by=carl)
    assert comments() == {"framework/birch": [("carl", "Why?", False, True)]}
    assert models.ReviewComment.objects.get().closed_by == dora


def test_publishing_closes_comments_with_the_edition_and_a_later_change_begins_without_them(edited, carl):
    comment("framework/birch", "Why?", carl)
    comment("score/alder/admin", "Sure?", carl)
    edition = publish_some(ticks("framework/birch"), by=carl)
    assert comments() == {"score/alder/admin": [("carl", "Sure?", True, True)]}
    row = models.ReviewComment.objects.get(name="framework/birch")
    assert (row.about, row.text, row.edition) == ("Framework Beech", "Why?", edition.number)
    assert row.closed_at is not None
    write_catalogue(changed(BOTH, "frameworks", "birch", name="Bark"))
    assert set(comments()) == {"score/alder/admin"}


def test_discarding_closes_comments_and_frees_who_was_to_look(edited, carl):
    comment("framework/birch", "Why?", carl)
    assign(["framework/birch", "source/handbook"], carl, by=carl)
    discard("framework/birch", seen=loss("framework/birch").seen)
    assert comments() == {}
    assert models.ReviewComment.objects.get().edition is None
    assert assigned() == {"source/handbook": "carl"}


def assigned():
    return {subject.name: row.assigned_to.username for subject, row in assignments_of(pending()).items()}


def test_a_change_is_assigned_to_one_editor_at_a_time(edited, carl):
    dora = get_user_model().objects.create_user("dora")
    assert assign(["framework/birch", "framework/elm"], carl, by=dora) == 1
    assert assigned() == {"framework/birch": "carl"}
    assign(["framework/birch"], dora, by=dora)
    assert assigned() == {"framework/birch": "dora"}
    assign(["framework/birch"], None, by=carl)
    assert assigned() == {}
    assign(["framework/birch"], dora, by=carl)
    dora.delete()
    assert assigned() == {}
