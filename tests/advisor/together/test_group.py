import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import answers_of
from advisor.answers.query import Answers
from advisor.together.group import GroupRequirement, group_of
from advisor.together.query import Person
from comparisons.catalogue.value import Importance, Requirement
from tests.advisor.together.groups import ADA, EVE, GUIDO, LINUS, TREES, group, named, order
from tests.strategies.questions import answers_to

FEW_PACKAGES = Requirement("packages", at_most=50.0)
FAST = Requirement("speed", at_least=500.0)

teams = st.lists(answers_to(TREES.questions).map(lambda choices: Answers(choices=choices)), min_size=2, max_size=8)


def of(answers):
    return group_of(TREES, [Person(name=str(n), answers=one) for n, one in enumerate(answers)])


def test_the_mean_of_two_as_worked_out_by_hand():
    found = group(ADA, LINUS)
    assert found.weights == {"admin": 0.5, "packages": 0.5, "speed": 0.0}
    assert order(found.ranked) == [(1, "elm"), (2, "birch"), (3, "alder")]
    assert [placed.total for placed in found.ranked.ranking] == pytest.approx([0.85, 0.75, 0.7])
    assert [placed.points for placed in found.ranked.ranking] == [85, 75, 70]
    assert [one.first for one in found.members] == [("alder",), ("birch", "elm")]


def test_the_mean_is_taken_of_normalised_weights():
    # Rating more criteria as important does not give a member more influence.
    loud = named("Loud", levels={"admin": Importance.DECISIVE, "packages": Importance.DECISIVE})
    quiet = named("Quiet", levels={"speed": Importance.A_LITTLE})
    assert group(loud, quiet).weights == {"admin": 0.25, "packages": 0.25, "speed": 0.5}


def test_a_requirement_of_one_member_screens_for_all_and_names_the_member():
    found = group(ADA, LINUS, GUIDO)
    assert order(found.ranked) == [(1, "birch")]
    assert [one.framework for one in found.ranked.excluded] == ["alder", "elm"]
    assert found.requirements == (
        GroupRequirement(requirement=FEW_PACKAGES, people=("Linus",)),
        GroupRequirement(requirement=FAST, people=("Guido",)),
    )


def test_a_requirement_of_several_members_is_listed_once_with_their_names():
    assert group(LINUS, EVE).requirements[0] == GroupRequirement(requirement=FEW_PACKAGES, people=("Linus", "Eve"))


def test_an_unknown_score_leaves_a_framework_unconfirmed_for_all():
    found = group(ADA, EVE)
    assert order(found.ranked) == [(1, "alder")]
    assert [one.framework for one in found.ranked.unconfirmed] == ["birch"]
    assert [one.framework for one in found.ranked.excluded] == ["elm"]


def test_a_framework_that_one_member_does_not_consider_is_not_ranked():
    found = group(named("Ada", choices={"build": ("site",)}, among=("alder", "birch")), LINUS)
    assert order(found.ranked) == [(1, "birch"), (2, "alder")]
    assert found.ranked.excluded == ()
    both = group(named("Ada", among=("alder", "birch")), named("Bo", among=("alder", "elm")))
    assert order(both.ranked) == [(1, "alder")]
    none = group(named("Ada", among=("alder", "birch")), named("Bo", among=("elm", "fir")))
    assert order(none.ranked) == []


@given(teams)
def test_the_total_under_the_mean_is_the_mean_of_the_members_totals(answers):
    found = of(answers)
    assert sum(found.weights.values()) == pytest.approx(1)
    failing = [one.placed for one in (*found.ranked.unconfirmed, *found.ranked.excluded)]
    for placed in (*found.ranked.ranking, *failing):
        totals = [member.placed[placed.framework].total for member in found.members]
        assert placed.total == pytest.approx(sum(totals) / len(totals), abs=1e-12)
        assert sum(part.points for part in placed.parts) == placed.points


@given(teams)
def test_the_group_prefers_what_all_members_prefer(answers):
    found = of(answers)
    left = [placed.framework for placed in found.ranked.ranking]
    rank = {placed.framework: placed.rank for placed in found.ranked.ranking}
    for one in left:
        for other in left:
            if all(m.placed[one].total > m.placed[other].total + 1e-6 for m in found.members):
                assert rank[one] < rank[other]


@given(teams)
def test_a_common_first_choice_comes_first(answers):
    found = of(answers)
    firsts = {member.first for member in found.members}
    if len(firsts) == 1 and firsts != {()}:
        assert tuple(placed.framework for placed in found.ranked.first) == firsts.pop()


@given(teams)
def test_only_frameworks_ranked_by_every_member_are_ranked(answers):
    found = of(answers)
    takeable = [{p.framework for p in member.recommendation.ranking} for member in found.members]
    assert {p.framework for p in found.ranked.ranking} == set.intersection(*takeable)


@given(teams, st.randoms(use_true_random=False))
def test_the_order_of_members_does_not_matter(answers, random):
    shuffled = list(answers)
    random.shuffle(shuffled)
    found, again = of(answers), of(shuffled)
    assert order(again.ranked) == order(found.ranked)
    assert again.weights == pytest.approx(found.weights)


@given(answers_to(TREES.questions), st.integers(2, 8))
def test_members_with_equal_answers_get_the_recommendation_of_one(choices, count):
    alone = recommend(TREES, Answers(choices=choices))
    assert order(of([Answers(choices=choices)] * count).ranked) == order(alone)


def test_the_mean_holds_for_the_shipped_scenarios(shipped):
    people = [Person(name=s.slug, answers=answers_of(s)) for s in shipped.scenarios_in_use[:8]]
    found = group_of(shipped, people)
    for placed in found.ranked.ranking:
        totals = [member.placed[placed.framework].total for member in found.members]
        assert placed.total == pytest.approx(sum(totals) / 8, abs=1e-12)
