from advisor.advice.since.attribution import Cause, attributions
from advisor.advice.since.then_and_now import edition_advice, then_and_now
from comparisons.catalogue.value import Importance, MeasuredScale
from tests.advisor.advice.editions import SITE, SMALL, SPEED_JUDGED, WITHOUT_PACKAGES, answers, effects
from tests.catalogues import changed, with_choice, with_score


def causes(then, today, given, slug):
    """Return the points of each cause, and the difference of the totals shown."""
    compared = then_and_now(edition_advice(then, given), today)
    found = {
        (attribution.cause, attribution.criterion): attribution.points for attribution in attributions(compared, slug)
    }
    return found, compared.today.ranked[slug].points - compared.then.ranked[slug].points


def test_scores_scales_and_weights_are_attributed_separately():
    # Then Admin and Speed weigh 4 and 1 of 5, today 8 and 1 of 9. Alder's Admin falls from 9 to 4, which takes
    # 0.5 * 0.8 = 40 points. Its Speed rises from 400 to 600 of 1000, which gives 0.2 * 0.2 = 4; on the scale up to
    # 1200 that is 0.5 and no longer 0.6, which takes 2. The weights: (8/9 - 0.8) * 0.4 + (1/9 - 0.2) * 0.5 = -0.9.
    then = with_choice(SMALL, "build", "site", effects=effects(admin=Importance.A_LOT, speed=Importance.A_LITTLE))
    today = with_choice(SMALL, "build", "site", effects=effects(admin=Importance.DECISIVE, speed=Importance.A_LITTLE))
    today = with_score(with_score(today, "alder", "admin", value=4.0), "alder", "speed", value=600.0)
    today = changed(today, "criteria", "speed", scale=MeasuredScale(unit="answers", worst=0.0, best=1200.0))
    assert causes(then, today, answers(build="site"), "alder") == (
        {
            (Cause.SCORE, "admin"): -40,
            (Cause.SCORE, "speed"): 4,
            (Cause.SCALE, "speed"): -2,
            (Cause.WEIGHTS, ""): -1,
        },
        -39,
    )


def test_a_scale_of_another_type_gets_the_whole_difference():
    given = answers(levels={"speed": Importance.A_LOT})
    assert causes(SMALL, SPEED_JUDGED, given, "alder") == ({(Cause.SCALE, "speed"): 30}, 30)


def test_a_scale_with_another_unit_gets_the_whole_difference():
    # 400 answers a second become 48 a minute: 0.4 of 1000, 0.8 of 60.
    today = changed(SMALL, "criteria", "speed", scale=MeasuredScale(unit="answers a minute", worst=0.0, best=60.0))
    today = with_score(today, "alder", "speed", value=48.0)
    given = answers(levels={"speed": Importance.A_LOT})
    assert causes(SMALL, today, given, "alder") == ({(Cause.SCALE, "speed"): 40}, 40)


def test_a_removed_criterion_is_attributed_to_the_weights():
    # Admin and Speed are left, with 8 and 1 of 9: 0.9 * 8/9 + 0.4 * 1/9 = 0.844, from 0.75
    today = with_choice(WITHOUT_PACKAGES, "screens", "own", effects=())
    assert causes(SMALL, today, SITE, "alder") == ({(Cause.WEIGHTS, ""): 9}, 9)
