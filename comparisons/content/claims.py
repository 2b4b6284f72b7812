"""What others say about the frameworks, and our verdicts: all claims, by subject. Pure."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from comparisons.catalogue.days import day_in_words
from comparisons.catalogue.public import public_claims
from comparisons.catalogue.value import Catalogue, Claim, Framework, Source, Verdict
from comparisons.catalogue.wording import joined

# How claims without a verdict are named.
NOT_CHECKED = "not-checked"
# Verdicts in the order in which they are shown: what readers may have got wrong comes first.
VERDICTS = (Verdict.WRONG, Verdict.DISPUTED, None, Verdict.SUPPORTED)
# Verdicts in the order in which they are counted.
_COUNTED = (Verdict.SUPPORTED, Verdict.DISPUTED, Verdict.WRONG, None)
# The heading of claims about no framework, such as those on Python's popularity.
_IN_GENERAL = "Python in general"


class ClaimSubject(Struct, frozen=True):
    """The claims about the same frameworks, wrong ones first. `anchor` is an id on the page of claims."""

    anchor: str
    name: str
    claims: tuple[Claim, ...]

    @property
    def summary(self) -> str:
        return verdicts_in_words(self.claims)


def fitting_claims(catalogue: Catalogue, framework: str = "", verdict: str = "") -> tuple[Claim, ...]:
    """Return the claims that visitors see: about a framework (its slug), and with a verdict or `NOT_CHECKED`."""
    return tuple(
        claim
        for claim in public_claims(catalogue)
        if framework in ("", *claim.frameworks) and verdict in ("", claim.verdict or NOT_CHECKED)
    )


def by_subject(catalogue: Catalogue, claims: Iterable[Claim]) -> tuple[ClaimSubject, ...]:
    """Return the claims by what they are about: several frameworks, each alone by name, no framework."""
    own: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        slugs = tuple(slug for slug in claim.frameworks if slug in catalogue.public_frameworks)
        own.setdefault(slugs, []).append(claim)
    return tuple(_subject(catalogue, slugs, own[slugs]) for slugs in sorted(own, key=_several_first))


def wrong_first(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: VERDICTS.index(claim.verdict)))


def verdicts_in_words(claims: Iterable[Claim]) -> str:
    """Return how many claims have each verdict: '48 supported, 19 disputed, 4 wrong'."""
    verdicts = [claim.verdict for claim in claims]
    counts = [(verdicts.count(verdict), verdict or "not checked") for verdict in _COUNTED]
    return ", ".join(f"{count} {verdict}" for count, verdict in counts if count)


def authors(catalogue: Catalogue, claims: Iterable[Claim]) -> str:
    """Return who made the claims, where and when: '“Flask or Django?” by Alexander Procter (10 April 2024)'."""
    made_by = {claim.made_by: catalogue.source_by_slug[claim.made_by] for claim in claims}
    return joined([_named(source) for source in made_by.values()])


def _named(source: Source) -> str:
    return f"“{source.title}” by {source.publisher} ({day_in_words(source.published)})"


def _subject(catalogue: Catalogue, slugs: tuple[str, ...], claims: list[Claim]) -> ClaimSubject:
    names = [catalogue.public_frameworks[slug].name for slug in slugs]
    return ClaimSubject(
        anchor=f"about-{'-and-'.join(slugs)}" if slugs else "about-python",
        name=joined(names) if names else _IN_GENERAL,
        claims=wrong_first(claims),
    )


def _several_first(slugs: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return (0 if len(slugs) > 1 else 1 if slugs else 2, slugs)


class FrameworkClaims(Struct, frozen=True):
    """The claims about this one of the compared frameworks and no other of them."""

    framework: Framework
    claims: tuple[Claim, ...]

    @property
    def summary(self) -> str:
        return verdicts_in_words(self.claims)


class ComparisonClaims(Struct, frozen=True):
    """The claims about several of the compared frameworks, wrong ones first, and by framework those about only one."""

    shared: tuple[Claim, ...]
    alone: tuple[FrameworkClaims, ...]


def claims_about(catalogue: Catalogue, frameworks: Sequence[Framework]) -> ComparisonClaims:
    """Return every claim about at least one of the frameworks, once."""
    shared: list[Claim] = []
    alone: dict[str, list[Claim]] = {framework.slug: [] for framework in frameworks}
    for claim in catalogue.claims:
        about = {slug for slug in claim.frameworks if slug in alone}
        if len(about) > 1:
            shared.append(claim)
        elif about:
            alone[about.pop()].append(claim)
    return ComparisonClaims(
        shared=wrong_first(shared),
        alone=tuple(
            FrameworkClaims(framework=framework, claims=tuple(alone[framework.slug]))
            for framework in frameworks
            if alone[framework.slug]
        ),
    )
