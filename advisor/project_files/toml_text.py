"""TOML as tables, without what would take much time or memory to read."""

import re
import tomllib
from typing import Any

from comparisons.files.reading import refuse_deep_keys

Table = dict[str, Any]

_PLACE = re.compile(r"at line (\d+)")


class NotToml(ValueError):
    """The text is not TOML. The message says where, and nothing of what stands there."""


def tables_of(text: str) -> Table:
    """Return the tables of a TOML text. Raises NotToml."""
    try:
        refuse_deep_keys(text)
        return tomllib.loads(text)
    except RecursionError:
        raise NotToml("is not read: lists or tables in it lie too deep in each other") from None
    except ValueError as error:
        place = _PLACE.search(str(error))
        where = f": line {place[1]} does not fit" if place else ""
        raise NotToml(f"is not valid TOML{where}") from None
