import pytest

from comparisons.catalogue.changes.diff import SINGULAR
from comparisons.catalogue.public import PublicChange
from comparisons.content.edition_changes import changed_subjects


def test_changes_are_grouped_by_subject_in_parts_of_a_bar():
    changes = [PublicChange(f"{thing}.", thing=thing) for thing in ("score", "extension", "score", "framework")]
    found = changed_subjects(changes)
    assert [(one.name, one.place, one.sentences, one.start, one.width) for one in found] == [
        ("Frameworks", 1, ("extension.", "framework."), 0.0, 0.5),
        ("Scores", 2, ("score.", "score."), 0.5, 0.5),
    ]
    assert changed_subjects(()) == ()


@pytest.mark.parametrize("thing", SINGULAR.values())
def test_every_change_has_a_subject(thing):
    assert [one.width for one in changed_subjects([PublicChange("It changed.", thing=thing)])] == [1.0]
