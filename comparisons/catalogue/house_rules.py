"""House rules: what the organisation that keeps a site has decided about frameworks. Pure.

They stand beside the ranking, which does not know them, and can be asked for as a must-have: then they are values on a
criterion of their own, which no catalogue holds. A catalogue without any rule has no trace of them.
"""

from datetime import date

from msgspec import UNSET

from comparisons.catalogue.value import (
    Catalogue,
    Confidence,
    Criterion,
    Framework,
    HouseRule,
    Kind,
    KindScale,
    Ring,
    Score,
)

# The kind of a framework without a rule.
_NO_RULE = "none"
_NOTHING_DECIDED = "Nothing is decided about it."

# The rings in words, with what they mean.
RINGS = {
    Ring.ADOPT: ("Adopt", "Use it where it fits."),
    Ring.TRIAL: ("Trial", "Use it where a failure can be borne, and tell others how it went."),
    Ring.HOLD: ("Hold", "Start nothing new with it."),
}

HOUSE_CRITERION = Criterion(
    slug="house-rule",
    name="House rule",
    group="",
    description="What the organisation that keeps this site has decided. It does not move the ranking.",
    scale=KindScale(
        kinds=(
            *(Kind(slug=ring.value, name=name, description=meaning) for ring, (name, meaning) in RINGS.items()),
            Kind(slug=_NO_RULE, name="No rule", description=_NOTHING_DECIDED),
        )
    ),
)
HOUSE_RULE = HOUSE_CRITERION.slug

# What a visitor can ask for as a must-have: its name in an address, its words, and the kinds that meet it.
WISHES: dict[str, tuple[str, tuple[str, ...]]] = {
    "adopt": ("only what we adopted", (Ring.ADOPT.value,)),
    "trial": ("what we adopted or try out", (Ring.ADOPT.value, Ring.TRIAL.value)),
    "open": ("all but what is on hold", (Ring.ADOPT.value, Ring.TRIAL.value, _NO_RULE)),
}


def criterion_of(catalogue: Catalogue, slug: str) -> Criterion:
    """Return the criterion that a requirement is on. Raises KeyError for an unknown one."""
    return HOUSE_CRITERION if slug == HOUSE_RULE else catalogue.criterion_by_slug[slug]


def score_on(framework: Framework, slug: str) -> Score | None:
    """Return the score that a requirement is held against; a house rule as a score on HOUSE_CRITERION."""
    return _score_of_rule(framework) if slug == HOUSE_RULE else framework.score_by_criterion.get(slug)


def _score_of_rule(framework: Framework) -> Score:
    rule = framework.house_rule
    ring, reason, day = (_NO_RULE, _NOTHING_DECIDED, date.min)
    if rule is not UNSET:
        ring, reason, day = rule.ring.value, rule.reason, rule.decided_on
    return Score(
        criterion=HOUSE_RULE, value=ring, confidence=Confidence.HIGH, reason=reason, reviewed_on=day, version=""
    )


def rule_sentence(rule: HouseRule) -> str:
    """Return a rule in words: 'House rule: Hold since 12 November 2026. Nobody here knows it.'"""
    name, _ = RINGS[rule.ring]
    day = rule.decided_on
    return f"House rule: {name} since {day.day} {day:%B} {day.year}. {rule.reason}"
