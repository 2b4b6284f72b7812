"""Rules for criteria, frameworks, scores and claims."""

import math
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import UNSET

from comparisons.catalogue.checks.problems import Problem, error, warning
from comparisons.catalogue.value import (
    Catalogue,
    Criterion,
    EditorialScale,
    Framework,
    KindScale,
    MeasuredScale,
    Part,
    Score,
)
from comparisons.catalogue.wording import unit_of

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def scales_are_sound(catalogue: Catalogue) -> Iterator[Problem]:
    for criterion in catalogue.criteria:
        where, scale = f"criterion {criterion.slug}", criterion.scale
        if not 1 <= criterion.review_months <= 120:
            yield error(where, "scores are reviewed every 1 to 120 months")
        if isinstance(scale, EditorialScale):
            if not (scale.anchor_0 and scale.anchor_5 and scale.anchor_10):
                yield error(where, "an editorial scale has a text at 0, at 5 and at 10")
        elif isinstance(scale, MeasuredScale):
            yield from _measured_scale_problems(where, scale)
        elif len(scale.kinds) < 2:
            yield error(where, "a scale of kinds has at least two kinds")


def _measured_scale_problems(where: str, scale: MeasuredScale) -> Iterator[Problem]:
    if not scale.unit:
        yield error(where, "a measured scale has a unit")
    if not (math.isfinite(scale.worst) and math.isfinite(scale.best)) or scale.worst == scale.best:
        yield error(where, "the worst and the best level are two different finite numbers")
    elif scale.logarithmic and min(scale.worst, scale.best) <= 0:
        yield error(where, "the levels of a logarithmic scale are above zero")


def scores_fit_their_scales(catalogue: Catalogue) -> Iterator[Problem]:
    for framework in catalogue.frameworks:
        for score in framework.scores:
            criterion = catalogue.criterion_by_slug.get(score.criterion)
            where = f"framework {framework.slug}, score {score.criterion}"
            if criterion is not None:
                yield from _score_problems(where, score, criterion)
            if not score.reason.strip():
                yield error(where, "a score has a reason")
            if not score.sources:
                yield warning(where, "has no source and is shown as a judgement")


def _score_problems(where: str, score: Score, criterion: Criterion) -> Iterator[Problem]:
    scale, value = criterion.scale, score.value
    if isinstance(scale, KindScale):
        if value not in {kind.slug for kind in scale.kinds}:
            yield error(where, f"'{value}' is not one of the kinds of {criterion.name}")
    elif isinstance(value, str) or not math.isfinite(value):
        yield error(where, f"expected a number, found '{value}'")
    elif isinstance(scale, EditorialScale):
        if not 0 <= value <= 10:
            yield error(where, f"{value:g} lies outside 0 to 10")
    elif value < 0 or (scale.logarithmic and value == 0):
        yield error(where, f"{value:g} {unit_of(value, scale.unit)} cannot be measured on this scale")
    if not (math.isfinite(score.relative_error) and 0 <= score.relative_error < 1):
        yield error(where, "the relative error is a share: 0 or more, below 1")
    elif score.relative_error and not isinstance(scale, MeasuredScale):
        yield error(where, "only a measured figure has a relative error; say it with the confidence")


def frameworks_are_complete(catalogue: Catalogue) -> Iterator[Problem]:
    for framework in catalogue.frameworks:
        where = f"framework {framework.slug}"
        for field in ("name", "summary"):
            if not getattr(framework, field).strip():
                yield error(where, f"the {field} is empty")
        if framework.house_rule is not UNSET and not framework.house_rule.reason.strip():
            yield error(where, "its house rule has no reason")
        yield from _month_problems(where, framework, "first_release", "latest_release")
        for extension in framework.extensions:
            yield from _month_problems(f"{where}, extension {extension.slug}", extension, "latest_release")
        if framework.slug in framework.alternatives:
            yield error(where, "is named as its own alternative")
        if _stands_on_itself(catalogue, framework):
            yield error(where, "is built on itself, at least by way of another framework")
        yield from _missing_scores(catalogue, framework)


def _stands_on_itself(catalogue: Catalogue, framework: Framework) -> bool:
    """Return whether what a framework is built on leads back to it."""
    seen: set[str] = set()
    base = framework.built_on
    while base and base not in seen:
        if base == framework.slug:
            return True
        seen.add(base)
        known = catalogue.framework_by_slug.get(base)
        base = known.built_on if known else ""
    return False


def _month_problems(where: str, part: Part, *names: str) -> Iterator[Problem]:
    for name in names:
        value = getattr(part, name)
        if value and not _MONTH.fullmatch(value):
            yield error(where, f"{name} '{value}' is not a year and a month, such as 2005-07")


def _missing_scores(catalogue: Catalogue, framework: Framework) -> Iterator[Problem]:
    missing = [c.name for c in catalogue.criteria_in_use if c.slug not in framework.score_by_criterion]
    if missing:
        yield warning(f"framework {framework.slug}", f"has no score on {', '.join(missing)}")


def addresses_are_web_addresses(catalogue: Catalogue) -> Iterator[Problem]:
    addresses = [(f"source {s.slug}", s.address) for s in catalogue.sources]
    addresses += [(f"scenario {s.slug}", s.address) for s in catalogue.scenarios]
    for framework in catalogue.frameworks:
        where = f"framework {framework.slug}"
        addresses += [(where, a) for a in (framework.home_page, framework.documentation, framework.repository)]
        addresses += [(f"{where}, extension {e.slug}", e.home_page) for e in framework.extensions]
    for where, address in addresses:
        if address and not _is_web_address(address):
            yield error(where, f"'{address}' is not an address that starts with https:// or http://")


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"\s", address)


def claims_are_founded(catalogue: Catalogue) -> Iterator[Problem]:
    for claim in catalogue.claims:
        where = f"claim {claim.slug}"
        if claim.verdict is None:
            yield warning(where, "has no verdict yet")
        elif not claim.evidence.strip():
            yield error(where, "a verdict needs evidence")
        elif not claim.sources:
            yield warning(where, "its verdict names no source")
