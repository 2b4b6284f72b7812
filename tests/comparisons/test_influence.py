from hypothesis import given
from msgspec.structs import replace

from comparisons.catalogue.value import Catalogue, Effect, Importance, Requirement
from comparisons.influence import MustHave, influence
from tests.catalogues import changed, small_catalogue, with_choice
from tests.strategies import catalogues, few

SMALL = small_catalogue()


def marks(moved):
    """Question -> choice -> criterion -> what it does there."""
    return {
        section.question.slug: {
            row.choice.slug: {
                cell.criterion.slug: " ".join(filter(None, [cell.words, cell.must_have and cell.must_have.signs]))
                for cell in row.cells
                if cell.level or cell.must_have
            }
            for row in section.rows
        }
        for section in moved.sections
    }


def must_have(criterion, scale_changed_to=None, **bounds):
    catalogue = with_choice(SMALL, "build", "api", requirements=(Requirement(criterion, **bounds),))
    if scale_changed_to:
        catalogue = changed(catalogue, "criteria", criterion, scale=scale_changed_to)
    [cell] = influence(catalogue).sections[0].rows[1].must_haves
    return cell.must_have


def test_each_choice_says_what_it_does_to_each_criterion():
    moved = influence(SMALL)
    assert marks(moved) == {
        "build": {"site": {"admin": "a lot"}, "api": {"speed": "decisive ≥ 500"}},
        "parts": {
            "editors": {"admin": "decisive", "speed": "a little"},
            "lean": {"packages": "somewhat ≤ 50"},
            "none": {},
        },
        "screens": {"framework": {"admin": "a lot", "type": "1 kind"}, "own": {"speed": "somewhat"}},
    }
    assert [criterion.slug for criterion in moved.criteria] == ["admin", "type", "packages", "speed"]
    assert moved.groups == (("What comes with it", 3), ("Under load", 1))
    assert moved.counts == (3, 1, 1, 3)
    assert moved.unmoved == ()


def test_a_level_comes_with_its_points():
    [cell, *_] = influence(SMALL).sections[0].rows[0].cells
    assert (cell.words, cell.points) == ("a lot", 4)


def test_criteria_that_no_choice_speaks_of_have_no_column():
    moved = influence(with_choice(SMALL, "parts", "lean", effects=(), requirements=()))
    assert [criterion.slug for criterion in moved.criteria] == ["admin", "type", "speed"]
    assert [criterion.slug for criterion in moved.unmoved] == ["packages"]


def test_what_is_called_unimportant_is_shown_but_not_counted():
    moved = influence(with_choice(SMALL, "parts", "lean", effects=(Effect("packages", Importance.NOT_AT_ALL),)))
    assert marks(moved)["parts"]["lean"] == {"packages": "not at all ≤ 50"}
    unrequired = influence(
        with_choice(SMALL, "parts", "lean", effects=(Effect("packages", Importance.NOT_AT_ALL),), requirements=())
    )
    assert unrequired.counts == (3, 1, 0, 3)


def test_a_choice_that_changes_nothing_is_marked_and_none_of_these_is_not():
    moved = influence(with_choice(SMALL, "screens", "own", effects=()))
    assert [row.choice.slug for section in moved.sections for row in section.rows if row.is_idle] == ["own"]


def test_a_must_have_is_said_in_signs_and_in_words():
    assert must_have("admin", at_least=5.0) == MustHave("≥ 5", "at least 5 of 10")
    assert must_have("speed", at_least=1234567.5) == MustHave("≥ 1234567.5", "at least 1234567.5 answers")
    assert must_have("packages", at_most=50.0) == MustHave("≤ 50", "at most 50 packages")
    assert must_have("type", one_of=("full", "micro")) == MustHave("2 kinds", "one of Full-stack, Micro")


def test_a_must_have_that_does_not_suit_its_scale_is_shown_too():
    assert must_have("type", at_least=5.0) == MustHave("≥ 5", "at least 5")
    assert must_have("type") == MustHave("?", "without a bound")
    assert must_have("admin", one_of=("full",)) == MustHave("1 kind", "one of full")


def test_without_questions_there_are_no_rows_and_no_columns():
    moved = influence(replace(SMALL, questions=()))
    assert (moved.criteria, moved.groups, moved.sections, moved.counts) == ((), (), (), ())
    assert influence(Catalogue()).unmoved == ()


@few
@given(catalogues())
def test_every_row_has_a_cell_for_every_column_and_nothing_is_left_out(catalogue):
    moved = influence(catalogue)
    assert sum(columns for _, columns in moved.groups) == len(moved.criteria) == len(moved.counts)
    for question, section in zip(catalogue.questions, moved.sections, strict=True):
        for choice, row in zip(question.choices, section.rows, strict=True):
            assert [cell.criterion for cell in row.cells] == list(moved.criteria)
            assert {cell.criterion.slug: cell.level for cell in row.cells if cell.level} == {
                effect.criterion: effect.importance for effect in choice.effects
            }
            assert len(row.must_haves) == len(choice.requirements)
