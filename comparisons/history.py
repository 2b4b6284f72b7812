"""What the last editions changed, newest first. Each step is worked out once and kept."""

from functools import lru_cache

from comparisons.catalogue.value import Catalogue
from comparisons.current import Name
from comparisons.editions import current_edition, names_up_to
from comparisons.telling import Step, told

__all__ = ["LOOKED_BACK", "Step", "history"]

# So many editions are looked back on, by feeds and by the site map.
LOOKED_BACK = 20


def history(newest: int) -> tuple[Step, ...]:
    """Return the last steps up to an edition; one query once they are in memory."""
    names = names_up_to(newest, LOOKED_BACK + 1)
    older: list[Name | None] = [*names[1:], None]
    return tuple(_step(name, before) for name, before in zip(names, older, strict=True))[:LOOKED_BACK]


@lru_cache(maxsize=4 * LOOKED_BACK)
def _step(name: Name, before: Name | None) -> Step:
    edition = current_edition(name)
    old = current_edition(before).catalogue if before else Catalogue()
    return Step(
        number=edition.number,
        published_at=edition.published_at,
        note=edition.note,
        is_first=before is None,
        changes=told(old, edition.catalogue),
    )
