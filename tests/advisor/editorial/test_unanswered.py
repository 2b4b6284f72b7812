import pytest
from msgspec.structs import replace

from advisor.editorial.unanswered import unanswered
from advisor.editorial.unseen import unseen
from comparisons.catalogue.value import Answer, Effect, Importance
from tests.catalogues import changed, small_catalogue, with_score

SMALL = small_catalogue()
BUILD, PARTS, SCREENS = SMALL.questions


def with_choice(question, slug, **fields):
    choices = tuple(replace(one, **fields) if one.slug == slug else one for one in question.choices)
    return changed(SMALL, "questions", question.slug, choices=choices)


def test_questions_and_choices_that_no_scenario_takes_are_found():
    only = replace(SMALL.scenarios[0], answers=(Answer(question="build", choices=("api",)),))
    found = unanswered(replace(SMALL, scenarios=(only,)))
    assert [(one.question.slug, [choice.slug for choice in one.choices], one.is_whole) for one in found] == [
        ("build", ["site"], False),
        ("parts", ["editors", "lean", "none"], True),
        ("screens", ["framework", "own"], True),
    ]


def test_scenarios_that_are_set_aside_answer_nothing():
    aside = tuple(replace(one, aside=True) for one in SMALL.scenarios)
    assert [one.is_whole for one in unanswered(replace(SMALL, scenarios=aside))] == [True, True, True]


ONLY_API = replace(
    SMALL, scenarios=(replace(SMALL.scenarios[0], answers=(Answer(question="build", choices=("api",)),)),)
)


def after(catalogue):
    return replace(catalogue, scenarios=ONLY_API.scenarios)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (SMALL, []),
        (
            replace(SMALL, questions=(*SMALL.questions, replace(BUILD, slug="time", text="How soon?"))),
            ["The new question “How soon?”"],
        ),
        (
            changed(
                SMALL,
                "questions",
                "build",
                choices=(*BUILD.choices, replace(BUILD.choices[0], slug="shop", text="A shop")),
            ),
            ["The new answer “A shop” to “What are you building?”"],
        ),
        (
            with_choice(BUILD, "site", effects=(Effect(criterion="admin", importance=Importance.DECISIVE),)),
            ["The changed answer “A site” to “What are you building?”"],
        ),
        (with_choice(BUILD, "site", text="A web site"), []),
        (with_score(SMALL, "alder", "admin", value=3.0), ["Scores on Admin, which matters to no stored project"]),
        (with_score(SMALL, "alder", "admin", reason="Another."), []),
        (with_score(SMALL, "alder", "speed", value=300.0), []),
        (with_score(SMALL, "alder", "type", value="micro"), []),
    ],
)
def test_the_preview_says_what_it_cannot_see(new, said):
    assert unseen(ONLY_API, after(new)) == said
