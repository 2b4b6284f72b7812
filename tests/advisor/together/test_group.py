import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import answers_of
from advisor.answers.query import Answers
from advisor.together.group import Absence, Demand, absences, group_of
from advisor.together.people import Person
from comparisons.catalogue.value import Importance, Requirement
from tests.advisor.together.groups import ADA, EVE, GUIDO, LINUS, TREES, group, named, order
from tests.strategies import answers_to

FEW_PACKAGES = Requirement("packages", at_most=50.0)
FAST = Requirement("speed", at_least=500.0)

teams = st.lists(answers_to(TREES.questions).map(lambda choices: Answers(choices=choices)), min_size=2, max_size=8)


def of(answers):
    return group_of(TREES, [Person(name=str(n), answers=one) for n, one in enumerate(answers)])


def test_the_mean_of_two_by_hand():
    found = group(ADA, LINUS)
    assert found.weights == {"admin": 0.5, "packages": 0.5, "speed": 0.0}
    assert order(found.ranked) == [(1, "elm"), (2, "birch"), (3, "alder")]
    assert [placed.total for placed in found.ranked.ranking] == pytest.approx([0.85, 0.75, 0.7])
    assert [placed.points for placed in found.ranked.ranking] == [85, 75, 70]
    assert [one.first for one in found.members] == [("alder",), ("birch", "elm")]


def test_weights_are_means_of_shares_and_not_of_points():
    # Who gives many points says no more than who gives few.
    loud = named("Loud", levels={"admin": Importance.DECISIVE, "packages": Importance.DECISIVE})
    quiet = named("Quiet", levels={"speed": Importance.A_LITTLE})
    assert group(loud, quiet).weights == {"admin": 0.25, "packages": 0.25, "speed": 0.5}


def test_a_must_have_of_one_screens_for_all_and_says_whose_it_is():
    found = group(ADA, LINUS, GUIDO)
    assert order(found.ranked) == [(1, "birch")]
    assert [one.framework for one in found.ranked.excluded] == ["alder", "elm"]
    assert found.demands == (
        Demand(requirement=FEW_PACKAGES, people=("Linus",)),
        Demand(requirement=FAST, people=("Guido",)),
    )


def test_what_several_require_is_one_must_have_of_them_all():
    assert group(LINUS, EVE).demands[0] == Demand(requirement=FEW_PACKAGES, people=("Linus", "Eve"))


def test_what_nobody_knows_leaves_it_unconfirmed_for_all():
    found = group(ADA, EVE)
    assert order(found.ranked) == [(1, "alder")]
    assert [one.framework for one in found.ranked.unconfirmed] == ["birch"]
    assert [one.framework for one in found.ranked.excluded] == ["elm"]


def test_what_one_does_not_consider_is_left_out_for_all():
    found = group(named("Ada", choices={"build": ("site",)}, among=("alder", "birch")), LINUS)
    assert order(found.ranked) == [(1, "birch"), (2, "alder")]
    assert found.ranked.excluded == ()
    both = group(named("Ada", among=("alder", "birch")), named("Bo", among=("alder", "elm")))
    assert order(both.ranked) == [(1, "alder")]
    none = group(named("Ada", among=("alder", "birch")), named("Bo", among=("elm", "fir")))
    assert order(none.ranked) == []
    assert absences(TREES, none) == (
        Absence(name="Ada", first=("elm",)),
        Absence(name="Bo", first=("birch",)),
    )


def test_an_absence_that_changes_the_first_place_is_told():
    assert absences(TREES, group(ADA, LINUS, GUIDO)) == (Absence(name="Guido", first=("elm",)),)
    assert absences(TREES, group(ADA, LINUS)) == (
        Absence(name="Ada", first=("birch", "elm")),
        Absence(name="Linus", first=("alder",)),
    )


def test_an_absence_that_changes_nothing_is_not_told():
    again = Person(name="Ada 2", answers=ADA.answers)
    assert absences(TREES, group(ADA, again)) == ()


def test_without_somebody_something_may_meet_all_must_haves_or_nothing():
    assert absences(TREES, group(GUIDO, EVE, ADA)) == (
        Absence(name="Guido", first=("alder",)),
        Absence(name="Eve", first=("birch",)),
    )


@given(teams)
def test_a_mean_total_is_the_mean_of_the_totals(answers):
    found = of(answers)
    assert sum(found.weights.values()) == pytest.approx(1)
    aside = [one.placed for one in (*found.ranked.unconfirmed, *found.ranked.excluded)]
    for placed in (*found.ranked.ranking, *aside):
        totals = [member.placed[placed.framework].total for member in found.members]
        assert placed.total == pytest.approx(sum(totals) / len(totals), abs=1e-12)
        assert sum(part.points for part in placed.parts) == placed.points


@given(teams)
def test_what_all_prefer_the_group_prefers(answers):
    found = of(answers)
    left = [placed.framework for placed in found.ranked.ranking]
    rank = {placed.framework: placed.rank for placed in found.ranked.ranking}
    for one in left:
        for other in left:
            if all(m.placed[one].total > m.placed[other].total + 1e-6 for m in found.members):
                assert rank[one] < rank[other]


@given(teams)
def test_what_all_would_take_comes_first(answers):
    found = of(answers)
    firsts = {member.first for member in found.members}
    if len(firsts) == 1 and firsts != {()}:
        assert tuple(placed.framework for placed in found.ranked.first) == firsts.pop()


@given(teams)
def test_nothing_is_ranked_that_one_of_them_cannot_take(answers):
    found = of(answers)
    takeable = [{p.framework for p in member.recommendation.ranking} for member in found.members]
    assert {p.framework for p in found.ranked.ranking} == set.intersection(*takeable)


@given(teams, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(answers, random):
    shuffled = list(answers)
    random.shuffle(shuffled)
    found, again = of(answers), of(shuffled)
    assert order(again.ranked) == order(found.ranked)
    assert again.weights == pytest.approx(found.weights)


@given(answers_to(TREES.questions), st.integers(2, 8))
def test_people_of_one_mind_get_the_advice_of_one(choices, count):
    alone = recommend(TREES, Answers(choices=choices))
    assert order(of([Answers(choices=choices)] * count).ranked) == order(alone)


def test_real_projects_can_sit_at_one_table(shipped):
    people = [Person(name=s.slug, answers=answers_of(s)) for s in shipped.scenarios[:8]]
    found = group_of(shipped, people)
    for placed in found.ranked.ranking:
        totals = [member.placed[placed.framework].total for member in found.members]
        assert placed.total == pytest.approx(sum(totals) / 8, abs=1e-12)
