"""Putting one thing of a catalogue in place of another, and encoding it by itself."""

import pytest
from msgspec.structs import replace

from comparisons.catalogue.changes.diff import Subject, by_subject, diff, part_of
from comparisons.catalogue.changes.parts import Unreadable, decoded, encoded, with_part
from comparisons.catalogue.value import Catalogue
from tests.catalogues import small_catalogue, without_score
from tests.questions import STARTING_POINTS

WHOLE = small_catalogue(starting_points=STARTING_POINTS)
SUBJECTS = [*by_subject(diff(Catalogue(), WHOLE)), Subject("score", ("alder", "admin"))]
SUBJECTS += [Subject("extension", ("alder", "alder-api")), Subject("choice", ("build", "site"))]
SUBJECTS = [subject for subject in SUBJECTS if not subject.is_order]


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_a_thing_is_encoded_by_itself_and_read_again(subject):
    part = part_of(WHOLE, subject)
    assert decoded(subject.thing, encoded(part, whole=True)) == part
    assert with_part(WHOLE, subject, decoded(subject.thing, encoded(part))) == WHOLE


def test_what_is_there_keeps_its_names_and_what_it_owns():
    alder = WHOLE.framework_by_slug["alder"]
    older = replace(alder, slug="elder", aliases=("old",), scores=(), extensions=(), summary="Older.")
    new = with_part(WHOLE, Subject("framework", ("alder",)), older)
    assert new.framework_by_slug["alder"] == replace(alder, summary="Older.")


def test_what_is_gone_is_added():
    score = WHOLE.framework_by_slug["alder"].score_by_criterion["admin"]
    without = without_score(WHOLE, "alder", "admin")
    new = with_part(without, Subject("score", ("alder", "admin")), score)
    assert set(new.framework_by_slug["alder"].scores) == set(WHOLE.framework_by_slug["alder"].scores)


def test_a_score_of_a_framework_that_is_gone_is_refused():
    score = WHOLE.framework_by_slug["alder"].score_by_criterion["admin"]
    with pytest.raises(LookupError, match="There is no framework larch any more"):
        with_part(WHOLE, Subject("score", ("larch", "admin")), score)


@pytest.mark.parametrize("text", ["", "{}", "nonsense", '{"slug": "a", "colour": "green"}'])
def test_what_another_release_wrote_is_told(text):
    with pytest.raises(Unreadable):
        decoded("source", text)
