import pytest

from advisor.advice.since.then_and_now import Place, edition_advice, then_and_now
from advisor.answers.query import Answers
from comparisons.catalogue.value import Importance, Status
from tests.advisor.advice.editions import A_SITE, RETIRED, SITE, SMALL, WITH_ELM, WITHOUT_PACKAGES, answers, effects
from tests.catalogues import changed, with_choice, without, without_score


def test_answers_that_the_later_edition_does_not_know_are_dropped():
    earlier = Answers(
        choices=SITE.choices,
        levels={"packages": Importance.A_LOT, "speed": Importance.DECISIVE},
        requirements={"packages": 20.0, "admin": 5.0},
        edition=3,
    )
    compared = then_and_now(edition_advice(SMALL, earlier), without(WITHOUT_PACKAGES, "questions", "screens"))
    assert compared.then.answers == earlier
    assert compared.today.answers == answers(
        build="site", parts="editors lean", levels={"speed": Importance.DECISIVE}, requirements={"admin": 5.0}
    )


def test_a_level_set_by_hand_that_equals_today_s_answers_is_removed():
    earlier = answers(build="site", levels={"admin": Importance.DECISIVE})
    today = with_choice(SMALL, "build", "site", effects=effects(admin=Importance.DECISIVE))
    assert then_and_now(edition_advice(SMALL, earlier), today).today.answers == A_SITE


EXCLUDED = answers(build="site", requirements={"packages": 5.0})
PLACES = {
    "ranked": (SMALL, A_SITE, Place("1st with 90 points", rank=1, points=90)),
    "missing a must-have": (SMALL, EXCLUDED, Place("left out: misses Packages at most 5 packages")),
    "in doubt": (
        without_score(SMALL, "alder", "packages"),
        EXCLUDED,
        Place("left out: may miss Packages at most 5 packages"),
    ),
    "missing two": (
        SMALL,
        answers(requirements={"packages": 5.0, "admin": 9.5}),
        Place("left out: misses Packages at most 5 packages and Admin at least 9.5 out of 10"),
    ),
    "retired": (changed(SMALL, "frameworks", "alder", **RETIRED), A_SITE, Place("retired")),
    "draft": (changed(SMALL, "frameworks", "alder", status=Status.DRAFT), A_SITE, Place("not in the catalogue")),
    "gone": (without(SMALL, "frameworks", "alder"), A_SITE, Place("not in the catalogue")),
    "not named": (WITH_ELM, answers(build="site", among=("birch", "elm")), Place("not one that you named")),
}


@pytest.mark.parametrize(("catalogue", "given_answers", "expected"), PLACES.values(), ids=PLACES.keys())
def test_a_place_is_described_in_words(catalogue, given_answers, expected):
    assert then_and_now(edition_advice(catalogue, given_answers), SMALL).then.place("alder") == expected
