import pytest
from msgspec.structs import replace

from comparisons import models
from comparisons.catalogue.changes.diff import Subject, by_subject, diff
from comparisons.catalogue.changes.revert import applied
from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.value import EditorialScale
from comparisons.editions.pending import ChangedMeanwhile, Pending, pending
from comparisons.editions.publishing import (
    NeedsMore,
    NothingToPublish,
    UnsoundCatalogue,
    edition_digest,
    publish,
    publish_some,
    ticks_of,
)
from comparisons.editions.store import current_edition, editions
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.at_once import at_once
from tests.catalogues import ALDER, CITED, changed, score, small_catalogue, with_score

SMALL = small_catalogue()
BOTH = changed(CITED, "frameworks", "birch", name="Beech")


def ticks(*names):
    found = pending()
    return ticks_of(found, [found.by_name[name] for name in names])


@pytest.fixture
def edited(published):
    write_catalogue(BOTH)


@pytest.mark.usefixtures("edited")
def test_some_changes_are_published_and_the_others_stay():
    publish_some(ticks("framework/birch"), by=None, note="Beech")
    assert current_edition().catalogue == changed(SMALL, "frameworks", "birch", name="Beech")
    assert [row.note for row in editions()] == ["Beech", "First"]
    assert read_catalogue() == BOTH
    assert [subject.name for subject in pending().changes] == ["score/alder/admin", "source/handbook"]


@pytest.mark.usefixtures("edited")
def test_one_part_after_the_other_gives_the_whole():
    publish_some(ticks("source/handbook"), by=None)
    publish_some(ticks("framework/birch", "score/alder/admin"), by=None)
    assert current_edition().catalogue == BOTH == read_catalogue()
    assert pending().changes == {}


@pytest.mark.usefixtures("edited")
def test_changes_without_what_they_need_are_refused():
    with pytest.raises(NeedsMore, match="needs source/handbook") as refused:
        publish_some(ticks("score/alder/admin"), by=None)
    assert {one.name: other.name for one, other in refused.value.needed.items()} == {
        "source/handbook": "score/alder/admin"
    }
    assert len(editions()) == 1


MEANWHILE = {
    "changed again": (changed(SMALL, "frameworks", "birch", name="Bark"), "changed again: Framework Bark"),
    "changed in another field": (
        changed(BOTH, "frameworks", "birch", licence="BSD"),
        "changed again: Framework Beech",
    ),
    "changed back": (CITED, "published or discarded: framework/birch"),
}


@pytest.mark.parametrize(("meanwhile", "words"), MEANWHILE.values(), ids=MEANWHILE.keys())
def test_a_change_that_is_not_as_it_was_seen_is_refused_with_its_name(edited, meanwhile, words):
    seen = ticks("framework/birch")
    write_catalogue(meanwhile)
    with pytest.raises(ChangedMeanwhile, match=words):
        publish_some(seen, by=None)
    assert len(editions()) == 1


def test_a_part_added_to_something_new_is_noticed(published):
    elm = replace(ALDER, slug="elm", scores=())
    write_catalogue(replace(SMALL, frameworks=(*SMALL.frameworks, elm)))
    seen = ticks("framework/elm")
    write_catalogue(replace(SMALL, frameworks=(*SMALL.frameworks, replace(elm, scores=(score("speed", 1.0),)))))
    with pytest.raises(ChangedMeanwhile, match="changed again: Framework Alder"):
        publish_some(seen, by=None)


@pytest.mark.usefixtures("edited")
def test_edits_of_other_things_do_not_matter():
    found = pending()
    seen, expected = ticks("framework/birch"), edition_digest(found.result([found.by_name["framework/birch"]]))
    write_catalogue(with_score(BOTH, "birch", "speed", value=1.0))
    publish_some(seen, by=None, expected=expected)
    assert [one.name for one in pending().changes] == ["score/alder/admin", "score/birch/speed", "source/handbook"]


@pytest.mark.usefixtures("edited")
def test_an_edition_in_between_that_gives_another_result_is_noticed():
    found = pending()
    expected = edition_digest(found.result([found.by_name["framework/birch"]]))
    publish_some(ticks("source/handbook"), by=None)
    with pytest.raises(ChangedMeanwhile, match="not give the edition whose effect you were shown"):
        publish_some(ticks("framework/birch"), by=None, expected=expected)


def test_errors_of_what_stays_do_not_matter_and_those_of_what_goes_do(published):
    write_catalogue(changed(SMALL, "frameworks", "birch", name="Beech"))
    models.Scenario.objects.get(slug="shop").right.clear()
    with pytest.raises(UnsoundCatalogue, match="scenario shop: names no right first place"):
        publish_some(ticks("scenario/shop"), by=None)
    publish_some(ticks("framework/birch"), by=None)
    assert current_edition().catalogue == changed(SMALL, "frameworks", "birch", name="Beech")


def test_nothing_chosen_is_nothing_to_publish(edited):
    with pytest.raises(NothingToPublish):
        publish_some({}, by=None)


@pytest.mark.django_db
def test_before_the_first_edition_everything_is_pending():
    write_catalogue(SMALL)
    found = pending()
    assert found.edition == 0
    publish_some(ticks_of(found, found.changes), by=None)
    assert current_edition().catalogue == SMALL


@pytest.mark.django_db(transaction=True)
def test_only_one_of_two_publications_of_the_same_change_succeeds():
    write_catalogue(SMALL)
    publish(by=None)
    write_catalogue(BOTH)
    seen = ticks("framework/birch")
    outcomes = at_once(*[lambda: publish_some(seen, by=None)] * 2, lambda: write_catalogue(canonical(BOTH)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ChangedMeanwhile", "Edition", "NoneType"]
    assert [one.name for one in pending().changes] == ["score/alder/admin", "source/handbook"]


def without_needs(new):
    """Return what is pending, with no change that needs another, as if `check` knew more than `dependencies`."""
    found = Pending(edition=1, published=SMALL, working_copy=new, changes=by_subject(diff(SMALL, new)))
    found.__dict__["needs"] = dict.fromkeys(found.changes, ())
    return found


def test_an_error_names_the_change_that_mends_it():
    ten = EditorialScale(anchor_0="None.", anchor_5="Some.", anchor_10="All.")
    new = changed(SMALL, "criteria", "speed", scale=ten)
    for slug, value in (("alder", 4.0), ("birch", 8.0), ("dogwood", 1.0)):
        new = with_score(new, slug, "speed", value=value, relative_error=0.0)
    chosen = [Subject("criterion", ("speed",)), Subject("score", ("birch", "speed"))]
    found = without_needs(new)
    problems = errors(applied(SMALL, new, chosen))
    mended = [(p.where, found.mending(chosen, p)) for p in problems]
    assert [(where, subject and subject.name) for where, subject in mended] == [
        ("framework alder, score speed", "score/alder/speed"),
        ("framework alder, score speed", "score/alder/speed"),
        ("framework dogwood, score speed", "score/dogwood/speed"),
    ]


def test_an_error_that_the_newer_catalogue_has_too_is_mended_by_no_change():
    new = changed(SMALL, "frameworks", "alder", summary="")
    chosen = [Subject("framework", ("alder",))]
    [problem] = errors(applied(SMALL, new, chosen))
    assert without_needs(new).mending(chosen, problem) is None


# Marks
