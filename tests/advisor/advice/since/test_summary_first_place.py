import pytest
from msgspec.structs import replace

from comparisons.catalogue.value import Importance, MeasuredScale
from tests.advisor.advice.editions import (
    ELM,
    FIR,
    RETIRED,
    SITE,
    SMALL,
    TOO_MANY,
    TWINS,
    WITH_ELM,
    WITH_FIR,
    answers,
    effects,
    summary_of,
)
from tests.catalogues import changed, framework, score, small_catalogue, with_choice, with_score, without, without_score

TWINS_AND_ELM = replace(TWINS, frameworks=(*TWINS.frameworks, ELM))
LEADING = replace(TWINS, frameworks=(*TWINS.frameworks, FIR))


def thirteen(value):
    """Return a catalogue with thirteen frameworks of that score behind Fir."""
    return small_catalogue(frameworks=(FIR, *(framework(f"a-{n:02}", score("admin", value)) for n in range(13))))


# The earlier catalogue, that of today, the answers, and the sentence.
SENTENCES = {
    "a score without weight": (
        SMALL,
        with_score(SMALL, "alder", "packages", value=90.0),
        answers(build="site"),
        "Nothing that counts for you has changed since.",
    ),
    "a reason": (
        SMALL,
        with_score(SMALL, "alder", "admin", reason="Read again."),
        answers(build="site"),
        "Nothing that counts for you has changed since.",
    ),
    "a name": (
        SMALL,
        changed(SMALL, "criteria", "admin", name="Back office"),
        answers(build="site"),
        "Nothing that counts for you has changed since.",
    ),
    "a choice not made": (
        SMALL,
        with_choice(SMALL, "build", "api", effects=(), requirements=()),
        answers(build="site"),
        "Nothing that counts for you has changed since.",
    ),
    "one score": (
        SMALL,
        with_score(SMALL, "alder", "admin", value=8.0),
        answers(build="site"),
        "One score that counts for you changed; Alder still comes first.",
    ),
    "two scores": (
        SMALL,
        with_score(with_score(SMALL, "alder", "admin", value=8.0), "birch", "speed", value=900.0),
        SITE,
        "Two scores that count for you changed; Alder still comes first.",
    ),
    "more than a dozen scores": (
        thirteen(9.0),
        thirteen(8.0),
        answers(build="site"),
        "13 scores that count for you changed; Fir still comes first.",
    ),
    "one thing": (
        SMALL,
        WITH_ELM,
        answers(build="site"),
        "One thing that counts for you changed; Alder still comes first.",
    ),
    "two things": (
        SMALL,
        without(WITH_ELM, "frameworks", "birch"),
        answers(build="site"),
        "Two things that count for you changed; Alder still comes first.",
    ),
    "a score and a thing": (
        SMALL,
        with_score(WITH_ELM, "alder", "admin", value=8.0),
        answers(build="site"),
        "One score and one other thing that count for you changed; Alder still comes first.",
    ),
    # Admin 0.067, Speed 0.05 and Packages 0.05 together close a gap of 0.117.
    "several parts": (
        SMALL,
        changed(
            SMALL,
            "frameworks",
            "alder",
            scores=(score("admin", 8.0), score("packages", 40.0), score("speed", 100.0), score("type", "full")),
        ),
        SITE,
        "First place has moved from Alder to Birch; the largest part comes from Admin.",
    ),
    "weights": (
        SMALL,
        with_choice(SMALL, "build", "site", effects=effects(speed=Importance.A_LOT)),
        answers(build="site"),
        "First place has moved from Alder to Birch; most of it comes from how much your answers count.",
    ),
    "a scale": (
        SMALL,
        changed(SMALL, "criteria", "speed", scale=MeasuredScale(unit="answers", worst=1000.0, best=0.0)),
        answers(levels={"speed": Importance.A_LOT}),
        "First place has moved from Birch to Alder; most of it comes from the scale of Speed.",
    ),
    "the first one retired": (
        SMALL,
        changed(SMALL, "frameworks", "alder", **RETIRED),
        answers(build="site"),
        "First place has moved from Alder to Birch; Alder has been retired.",
    ),
    "the first one gone": (
        SMALL,
        without(SMALL, "frameworks", "alder"),
        answers(build="site"),
        "First place has moved from Alder to Birch; Alder is no longer in the catalogue.",
    ),
    "a new one first": (
        SMALL,
        WITH_FIR,
        answers(build="site"),
        "First place has moved from Alder to Fir; Fir was not in the catalogue then.",
    ),
    "one gone and one new": (
        SMALL,
        changed(WITH_FIR, "frameworks", "alder", **RETIRED),
        answers(build="site"),
        "First place has moved from Alder to Fir; Alder has been retired and Fir was not in the catalogue then.",
    ),
    "one that is back": (
        changed(SMALL, "frameworks", "alder", **RETIRED),
        SMALL,
        answers(build="site"),
        "First place has moved from Birch to Alder; Alder was retired then.",
    ),
    "a must-have missed": (
        SMALL,
        TOO_MANY,
        answers(build="site", requirements={"packages": 20.0}),
        "First place has moved from Alder to Birch; Alder now misses Packages at most 20 packages.",
    ),
    "a must-have in doubt": (
        SMALL,
        without_score(SMALL, "alder", "packages"),
        answers(build="site", requirements={"packages": 20.0}),
        "First place has moved from Alder to Birch; Alder now may miss Packages at most 20 packages.",
    ),
    "a must-have met at last": (
        TOO_MANY,
        SMALL,
        answers(build="site", requirements={"packages": 20.0}),
        "First place has moved from Birch to Alder; nothing keeps Alder out any more.",
    ),
    "one left of those named": (
        WITH_FIR,
        changed(WITH_FIR, "frameworks", "birch", **RETIRED),
        answers(build="site", among=("alder", "birch")),
        "Two things that count for you changed; Alder still comes first, as the only one left.",
    ),
    "none left of those named": (
        WITH_FIR,
        changed(changed(WITH_FIR, "frameworks", "birch", **RETIRED), "frameworks", "alder", **RETIRED),
        answers(build="site", among=("alder", "birch")),
        "Alder came first; today none of those that you named is left.",
    ),
    "one renamed": (
        SMALL,
        changed(SMALL, "frameworks", "alder", slug="elder", aliases=("alder",)),
        answers(build="site"),
        "Nothing that counts for you has changed since.",
    ),
    "from two to one of them": (
        TWINS,
        with_score(TWINS, "zelkova", "admin", value=8.0),
        answers(build="site"),
        "Alder and Zelkova shared the first place; today Alder comes first.",
    ),
    "from one to two": (
        with_score(TWINS, "zelkova", "admin", value=8.0),
        TWINS,
        answers(build="site"),
        "Alder came first; today Alder and Zelkova share the first place.",
    ),
    "two that stay first": (
        TWINS,
        TWINS_AND_ELM,
        answers(build="site"),
        "One thing that counts for you changed; Alder and Zelkova still share the first place.",
    ),
    "from two to another": (
        TWINS,
        LEADING,
        answers(build="site"),
        "First place has moved from Alder and Zelkova to Fir; Fir was not in the catalogue then.",
    ),
    "from one to two others, for one reason": (
        LEADING,
        changed(LEADING, "frameworks", "fir", **RETIRED),
        answers(build="site"),
        "First place has moved from Fir to Alder and Zelkova; Fir has been retired.",
    ),
    "from two to another, for two reasons": (
        TWINS_AND_ELM,
        with_score(changed(TWINS_AND_ELM, "frameworks", "alder", **RETIRED), "zelkova", "admin", value=6.0),
        answers(build="site"),
        "First place has moved from Alder and Zelkova to Elm.",
    ),
    "from nobody": (
        SMALL,
        with_score(SMALL, "alder", "admin", value=9.6),
        answers(requirements={"admin": 9.5}),
        "No framework met all your must-haves; today Alder comes first.",
    ),
    "to nobody": (
        with_score(SMALL, "alder", "admin", value=9.6),
        SMALL,
        answers(requirements={"admin": 9.5}),
        "Alder came first; today no framework meets all your must-haves.",
    ),
    "nobody, then and today": (
        SMALL,
        with_score(SMALL, "alder", "admin", value=8.0),
        answers(requirements={"admin": 9.5}),
        "One score that counts for you changed; still no framework meets all your must-haves.",
    ),
}


@pytest.mark.parametrize(("then", "today", "given_answers", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_the_sentence_says_how_and_why_the_first_place_changed(then, today, given_answers, expected):
    assert summary_of(then, today, given_answers).sentence == expected
