"""Slugs, texts, days and figures, and what combines strategies."""

from datetime import date

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from comparisons.catalogue.checks.slugs_and_references import RESERVED

# Catalogues take long to generate and to explain.
few = settings(
    max_examples=settings.default.max_examples // 5,
    phases=set(settings.default.phases) - {Phase.explain},
    suppress_health_check=[HealthCheck.too_slow],
)

_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cs"), include_characters="\n\t", exclude_characters="\ufffe\uffff"
)

# Texts that often cause errors in files, forms and databases, short enough for every column.
_AWKWARD = (
    "Plain words.",
    " blanks around ",
    "two\nlines\n",
    '\tquotes " \' """ \\ \\n',
    "# [not.a.table] = 1",
    "=1+1",
    "<b>&amp;</b> %s {0} {{ x }}",
    "é e\N{COMBINING ACUTE ACCENT} ß 漢字 \N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH JOINER}",
    "\N{LINE SEPARATOR}\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}",
    "null",
    "2024-01-01",
)

_WORDS = st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True)

slugs = (
    st.lists(_WORDS, min_size=1, max_size=3)
    .map("-".join)
    .filter(lambda slug: "-vs-" not in slug and slug not in RESERVED)
)
texts = st.sampled_from(["", *_AWKWARD]) | st.text(_CHARACTERS, max_size=5)
sentences = st.sampled_from(_AWKWARD) | texts.map(lambda text: f"{text}.")
days = st.dates(date(1990, 1, 1), date(2026, 11, 22))
months = st.sampled_from(["", "1999-12", "2005-07", "2026-10"])
addresses = st.sampled_from(["", "https://a.example/", "http://b.example/ü?x=1&y=%20#z"])
figures = st.floats(min_value=0, allow_nan=False, allow_infinity=False)
positive_figures = st.floats(min_value=0, exclude_min=True, allow_infinity=False)


def some_of(things, *, at_least=0, at_most=3):
    """Return a strategy for tuples of distinct things out of these."""
    if not things:
        return st.just(())
    return st.lists(st.sampled_from(things), unique=True, min_size=at_least, max_size=at_most).map(tuple)


def made(part, **fields):
    # Like st.builds, but without inspecting the signature each time.
    return st.fixed_dictionaries(fields).map(lambda given: part(**given))


def slug_lists(at_least, at_most, names=slugs):
    return st.lists(names, unique=True, min_size=at_least, max_size=at_most)


def many(strategy, at_most=2):
    return st.lists(strategy, max_size=at_most).map(tuple)
