"""The addresses that the pages of a result link to."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest
from msgspec import Struct
from msgspec.structs import replace

from advisor.advice.near_misses import without_requirement
from advisor.advice.recommendation import Recommendation
from advisor.advice.wording import choice_clause, requirement_words
from advisor.answers.own import Own, note_in_words, score_in_words
from advisor.answers.priorities import StatedRequirement
from advisor.answers.request import MADR, PART, Visit, page_address
from advisor.result.page import ResultPage
from advisor.result.prices import PriceInWords, prices, prices_in_words
from advisor.together.query import Person, people_query
from comparisons.catalogue.house_rules import WISHES
from comparisons.catalogue.slugs import comparison_slug
from comparisons.content.moving import MoveCost
from comparisons.rendering.addresses import address

# Pages with the answers of a result, by the names of their addresses in the templates.
_LINKS = {
    "result": "result",
    "review": "review",
    "levels": "result-levels",
    "side_by_side": "result-side-by-side",
    "pair": "result-difference",
    "left_out": "result-left-out",
    "answers_address": "result-answers",
    "share": "result-share",
    "own_address": "result-own",
    "watch": "result-watch",
    "moving": "result-moving",
}


class MustHave(Struct, frozen=True):
    """A must-have in words, who set it, and the address of the result without it."""

    words: str
    because: str
    address: str


def must_haves(visit: Visit, recommendation: Recommendation) -> list[MustHave]:
    """Return all must-haves of a result. One that an answer set is taken off with the answer."""
    return [
        MustHave(
            words=requirement_words(visit.catalogue, stated.requirement),
            because=_because(visit, stated),
            address=visit.result_address(without_requirement(visit.answers, stated)),
        )
        for stated in recommendation.requirements
    ]


def exclusion_prices(visit: Visit, recommendation: Recommendation) -> dict[str, PriceInWords]:
    """Return by framework what it takes to have each of those left out back, and where it would then come."""
    found = prices(visit.catalogue, visit.answers, recommendation)
    return prices_in_words(visit.catalogue, found, visit.result_address)


class HouseWish(Struct, frozen=True):
    """Something to ask of house rules in words, and the address of the result that asks for it."""

    words: str
    address: str


def house_wishes(visit: Visit) -> list[HouseWish]:
    """Return what can be asked of house rules and is not; nothing where the edition has none."""
    if not visit.catalogue.has_house_rules:
        return []
    others = {name: words for name, (words, _) in WISHES.items() if name != visit.answers.house}
    return [
        HouseWish(words=words, address=visit.result_address(replace(visit.answers, house=name)))
        for name, words in others.items()
    ]


class OwnLine(Struct, frozen=True):
    """Something of a visitor's own in words, and the address of the result without it."""

    words: str
    address: str


def own_of(visit: Visit) -> list[OwnLine]:
    """Return all that the visitor adds to the catalogue, each with the address of the result without it."""
    own, catalogue = visit.answers.own, visit.as_published

    def without(left: Own) -> str:
        return visit.result_address(replace(visit.answers, own=left))

    lines = [OwnLine(f"Your criterion: {own.criterion}", without(own.without_criterion()))] if own.criterion else []
    lines += [OwnLine(score_in_words(catalogue, own, one), without(own.without(one))) for one in own.scores]
    return lines + [OwnLine(note_in_words(catalogue, one), without(own.without(one))) for one in own.notes]


def _because(visit: Visit, stated: StatedRequirement) -> str:
    if stated.set_by is None:
        return "set by you"
    return f"because {choice_clause(visit.catalogue, stated.set_by.question, stated.set_by.choice)}"


def comparison_address(page: ResultPage, most: int) -> str:
    """Return the address of the comparison of the first places, `most` of them; "" if there is only one."""
    slugs = [bar.framework.slug for bar in page.side_by_side[:most]]
    return address("comparisons:comparison", comparison_slug(slugs)) if len(slugs) > 1 else ""


def move_address(cost: MoveCost, parts: Sequence[str] = ()) -> str:
    """Return the address of a move's page, for a project that has these parts."""
    page = address("comparisons:move", cost.slug)
    query = urlencode([(PART, part) for part in parts])
    return f"{page}?{query}" if query else page


def page_links(visit: Visit) -> dict[str, str]:
    """Return the addresses of the pages of a result, by their names in the templates."""
    current = replace(visit.answers, edition=None)
    me = Person(name="", answers=replace(current, uses=()))  # what each person's project uses is not compared
    query = visit.query()
    return {
        **{link: page_address(name, query=query) for link, name in _LINKS.items()},
        "result_path": address("advisor:result"),
        "current": visit.result_address(current),
        "together": f"{address('advisor:together')}?{people_query([me], visit.catalogue, visit.answers.edition)}",
        "card_address": page_address("result-card", query=_pinned_query(visit)),
    }


def export_links(request: HttpRequest, visit: Visit) -> dict[str, str]:
    """Return the addresses of links to share, with the host, and of files."""
    query = _pinned_query(visit)
    origin = f"{request.scheme}://{request.get_host()}"
    return {
        "pinned": origin + page_address("result", query=query),
        "current": origin + visit.result_address(replace(visit.answers, edition=None)),
        "adr": page_address("result-adr", query=query),
        "adr_madr_2": f"{page_address('result-adr', query=query)}&{MADR}=2",
        "markdown": page_address("result-table", query=query),
        "csv": page_address("result-csv", query=query),
        "json": page_address("result-json", query=query),
    }


def watch_links(request: HttpRequest, visit: Visit) -> dict[str, str]:
    """Return the addresses that tell programs how a result stands, with the host."""
    query = _pinned_query(visit)
    origin = f"{request.scheme}://{request.get_host()}"
    routes = {
        "atom": "result-feed-atom",
        "json": "result-feed-json",
        "badge": "result-badge",
        "status_address": "result-status",
    }
    return {
        "pinned": origin + page_address("result", query=query),
        "script": f"{origin}/check_decision.py",
        **{name: origin + page_address(route, query=query) for name, route in routes.items()},
    }


def _pinned_query(visit: Visit) -> str:
    return visit.query(replace(visit.answers, edition=visit.edition.number))
