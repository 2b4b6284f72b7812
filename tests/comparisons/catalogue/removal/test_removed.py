import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.catalogue.changes.diff import diff, sentence
from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.removal.decisions import Action, Decision
from comparisons.catalogue.removal.removed import removed
from comparisons.catalogue.removal.sources import left_without_source
from comparisons.catalogue.removal.uses import uses_of
from tests.catalogues import changed, small_catalogue
from tests.questions import STARTING_POINTS
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

SMALL = small_catalogue()
REMOVE, DELETE = Decision(Action.REMOVE), Decision(Action.DELETE)


def to(target):
    return Decision(Action.REPLACE, target)


def told(thing, key, **decisions):
    """Return what else changes when a thing is removed, as sentences."""
    new = removed(SMALL, thing, [key], decisions)
    sentences = [sentence(change, SMALL) for change in diff(SMALL, new)]
    return [line for line in sentences if not line.endswith("changed.")], new


CASES = {
    "a criterion, with all that names it": (
        ("criterion", ("packages",), {}),
        [
            "Criterion Packages is gone.",
            "Score of Alder on Packages is gone.",
            "Score of Birch on Packages is gone.",
        ],
    ),
    "a criterion, and the claims about it": (
        ("criterion", ("speed",), {"claims": DELETE}),
        [
            "Criterion Speed is gone.",
            "Score of Alder on Speed is gone.",
            "Score of Birch on Speed is gone.",
            "Score of Dogwood on Speed is gone.",
            "Claim 'Alder is quick.' is gone.",
        ],
    ),
    "a criterion, whose claims are about another one": (
        ("criterion", ("speed",), {"claims": to("admin")}),
        [
            "Criterion Speed is gone.",
            "Score of Alder on Speed is gone.",
            "Score of Birch on Speed is gone.",
            "Score of Dogwood on Speed is gone.",
            "Claim 'Alder is quick.': criterion 'speed' becomes 'admin'.",
        ],
    ),
    "a group": (
        ("group", ("under-load",), {"criteria": to("with-it")}),
        ["Group Under load is gone.", "Criterion Speed: group 'under-load' becomes 'with-it'."],
    ),
    "a framework, with claims about it alone": (
        ("framework", ("alder",), {"scenarios_alone": DELETE}),
        ["Framework Alder is gone.", "Claim 'Alder is quick.' is gone.", "Scenario 'A shop' is gone."],
    ),
    "a source, with the claims that it makes": (
        ("source", ("article",), {}),
        ["Source 'Which is best?' is gone.", "Claim 'Alder is quick.' is gone.", "Claim 'All are good.' is gone."],
    ),
    "a source that another one replaces": (
        ("source", ("article",), {"claims_made": to("manual"), "statements": to("manual")}),
        [
            "Source 'Which is best?' is gone.",
            "Claim 'Alder is quick.': made by 'article' becomes 'manual'.",
            "Claim 'All are good.': made by 'article' becomes 'manual'.",
        ],
    ),
    "a question, with those asked after it": (
        ("question", ("build",), {"asked_after": DELETE}),
        ["Question 'What are you building?' is gone.", "Question 'Who makes the screens?' is gone."],
    ),
    "a choice, with the questions asked after it": (
        ("choice", ("build", "site"), {"asked_after": DELETE}),
        ["Question 'Who makes the screens?' is gone.", "Choice 'A site' of 'What are you building?' is gone."],
    ),
    "a score": (("score", ("alder", "admin"), {}), ["Score of Alder on Admin is gone."]),
    "an extension": (("extension", ("alder", "alder-api"), {}), ["Extension Alder API of Alder is gone."]),
    "a scenario": (("scenario", ("shop",), {}), ["Scenario 'A shop' is gone."]),
    "a claim": (("claim", ("all-are-good",), {}), ["Claim 'All are good.' is gone."]),
}


@pytest.mark.parametrize(("asked", "sentences"), CASES.values(), ids=CASES)
def test_a_thing_goes_with_what_is_decided(asked, sentences):
    thing, key, decisions = asked
    assert told(thing, key, **decisions)[0] == sentences


