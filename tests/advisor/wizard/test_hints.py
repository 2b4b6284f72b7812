import pytest

from advisor.answers.query import Answers
from advisor.wizard.hints import ImportanceEffect, RequirementEffect, choice_hints
from comparisons.catalogue.value import Effect, Importance
from tests.catalogues import ALDER, BIRCH, CRITERIA, small_catalogue, with_choice
from tests.questions import BUILD, PARTS, SCREENS

SMALL = small_catalogue()
ALL = Answers()
ADMIN, _, PACKAGES, SPEED = CRITERIA


def changes(question, catalogue=SMALL, answers=ALL):
    return {
        hint.choice.slug: (hint.importances, hint.requirements) for hint in choice_hints(catalogue, answers, question)
    }


def test_a_choice_gives_importance_and_sets_requirements():
    assert changes(BUILD) == {
        "site": ((ImportanceEffect(importance=Importance.A_LOT, criteria=(ADMIN,)),), ()),
        "api": (
            (ImportanceEffect(importance=Importance.DECISIVE, criteria=(SPEED,)),),
            (RequirementEffect(words="Speed at least 500 answers", excluded=(ALDER,)),),
        ),
    }


def test_importances_are_sorted_from_the_highest_and_empty_without_effects():
    assert changes(PARTS) == {
        "editors": (
            (
                ImportanceEffect(importance=Importance.DECISIVE, criteria=(ADMIN,)),
                ImportanceEffect(importance=Importance.A_LITTLE, criteria=(SPEED,)),
            ),
            (),
        ),
        "lean": (
            (ImportanceEffect(importance=Importance.SOMEWHAT, criteria=(PACKAGES,)),),
            (RequirementEffect(words="Packages at most 50 packages", excluded=()),),
        ),
        "none": ((), ()),
    }


def test_a_requirement_of_kinds_names_them():
    _, requirements = changes(SCREENS)["framework"]
    assert requirements == (RequirementEffect(words="Type: Full-stack", excluded=(BIRCH,)),)


def test_only_considered_frameworks_are_listed_as_excluded():
    among = Answers(among=("birch", "elder"))
    _, requirements = changes(BUILD, answers=among)["api"]
    assert requirements == (RequirementEffect(words="Speed at least 500 answers", excluded=()),)


def test_criteria_are_grouped_by_importance_without_not_at_all():
    effects = (
        Effect(criterion="speed", importance=Importance.A_LOT),
        Effect(criterion="packages", importance=Importance.NOT_AT_ALL),
        Effect(criterion="admin", importance=Importance.A_LOT),
    )
    catalogue = with_choice(SMALL, "build", "site", effects=effects)
    importances, _ = changes(catalogue.question_by_slug["build"], catalogue)["site"]
    assert importances == (ImportanceEffect(importance=Importance.A_LOT, criteria=(ADMIN, SPEED)),)


@pytest.mark.parametrize(
    ("importance", "words"),
    [
        (Importance.A_LITTLE, "Counts a little"),
        (Importance.SOMEWHAT, "Counts somewhat"),
        (Importance.A_LOT, "Counts a lot"),
        (Importance.DECISIVE, "Decisive"),
    ],
)
def test_an_importance_is_described_in_words(importance, words):
    assert ImportanceEffect(importance=importance, criteria=(ADMIN,)).words == words


def test_every_choice_has_a_hint():
    assert [hint.choice for hint in choice_hints(SMALL, ALL, PARTS)] == list(PARTS.choices)
