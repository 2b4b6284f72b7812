"""What the page of a comparison shows, from the edition, the frameworks and the options."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from itertools import chain, islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape

from comparisons.applications.side_by_side import code_of
from comparisons.cards.comparison import comparison_alt
from comparisons.catalogue.slugs import comparison_slug
from comparisons.catalogue.value import Catalogue, Criterion, Framework, Status
from comparisons.catalogue.wording import counted, in_sentence
from comparisons.content.choose_when import ChooseWhen, choose_when
from comparisons.content.claims import claims_about
from comparisons.content.comparison import Comparison, Lead, compare
from comparisons.content.facts import main_labels
from comparisons.content.moving import MOST_EFFORT, moves_among
from comparisons.decisions.finding import chosen_by
from comparisons.editions.store import Edition
from comparisons.measurements.results import measured_of, shipped_results
from comparisons.rendering.addresses import address
from comparisons.rendering.fragments import Pieces, Said
from comparisons.rendering.marks import filled, marked
from comparisons.views.comparison_options import CRITERION, EDITION, OPTIONS

# A framework, the criteria that it leads on, those on which it is close to the best, and when to choose it.
Choice = tuple[Framework, list[str], list[str], ChooseWhen | None]

# The heading of criteria that somebody chose.
_CHOSEN = "The criteria you chose"
# From so many frameworks on, a comparison shows only what differs, unless asked for all.
_MANY = 4

# The most claims about several of the compared frameworks that are shown, and criteria that a sentence names.
_CLAIMS_SHOWN = 5
_CRITERIA_NAMED = 4
# The least value of 0 to 1 of a score that is a reason to choose a framework.
_GOOD = 0.7


def comparison_address(slugs: Sequence[str], options: Mapping[str, str]) -> str:
    """Return the canonical URL of the comparison of these frameworks."""
    return with_options(address("comparisons:comparison", comparison_slug(slugs)), slugs, options)


def with_options(path: str, slugs: Sized, options: Mapping[str, str]) -> str:
    """Return the path with the options that are unusual for so many frameworks, in order."""
    usual = ("rows", _usual_rows(slugs, options))
    unusual = {key: options[key] for key in OPTIONS if key in options and (key, options[key]) != usual}
    return f"{path}?{urlencode(option_pairs(unusual))}" if unusual else path


def option_pairs(options: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return options as the pairs of a query."""
    return [(key, value) for key, values in options.items() for value in values.split()]


def _usual_rows(slugs: Sized, options: Mapping[str, str]) -> str:
    return "differences" if len(slugs) >= _MANY and CRITERION not in options else "all"


def comparison_page(edition: Edition, frameworks: list[Framework], options: dict[str, str]) -> dict[str, object]:
    """Return the context of the page's templates, but for what forms offer."""
    catalogue = edition.catalogue
    full = compare(catalogue, frameworks)
    slugs = [framework.slug for framework in frameworks]
    pair = comparison_slug(slugs)
    pieces = Pieces(edition)
    return {
        "edition": edition,
        "pieces": pieces,
        "choices": list(_choices(catalogue, full)),
        "fact_labels": main_labels(catalogue),
        "sources": catalogue.source_by_slug,
        **_said([pieces.said_of(framework) for framework in frameworks]),
        "together": " and ".join(framework.name_with_status for framework in frameworks),
        "pair": pair,
        "canonical": comparison_address(slugs, {}),
        "card_address": address("comparisons:comparison-card", pair),
        "atom": address("comparisons:comparison-atom", pair),
        "feed": address("comparisons:comparison-json", pair),
        "card_alt": comparison_alt(full),
        "options": options,
        "option_pairs": option_pairs(options),
        "pick_query": urlencode([*(("with", slug) for slug in slugs), *option_pairs(options)]),
        **_scores(full.rated(), options),
        **_edition_and_criteria(edition, slugs, options),
        **_claims(catalogue, frameworks),
        **_code(frameworks),
        **_chosen_by(catalogue, frameworks),
        "moves": [(cost, address("comparisons:move", cost.slug)) for cost in moves_among(catalogue, frameworks)],
        "most_effort": MOST_EFFORT,
        **_advice(frameworks),
    }


def _said(said: Sequence[Said]) -> dict[str, object]:
    """Return what is said of each framework, and the numbers of the sources in the order in which the page has them."""
    told = [*(one.facts for one in said), *(one.more_facts for one in said)]
    texts = [*told, *chain.from_iterable((one.strengths, one.drawbacks) for one in said)]
    slugs = dict.fromkeys(chain.from_iterable(map(marked, texts)))
    numbers = {slug: n for n, slug in enumerate(slugs, start=1)}
    shown = {slug: str(n) for slug, n in numbers.items()}
    return {"numbers": numbers, "said": [Said(*(filled(text, shown) for text in one)) for one in said]}


def _choices(catalogue: Catalogue, comparison: Comparison) -> Iterator[Choice]:
    """Yield each framework with what it leads on, or else is close to the best on, and when to choose it."""
    suits = {one.framework.slug: one for one in choose_when(catalogue, comparison.frameworks)}
    for framework in comparison.frameworks:
        leads = _named(lead.criterion for lead in _reasons(comparison.leads(framework)))
        close = [] if leads else _named(comparison.close_to_best(framework))
        yield framework, leads, close, suits.get(framework.slug)


