"""Rules for texts: both databases can store them, and pages and feeds can contain them."""

import re
from collections.abc import Iterator

from comparisons.catalogue import value
from comparisons.catalogue.checks.problems import THINGS, Problem, error
from comparisons.catalogue.value import Catalogue, Part

# Characters not allowed in XML 1.0 (which include all that PostgreSQL rejects), and carriage returns.
UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# The widths of the columns of the working copy, in characters. Other texts have no limit.
LONGEST: dict[type[Part], dict[str, int]] = {
    value.Source: {"title": 300, "publisher": 200, "address": 500, "published": 200, "note": 300},
    value.Group: {"name": 100},
    value.Criterion: {"name": 100},
    value.MeasuredScale: {"unit": 60},
    value.Kind: {"name": 60},
    value.Framework: {
        "name": 60,
        "licence": 60,
        "home_page": 500,
        "documentation": 500,
        "repository": 500,
        "latest_version": 30,
    },
    value.Fact: {"label": 60},
    value.Score: {"version": 30},
    value.Extension: {"name": 60, "home_page": 500, "licence": 60, "latest_version": 30},
    value.Claim: {"where": 200},
    value.Question: {"text": 200, "topic": 80},
    value.Choice: {"text": 200, "help": 300, "clause": 200},
    value.Scenario: {"title": 200, "group": 60, "address": 500, "source": 300, "decided": 60},
    value.StoryFact: {"topic": 60},
    value.TurnedDown: {"name": 100},
    value.StartingPoint: {"name": 60},
    value.Package: {"extends": 60},
}


def texts_are_clean(catalogue: Catalogue) -> Iterator[Problem]:
    for where, _, field, text in _texts(catalogue):
        if UNFIT.search(text):
            yield error(where, f"the {field.replace('_', ' ')} holds a control character")


def texts_fit(catalogue: Catalogue) -> Iterator[Problem]:
    for where, part, field, text in _texts(catalogue):
        longest = LONGEST.get(type(part), {}).get(field)
        if longest is not None and len(text) > longest:
            name = field.replace("_", " ")
            yield error(where, f"the {name} has {len(text)} characters; {longest} is the most")


def _texts(catalogue: Catalogue) -> Iterator[tuple[str, Part, str, str]]:
    """Yield every text: its place in words, the part and the field that contain it, and the text."""
    for collection, thing in THINGS.items():
        for part in getattr(catalogue, collection):
            yield from _texts_of(f"{thing} {part.slug}", part)


def _texts_of(where: str, part: Part) -> Iterator[tuple[str, Part, str, str]]:
    for name in part.__struct_fields__:
        held = getattr(part, name)
        for one in held if isinstance(held, tuple) else (held,):
            if isinstance(one, Part):
                yield from _texts_of(where, one)
            elif isinstance(one, str):
                yield where, part, name, one
