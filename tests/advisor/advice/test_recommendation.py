import msgspec
import pytest
from hypothesis import given
from msgspec.structs import replace

from advisor.advice.recommendation import Part, Placed, Recommendation, Unranked, recommend
from advisor.answers.priorities import Level, Origin, StatedRequirement
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Importance, Requirement, Status
from tests.catalogues import ALDER, changed, framework, score, small_catalogue, with_score, without, without_score
from tests.strategies.questions import answers_to

SMALL = small_catalogue()


def answers(levels=None, requirements=None, **choices):
    made = {question: tuple(chosen.split()) for question, chosen in choices.items()}
    return Answers(choices=made, levels=levels or {}, requirements=requirements or {})


def plain(part):
    """Return plain data with numbers rounded to twelve digits, for comparison."""

    def rounded(value):
        if isinstance(value, dict):
            return {key: rounded(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [rounded(one) for one in value]
        return round(value, 12) if isinstance(value, float) else value

    return rounded(msgspec.to_builtins(part))


def order(recommendation):
    return [(placed.rank, placed.framework) for placed in recommendation.ranking]


# By hand: a site with editors, few packages, and people who make the screens.
#   points   Admin 8, Packages 2, Speed 2, so the weights are 2/3, 1/6, 1/6
#   Alder    0.9 * 2/3 + 0.5 * 1/6 + 0.4 * 1/6 = 0.75
#   Birch    0.5 * 2/3 + 1.0 * 1/6 + 0.8 * 1/6 = 0.6333, its Admin unknown
SITE = answers(build="site", parts="editors lean", screens="own")
LEVELS = (
    Level("admin", Importance.DECISIVE, Importance.DECISIVE, 8, 2 / 3, (Origin("parts", "editors"),)),
    Level("packages", Importance.SOMEWHAT, Importance.SOMEWHAT, 2, 1 / 6, (Origin("parts", "lean"),)),
    Level("speed", Importance.SOMEWHAT, Importance.SOMEWHAT, 2, 1 / 6, (Origin("screens", "own"),)),
)
FEW_PACKAGES = StatedRequirement(Requirement("packages", at_most=50.0), Origin("parts", "lean"))
FIRST = Placed(
    framework="alder",
    rank=1,
    total=0.75,
    lowest=0.71,
    highest=0.79,
    known_share=1.0,
    points=75,
    parts=(
        Part("admin", points=60, contribution=0.6, known=True),
        Part("packages", points=8, contribution=0.5 / 6, known=True),
        Part("speed", points=7, contribution=0.4 / 6, known=True),
    ),
)
SECOND = Placed(
    framework="birch",
    rank=2,
    total=0.6 + 0.2 / 6,
    lowest=0.3,
    highest=1 - 0.2 / 6,
    known_share=1 / 3,
    points=63,
    parts=(
        Part("admin", points=33, contribution=1 / 3, known=False),
        Part("packages", points=17, contribution=1 / 6, known=True),
        Part("speed", points=13, contribution=0.8 / 6, known=True),
    ),
)


def test_a_recommendation_equals_the_calculation_by_hand():
    expected = Recommendation(
        levels=LEVELS, requirements=(FEW_PACKAGES,), ranking=(FIRST, SECOND), unconfirmed=(), excluded=()
    )
    assert plain(recommend(SMALL, SITE)) == plain(expected)


def test_an_unknown_score_widens_the_interval_and_is_marked():
    alder, birch = recommend(SMALL, SITE).ranking
    assert (alder.is_incomplete, birch.is_incomplete) == (False, True)
    assert [part.known for part in birch.parts] == [False, True, True]


def test_a_framework_that_fails_a_requirement_is_excluded_and_keeps_its_value():
    found = recommend(SMALL, answers(build="site", parts="editors lean", screens="framework"))
    full = StatedRequirement(Requirement("type", one_of=("full",)), Origin("screens", "framework"))
    assert order(found) == [(1, "alder")]
    assert [(one.framework, one.requirements) for one in found.excluded] == [("birch", (full,))]
    assert (found.excluded[0].placed.rank, found.excluded[0].placed.framework) == (0, "birch")
    assert found.excluded[0].placed.points > 0
    assert found.unconfirmed == ()


def test_exactly_the_failed_requirements_are_listed():
    found = recommend(SMALL, answers(requirements={"admin": 9.5, "packages": 5.0, "speed": 100.0}))
    failed = {one.framework: [stated.requirement for stated in one.requirements] for one in found.excluded}
    assert failed == {"alder": [Requirement("admin", at_least=9.5), Requirement("packages", at_most=5.0)]}
    unconfirmed = {one.framework: [stated.requirement for stated in one.requirements] for one in found.unconfirmed}
    assert unconfirmed == {"birch": [Requirement("admin", at_least=9.5)]}
    assert found.ranking == ()
    assert found.first == ()


def test_a_framework_whose_interval_contains_the_bound_is_unconfirmed():
    catalogue = with_score(SMALL, "alder", "speed", value=480.0)
    found = recommend(catalogue, answers(build="api"))
    assert order(found) == [(1, "birch")]
    assert [one.framework for one in found.unconfirmed] == ["alder"]
    assert isinstance(found.unconfirmed[0], Unranked)


def test_a_failed_requirement_excludes_even_if_another_is_unknown():
    catalogue = without_score(SMALL, "alder", "type")
    found = recommend(catalogue, answers(requirements={"admin": 9.5}, build="site", screens="framework"))
    assert [one.framework for one in found.excluded] == ["alder", "birch"]


def test_without_answers_all_criteria_weigh_the_same():
    found = recommend(SMALL, Answers())
    assert found.no_priorities
    assert order(found) == [(1, "birch"), (2, "alder")]
    assert [placed.total for placed in found.ranking] == pytest.approx([2.3 / 3, 1.8 / 3])
    assert [len(placed.parts) for placed in found.ranking] == [3, 3]


def test_if_all_levels_are_not_at_all_all_criteria_weigh_the_same():
    none = dict.fromkeys(("admin", "packages", "speed"), Importance.NOT_AT_ALL)
    found = recommend(SMALL, answers(build="site", levels=none))
    assert found.no_priorities
    assert order(found) == order(recommend(SMALL, Answers()))


def test_priorities_are_sorted_by_weight_and_criteria_without_weight_are_listed():
    found = recommend(SMALL, answers(build="site", levels={"speed": Importance.DECISIVE}))
    assert [level.criterion for level in found.priorities] == ["speed", "admin"]
    assert [level.criterion for level in found.not_considered] == ["packages"]
    assert not found.no_priorities


def test_criteria_without_weight_have_no_part():
    found = recommend(SMALL, answers(build="site"))
    assert [[part.criterion for part in placed.parts] for placed in found.ranking] == [["admin"], ["admin"]]


def test_ties_share_a_rank_and_are_sorted_by_slug():
    twins = (replace(ALDER, slug="zelkova"), ALDER, framework("elm", score("admin", 1.0)))
    found = recommend(small_catalogue(frameworks=twins), answers(build="site"))
    assert order(found) == [(1, "alder"), (1, "zelkova"), (3, "elm")]
    assert [placed.framework for placed in found.first] == ["alder", "zelkova"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETIRED])
def test_only_published_frameworks_are_recommended(status):
    found = recommend(changed(SMALL, "frameworks", "alder", status=status), SITE)
    assert order(found) == [(1, "birch")]


def test_an_empty_catalogue_recommends_nothing():
    found = recommend(Catalogue(), Answers())
    assert found == Recommendation(levels=(), requirements=(), ranking=(), unconfirmed=(), excluded=())


@given(answers_to(SMALL.questions))
def test_shown_parts_add_up_to_shown_totals_and_exact_ones_to_exact_totals(choices):
    found = recommend(SMALL, Answers(choices=choices))
    unranked = [one.placed for one in (*found.unconfirmed, *found.excluded)]
    for placed in (*found.ranking, *unranked):
        assert sum(part.points for part in placed.parts) == placed.points
        assert sum(part.contribution for part in placed.parts) == pytest.approx(placed.total, abs=1e-12)
        assert abs(placed.points - 100 * placed.total) <= 0.5 + 1e-9
        assert placed.lowest - 1e-12 <= placed.total <= placed.highest + 1e-12


@given(answers_to(SMALL.questions))
def test_every_published_framework_is_ranked_excluded_or_unconfirmed(choices):
    found = recommend(SMALL, Answers(choices=choices))
    places = [p.framework for p in found.ranking] + [one.framework for one in (*found.unconfirmed, *found.excluded)]
    assert sorted(places) == ["alder", "birch"]


@given(answers_to(SMALL.questions))
def test_removing_a_framework_changes_no_other_total(choices):
    def totals(catalogue):
        found = recommend(catalogue, Answers(choices=choices))
        return {placed.framework: replace(placed, rank=0) for placed in found.ranking}

    left = totals(without(SMALL, "frameworks", "alder"))
    assert left == {slug: placed for slug, placed in totals(SMALL).items() if slug == "birch"}


@given(answers_to(SMALL.questions))
def test_the_order_of_frameworks_and_questions_changes_nothing(choices):
    turned = replace(SMALL, frameworks=SMALL.frameworks[::-1])
    found, again = recommend(SMALL, Answers(choices=choices)), recommend(turned, Answers(choices=choices))
    assert found.ranking == again.ranking
    assert sorted(found.excluded, key=lambda one: one.framework) == sorted(
        again.excluded, key=lambda one: one.framework
    )


def test_considering_fewer_frameworks_changes_no_total(shipped):
    chosen = Answers(choices={"build": ("site",), "size": ("small",), "back-office": ("admin",)})
    among = ("django", "flask", "streamlit")
    everyone, few = recommend(shipped, chosen), recommend(shipped, replace(chosen, among=among))
    assert order(few) == [(1, "django"), (2, "flask")]
    assert [unranked.framework for unranked in few.excluded] == ["streamlit"]
    own = [placed for placed in everyone.ranking if placed.framework in among]
    assert [replace(placed, rank=0) for placed in few.ranking] == [replace(placed, rank=0) for placed in own]