def _reasons(leads: Sequence[Lead]) -> Sequence[Lead]:
    """Return the leads with good scores: a weak one is no reason to choose a framework, unless there is no other."""
    return [lead for lead in leads if lead.best.interval and lead.best.interval.point >= _GOOD] or leads


def _named(criteria: Iterable[Criterion]) -> list[str]:
    return [in_sentence(criterion.name) for criterion in islice(criteria, _CRITERIA_NAMED)]


def _scores(full: Comparison, options: dict[str, str]) -> dict[str, object]:
    """Return what the table of scores needs: its rows, the names of those hidden, and the addresses of its variants."""
    slugs = [framework.slug for framework in full.frameworks]
    shows_differences = options.get("rows", _usual_rows(slugs, options)) == "differences"
    full = chosen_of(full, options)
    shown = full.only_differences() if shows_differences else full
    left = {row.criterion.slug for row in shown.rows}
    other_rows = options | {"rows": "all" if shows_differences else "differences"}
    with_reasons = comparison_address(slugs, options | {"reasons": "shown"})
    return {
        "comparison": shown,
        "shows_differences": shows_differences,
        "hidden": [in_sentence(row.criterion.name) for row in full.rows if row.criterion.slug not in left],
        "selection": [
            (framework, _without(framework, slugs, options), cells)
            for framework, cells in zip(full.frameworks, shown.columns, strict=True)
        ],
        "toggle_rows": comparison_address(slugs, other_rows),
        "toggle_axes": comparison_address(slugs, _toggled(options, "axes", "swapped")),
        "toggle_reasons": comparison_address(slugs, _toggled(options, "reasons", "shown")),
        # Rows link to the page with reasons, unless this is it.
        "why": "" if "reasons" in options else escape(with_reasons),
    }


def chosen_of(full: Comparison, options: Mapping[str, str]) -> Comparison:
    """Return the comparison on the criteria that the options name, or on all."""
    return full.chosen(options[CRITERION].split(), _CHOSEN) if CRITERION in options else full


def _edition_and_criteria(edition: Edition, slugs: list[str], options: dict[str, str]) -> dict[str, object]:
    """Return what says which edition and criteria are shown, and the addresses that change that or keep it."""
    pair = comparison_slug(slugs)
    pinned = options | {EDITION: str(edition.number)}
    kept = {key: pinned[key] for key in (EDITION, CRITERION) if key in pinned}

    def without(key: str) -> str:
        return comparison_address(slugs, {name: value for name, value in options.items() if name != key})

    return {
        "is_pinned": EDITION in options,
        "edition_page": reverse("comparisons:edition", args=[edition.number]),
        "current": without(EDITION),
        "pinned": comparison_address(slugs, pinned),
        "has_chosen": CRITERION in options,
        "all_criteria": without(CRITERION),
        "choose_criteria": with_options(address("comparisons:comparison-criteria", pair), slugs, options),
        "csv": with_options(address("comparisons:comparison-csv", pair), slugs, kept),
        "markdown": with_options(address("comparisons:comparison-markdown", pair), slugs, kept),
    }


def _claims(catalogue: Catalogue, frameworks: Sequence[Framework]) -> dict[str, object]:
    """Return the claims about these frameworks, and those to show with the address of their evidence."""
    claims, page = claims_about(catalogue, frameworks), address("comparisons:claims")
    return {
        "claims": claims,
        "claims_shown": [(claim, f"{page}#claim-{claim.slug}") for claim in claims.shared[:_CLAIMS_SHOWN]],
    }


def _code(frameworks: Sequence[Framework]) -> dict[str, object]:
    """Return the applications of these frameworks in the lab, and how long each is."""
    code = code_of(frameworks)
    lines = [f"{counted(own.lines, 'line')} in {framework.name}" for framework, own in code.applications]
    are_measured = all(measured_of(framework, shipped_results()) for framework in frameworks)
    return {"code": code, "code_lines": lines, "are_measured": are_measured}


def _chosen_by(catalogue: Catalogue, frameworks: Sequence[Framework]) -> dict[str, object]:
    """Return by how many projects each framework was chosen, with the address of their list."""
    decisions, page = chosen_by(catalogue), address("advisor:decisions")
    return {
        "chosen_by": [
            (framework.name_with_status, len(decisions[framework.slug]), f"{page}?framework={framework.slug}")
            for framework in frameworks
            if framework.slug in decisions
        ]
    }


def _advice(frameworks: list[Framework]) -> dict[str, object]:
    """Return the query of the advice between these frameworks, without retired ones; "" if fewer than two are left."""
    offered = [framework for framework in frameworks if framework.status is Status.PUBLISHED]
    slugs = [framework.slug for framework in offered]
    return {
        "retired": [framework.name for framework in frameworks if framework.status is Status.RETIRED],
        "advised": [framework.name for framework in offered],
        "among_query": urlencode({"among": slugs}, doseq=True) if len(slugs) > 1 else "",
    }


def _without(framework: Framework, slugs: list[str], options: dict[str, str]) -> str:
    """Return the URL of the comparison of the others; '' if only one would be left."""
    others = [slug for slug in slugs if slug != framework.slug]
    return comparison_address(others, options) if len(others) > 1 else ""


def _toggled(options: dict[str, str], key: str, value: str) -> dict[str, str]:
    return {k: v for k, v in options.items() if k != key} if key in options else options | {key: value}
