from hypothesis import given
from msgspec.structs import replace

from comparisons.admin.questions.effects import RequirementText, influence
from comparisons.catalogue.value import Catalogue, Effect, Importance, Requirement
from tests.catalogues import changed, small_catalogue, with_choice
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

SMALL = small_catalogue()


def effects(table):
    """Return the effects as text, by question, choice and criterion."""
    return {
        section.question.slug: {
            row.choice.slug: {
                cell.criterion.slug: " ".join(filter(None, [cell.words, cell.requirement and cell.requirement.signs]))
                for cell in row.cells
                if cell.level or cell.requirement
            }
            for row in section.rows
        }
        for section in table.sections
    }


def requirement_text(criterion, scale_changed_to=None, **bounds):
    catalogue = with_choice(SMALL, "build", "api", requirements=(Requirement(criterion, **bounds),))
    if scale_changed_to:
        catalogue = changed(catalogue, "criteria", criterion, scale=scale_changed_to)
    [cell] = influence(catalogue).sections[0].rows[1].requirements
    return cell.requirement


def test_a_group_has_one_head_however_its_criteria_are_placed():
    criteria = {criterion.slug: criterion for criterion in SMALL.criteria}
    mixed = replace(SMALL, criteria=(criteria["admin"], criteria["speed"], criteria["type"], criteria["packages"]))
    effect = tuple(Effect(slug, Importance.A_LOT) for slug in ("admin", "speed", "packages"))
    table = influence(with_choice(mixed, "build", "api", effects=effect))
    assert [name for name, _ in table.groups] == ["What comes with it", "Under load"]
    assert sum(columns for _, columns in table.groups) == len(table.criteria)


def test_the_table_shows_the_effects_of_each_choice():
    table = influence(SMALL)
    assert effects(table) == {
        "build": {"site": {"admin": "a lot"}, "api": {"speed": "decisive ≥ 500"}},
        "parts": {
            "editors": {"admin": "decisive", "speed": "a little"},
            "lean": {"packages": "somewhat ≤ 50"},
            "none": {},
        },
        "screens": {"framework": {"admin": "a lot", "type": "1 kind"}, "own": {"speed": "somewhat"}},
    }
    assert [criterion.slug for criterion in table.criteria] == ["admin", "type", "packages", "speed"]
    assert table.groups == (("What comes with it", 3), ("Under load", 1))
    assert table.counts == (3, 1, 1, 3)
    assert table.unmoved == ()


def test_a_level_comes_with_its_points():
    [cell, *_] = influence(SMALL).sections[0].rows[0].cells
    assert (cell.words, cell.points) == ("a lot", 4)


def test_criteria_without_effects_have_no_column():
    table = influence(with_choice(SMALL, "parts", "lean", effects=(), requirements=()))
    assert [criterion.slug for criterion in table.criteria] == ["admin", "type", "speed"]
    assert [criterion.slug for criterion in table.unmoved] == ["packages"]


def test_effects_of_no_importance_are_shown_but_not_counted():
    table = influence(with_choice(SMALL, "parts", "lean", effects=(Effect("packages", Importance.NOT_AT_ALL),)))
    assert effects(table)["parts"]["lean"] == {"packages": "not at all ≤ 50"}
    unrequired = influence(
        with_choice(SMALL, "parts", "lean", effects=(Effect("packages", Importance.NOT_AT_ALL),), requirements=())
    )
    assert unrequired.counts == (3, 1, 0, 3)


def test_idle_choices_are_marked_but_exclusive_ones_are_not():
    table = influence(with_choice(SMALL, "screens", "own", effects=()))
    assert [row.choice.slug for section in table.sections for row in section.rows if row.is_idle] == ["own"]


def test_a_requirement_has_a_short_text_and_a_long_one():
    assert requirement_text("admin", at_least=5.0) == RequirementText("≥ 5", "at least 5 out of 10")
    assert requirement_text("speed", at_least=1234567.5) == RequirementText("≥ 1234567.5", "at least 1234567.5 answers")
    assert requirement_text("packages", at_most=50.0) == RequirementText("≤ 50", "at most 50 packages")
    assert requirement_text("type", one_of=("full", "micro")) == RequirementText("2 kinds", "one of Full-stack, Micro")


def test_a_requirement_that_does_not_fit_its_scale_is_shown():
    assert requirement_text("type", at_least=5.0) == RequirementText("≥ 5", "at least 5")
    assert requirement_text("type") == RequirementText("?", "without a bound")
    assert requirement_text("admin", one_of=("full",)) == RequirementText("1 kind", "one of full")


def test_without_questions_there_are_no_rows_and_no_columns():
    table = influence(replace(SMALL, questions=()))
    assert (table.criteria, table.groups, table.sections, table.counts) == ((), (), (), ())
    assert influence(Catalogue()).unmoved == ()


@few
@given(catalogues())
def test_every_row_has_a_cell_for_every_column(catalogue):
    table = influence(catalogue)
    assert sum(columns for _, columns in table.groups) == len(table.criteria) == len(table.counts)
    for question, section in zip(catalogue.questions, table.sections, strict=True):
        for choice, row in zip(question.choices, section.rows, strict=True):
            assert [cell.criterion for cell in row.cells] == list(table.criteria)
            assert {cell.criterion.slug: cell.level for cell in row.cells if cell.level} == {
                effect.criterion: effect.importance for effect in choice.effects
            }
            assert len(row.requirements) == len(choice.requirements)
