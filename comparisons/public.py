"""What of a catalogue is for everybody: all of it but drafts, and what is said of drafts alone. Pure."""

from msgspec.structs import replace

from comparisons.catalogue.memo import memo
from comparisons.catalogue.value import Catalogue, Claim, Framework, Scenario
from comparisons.citations import uses_of_sources

__all__ = ["public"]


def public(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without a trace of drafts; the very same where there are none.

    Sources that nothing public rests on go with them.
    """
    if len(catalogue.public_frameworks) == len(catalogue.frameworks):
        return catalogue
    return _public(catalogue)


@memo
def _public(catalogue: Catalogue) -> Catalogue:
    without = replace(
        catalogue,
        frameworks=tuple(_framework(catalogue, one) for one in catalogue.public_frameworks.values()),
        claims=tuple(_claim(catalogue, one) for one in catalogue.claims if _is_public(catalogue, one)),
        scenarios=tuple(_scenario(catalogue, one) for one in catalogue.scenarios),
    )
    used = uses_of_sources(without)
    return replace(without, sources=tuple(source for source in catalogue.sources if source.slug in used))


def _is_public(catalogue: Catalogue, claim: Claim) -> bool:
    return not claim.frameworks or any(slug in catalogue.public_frameworks for slug in claim.frameworks)


def _framework(catalogue: Catalogue, framework: Framework) -> Framework:
    return replace(framework, alternatives=_known(catalogue, framework.alternatives))


def _claim(catalogue: Catalogue, claim: Claim) -> Claim:
    return replace(claim, frameworks=_known(catalogue, claim.frameworks))


def _scenario(catalogue: Catalogue, scenario: Scenario) -> Scenario:
    return replace(
        scenario,
        right=_known(catalogue, scenario.right),
        unacceptable=_known(catalogue, scenario.unacceptable),
        chosen=_known(catalogue, scenario.chosen),
    )


def _known(catalogue: Catalogue, slugs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(slug for slug in slugs if slug in catalogue.public_frameworks)
