"""Tags and filters for scores, claims, sources, numbers and search results."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from comparisons.catalogue.days import day_in_words
from comparisons.catalogue.house_rules import rule_sentence
from comparisons.catalogue.names import fact_key
from comparisons.catalogue.staleness import staleness
from comparisons.catalogue.value import Claim, Criterion, HouseRule, MeasuredScale, Source
from comparisons.catalogue.wording import counted, in_sentence, unit_of
from comparisons.content.claims import verdicts_in_words
from comparisons.content.comparison import Cell
from comparisons.content.figures import of_hundred, percent, signed
from comparisons.content.profile import Standing
from comparisons.rendering.comparison_parts import correction_link
from comparisons.rendering.fragments import Pieces
from comparisons.search.index import Collection, Place
from comparisons.search.text import Piece, excerpt, marked

register = template.Library()

_PAGE_OF_ONE = {Collection.FRAMEWORKS: "framework", Collection.CRITERIA: "criterion"}
_LONGEST_EXCERPT = 200


@register.simple_tag(takes_context=True)
def score(context: Context, cell: Cell) -> SafeString:
    """Render a value with its bar; a thin line shows its uncertainty."""
    return Pieces(context.get("edition")).score(cell)


@register.filter
def month(text: str) -> str:
    """Return a year and month as 'Nov 2026' for 2026-11. Other texts are returned as they are."""
    try:
        return f"{date.fromisoformat(f'{text}-01'):%b %Y}"
    except ValueError:
        return text


@register.filter
def less_is_better(criterion: Criterion) -> bool:
    """Whether a criterion is measured and its best level lies below its worst."""
    scale = criterion.scale
    return isinstance(scale, MeasuredScale) and scale.best < scale.worst


@register.inclusion_tag("comparisons/_standing.html")
def standing(standing: Standing, name: str, *, says_unit: bool = True) -> dict[str, Any]:
    """Render a row of a page of scores: a name, a score with its bar, and a mark at the average of the others."""
    interval, others = standing.cell.interval, standing.others
    return {
        "name": name,
        "unit": standing.cell.measured_in if says_unit else "",
        "less_is_better": says_unit and less_is_better(standing.cell.criterion),
        "cell": standing.cell,
        "interval": interval,
        "others": percent(others) if others is not None and interval else "",
    }


@register.simple_tag(takes_context=True)
def stale(context: Context, cell: Cell) -> str:
    """Render a note if the score was stale when the edition was published."""
    assert cell.score is not None, "an unknown score cannot be stale"
    as_of = context["edition"].published_at.date()
    found = staleness(cell.score, cell.criterion, cell.framework, as_of)
    if found is None:
        return ""
    why = []
    if found.review_due:
        why.append(f"not reviewed for more than {counted(cell.criterion.review_months, 'month')}")
    if found.old_version:
        why.append(f"{cell.framework.latest_version} is out")
    return format_html(' <strong class="stale">Stale: {}.</strong>', " and ".join(why))


@register.simple_tag
def house_rule(rule: HouseRule) -> str:
    return rule_sentence(rule)


@register.inclusion_tag("comparisons/_sources.html")
def cited(slugs: Iterable[str], sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"sources": [sources[slug] for slug in slugs]}


@register.simple_tag
def refs(slugs: Iterable[str], sources: Mapping[str, Source], numbers: Mapping[str, int] | None = None) -> SafeString:
    """Render sources as small figures: links to the page's own list of sources, which `numbers` counts.

    Without that list they lead to the page of sources, and are counted from 1.
    """
    page = "" if numbers else reverse("comparisons:sources")
    cited = [(sources[slug], numbers[slug] if numbers else n) for n, slug in enumerate(slugs, start=1)]
    if not cited:
        return format_html('<span class="cited">({})</span>', "our judgement")
    links = format_html_join(
        " ",
        '<a href="{}#{}{}" title="{}"><span class="visually-hidden">Source </span>{}</a>',
        ((page, "cited-" if numbers else "", source.slug, source.title, number) for source, number in cited),
    )
    return format_html('<sup class="refs">{}</sup>', links)


@register.inclusion_tag("comparisons/_claim_folded.html", takes_context=True)
def folded_claim(context: Context, claim: Claim) -> dict[str, Any]:
    """Render a claim with its verdict, as an item of a list; the evidence is folded."""
    edition = context["edition"]
    sources = edition.catalogue.source_by_slug
    return {"claim": claim, "made_by": sources[claim.made_by], "sources": sources, "edition": edition}


@register.simple_tag(takes_context=True)
def correct(context: Context, kind: str, *keys: str) -> SafeString:
    """Render the link with which visitors say that something is wrong, and how many such corrections are reviewed."""
    name = "/".join((kind, *keys))
    edition = context.get("edition")
    number = edition.under_review.get(name, 0) if edition else 0
    known = format_html(" {} under review.", counted(number, "correction")) if number else ""
    return format_html("{}{}", correction_link(name), known)


register.filter(fact_key)
register.filter(verdicts_in_words)
register.filter(in_sentence)
register.filter(percent)
register.filter(day_in_words)
register.filter(unit_of)
register.filter(of_hundred)
register.filter(signed)


@register.filter
def address(place: Place) -> str:
    if place.slug:
        path = reverse(f"comparisons:{_PAGE_OF_ONE[place.collection]}", args=[place.slug])
    else:
        path = reverse(f"comparisons:{place.collection}")
    return f"{path}#{place.anchor}" if place.anchor else path


@register.simple_tag
def find_address(query: str, only: str = "") -> str:
    fields = {"q": query, "only": only} if only else {"q": query}
    return f"{reverse('comparisons:find')}?{urlencode(fields)}"


@register.filter
def mark(text: str, words: Sequence[str]) -> SafeString:
    """Mark the words in a text."""
    return _html(marked(text, words))


@register.filter
def mark_excerpt(text: str, words: Sequence[str]) -> SafeString:
    """Shorten a text to an excerpt around the first of the words, and mark the words."""
    return _html(excerpt(text, words, _LONGEST_EXCERPT))


def _html(pieces: Iterable[Piece]) -> SafeString:
    return format_html_join("", "{}", ((_marked(piece),) for piece in pieces))


def _marked(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_match else piece.text
