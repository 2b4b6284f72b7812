"""What is tuned in the method, by its version: a link that pins an edition keeps its words when a release tunes them.

A version that was released never changes. To tune, add one and raise METHOD (comparisons/catalogue/value): editions
published from then on have it, and older ones keep theirs. Which criteria count without priorities belongs to it too
(comparisons/catalogue/familiarity, since 2). Levels, requirements and scores belong to the catalogue.
"""

from msgspec import Struct

from comparisons.catalogue.value import Catalogue
from comparisons.ranking.smaa import Bounds


class Tuning(Struct, frozen=True):
    """`bounds` are those of the verdicts.

    `shortlisted`: the least first-rank acceptability of who is on the shortlist. `too_close`: two are too close to
    call if the leader is above the other in a smaller share of the draws. Both 0..1. `draws` is a part of their seed:
    another number, other draws. `enough` and `patience`, in percent: how likely the first place has to stay for the
    wizard to stop, and how much less with each question met.
    """

    bounds: Bounds
    shortlisted: float
    too_close: float
    draws: int
    enough: int
    patience: int

    def enough_after(self, questions: int) -> float:
        """Return the share of projects (0..1) from which on the wizard stops after so many questions."""
        return (self.enough - self.patience * questions) / 100


VERSIONS = {
    1: Tuning(
        bounds=Bounds(clear=90, fairly=70, leaning=50),
        shortlisted=0.05,
        too_close=0.65,
        draws=2,
        enough=105,
        patience=3,
    ),
    # Since visitors name their topics first, few questions are left, and the wizard need not stop with less certainty.
    2: Tuning(
        bounds=Bounds(clear=90, fairly=70, leaning=50),
        shortlisted=0.05,
        too_close=0.65,
        draws=2,
        enough=95,
        patience=0,
    ),
}


def tuning_of(catalogue: Catalogue) -> Tuning:
    return VERSIONS[catalogue.method]
