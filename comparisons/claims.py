"""The claims that matter to a comparison, those about several of the compared first. Pure."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from comparisons.catalogue.value import Catalogue, Claim, Framework

__all__ = ["ClaimsAlone", "ClaimsHere", "claims_here"]


class ClaimsAlone(Struct, frozen=True):
    """The claims that speak of this one of the compared frameworks and of no other."""

    framework: Framework
    claims: tuple[Claim, ...]

    @property
    def verdicts(self) -> tuple[tuple[str, int], ...]:
        """How many got which verdict, the most frequent first."""
        return tuple(Counter(claim.verdict or "not checked" for claim in self.claims).most_common())


class ClaimsHere(Struct, frozen=True):
    shared: tuple[Claim, ...]
    alone: tuple[ClaimsAlone, ...]


def claims_here(catalogue: Catalogue, frameworks: Sequence[Framework]) -> ClaimsHere:
    """Return every claim about at least one of the frameworks, once."""
    slugs = {framework.slug for framework in frameworks}
    spoken = [(claim, slugs & set(claim.frameworks)) for claim in catalogue.claims]
    alone = [
        ClaimsAlone(
            framework=framework,
            claims=tuple(claim for claim, of in spoken if of == {framework.slug}),
        )
        for framework in frameworks
    ]
    return ClaimsHere(
        shared=tuple(claim for claim, of in spoken if len(of) > 1),
        alone=tuple(one for one in alone if one.claims),
    )
