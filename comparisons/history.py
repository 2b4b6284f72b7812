"""What the last editions changed, newest first. Each step is worked out once and kept."""

import logging
from functools import lru_cache

from comparisons.catalogue.value import Catalogue
from comparisons.current import Name
from comparisons.editions import DamagedEdition, current_edition, names_up_to
from comparisons.telling import Step, told

__all__ = ["LOOKED_BACK", "Step", "history"]

log = logging.getLogger(__name__)

# So many editions are looked back on, by feeds and by the site map.
LOOKED_BACK = 20


def history(newest: int) -> tuple[Step, ...]:
    """Return the last steps up to an edition, newest first; one query once they are in memory."""
    names = names_up_to(newest, LOOKED_BACK + 1)
    before: list[Name | None] = [*names[1:], None]
    steps = (_step(name, older) for name, older in zip(names[:LOOKED_BACK], before[:LOOKED_BACK], strict=True))
    return tuple(step for step in steps if step)


@lru_cache(maxsize=4 * LOOKED_BACK)
def _step(name: Name, before: Name | None) -> Step | None:
    """None where an edition is damaged: what it changed cannot be known, and the others are told all the same."""
    try:
        edition = current_edition(name)
        old = current_edition(before).catalogue if before else Catalogue()
    except DamagedEdition:
        log.exception("What edition %d changed cannot be told.", name.number)
        return None
    return Step(
        number=edition.number,
        published_at=edition.published_at,
        note=edition.note,
        is_first=before is None,
        changes=told(old, edition.catalogue),
    )