def test_the_replacement_is_cited_once():
    _, new = told("source", ("article",), statements=to("manual"), claims_made=to("manual"))
    assert new.framework_by_slug["alder"].strengths[0].sources == ("manual",)


def test_of_two_importances_moved_to_one_criterion_the_higher_one_stays():
    _, new = told("criterion", ("speed",), effects=to("admin"))
    editors = new.question_by_slug["parts"].choices[0]
    service = new.question_by_slug["build"].choices[1]
    assert [(effect.criterion, effect.importance.value) for effect in editors.effects] == [("admin", "decisive")]
    assert [(effect.criterion, effect.importance.value) for effect in service.effects] == [("admin", "decisive")]


def test_a_question_whose_condition_goes_is_asked_always():
    for thing, key in (("question", ("build",)), ("choice", ("build", "site"))):
        assert told(thing, key, asked_after=REMOVE)[1].question_by_slug["screens"].asked_after is None


def test_a_scenario_gives_another_answer():
    _, new = told("choice", ("parts", "lean"), scenarios=to("parts/none"))
    (shop,) = [one for one in new.scenarios if one.slug == "shop"]
    assert shop.answers[1].choices == ("editors", "none")


def test_a_starting_point_gives_another_answer_or_none():
    catalogue = small_catalogue(starting_points=STARTING_POINTS)
    replaced = removed(catalogue, "choice", [("parts", "lean")], {"starting_points": to("parts/none")})
    assert replaced.starting_points[0].answers[1].choices == ("editors", "none")
    assert next(one for one in replaced.scenarios if one.slug == "shop").answers[1].choices == ("editors",)
    left = removed(catalogue, "question", [("build",)])
    assert [[answer.question for answer in one.answers] for one in left.starting_points] == [["parts"], []]
    told_of = [str(problem) for problem in errors(left) if problem.unfinished]
    assert told_of == ["starting point back-end: answers no question: give it answers, or delete it"]


def test_a_framework_that_replaces_another_is_not_its_own_alternative():
    _, new = told("framework", ("birch",), alternatives=to("alder"))
    assert new.framework_by_slug["alder"].alternatives == ("dogwood",)


@pytest.mark.parametrize(("decided", "base"), [(REMOVE, ""), (to("dogwood"), "dogwood")], ids=["taken out", "replaced"])
def test_what_is_built_on_a_framework_that_goes_is_built_on_none_or_on_another(decided, base):
    catalogue = changed(SMALL, "frameworks", "birch", built_on="alder")
    left = removed(catalogue, "framework", [("alder",)], {"scenarios_alone": DELETE, "built_on": decided})
    assert left.framework_by_slug["birch"].built_on == base


def test_what_loses_its_last_source_is_told():
    _, new = told("source", ("manual",), scores=REMOVE, facts=REMOVE, statements=REMOVE)
    lost = [use.text for use in left_without_source(SMALL, new)]
    assert "Alder on Admin: 9" in lost
    assert "Alder, Creators: “Two people.”" in lost
    assert "Alder, Home: “A newsroom.”" not in lost  # it had none before
    assert "Alder, strength: “Its admin saves weeks.”" not in lost  # the article is left


THINGS = {
    "source": "sources",
    "criterion": "criteria",
    "framework": "frameworks",
    "question": "questions",
    "claim": "claims",
    "scenario": "scenarios",
    "startingpoint": "starting_points",
    "move": "moves",
    "package": "packages",
}


@few
@given(catalogues(), st.sampled_from(list(THINGS)), st.integers(0, 3))
def test_nothing_names_what_was_removed(catalogue, thing, place):
    parts = getattr(catalogue, THINGS[thing])
    if place >= len(parts):
        return
    key = (parts[place].slug,)
    new = removed(catalogue, thing, [key])
    assert uses_of(new, thing, [key]) == ()
    assert not [problem for problem in errors(new) if "does not exist" in problem.message]


@few
@given(catalogues(), st.sampled_from(list(THINGS)))
def test_removing_what_is_not_there_changes_nothing(catalogue, thing):
    assert removed(catalogue, thing, [("not-there-at-all",)]) == canonical(catalogue)
