"""Catalogue + ApiQuery -> the answers of the API. Pure."""

from collections.abc import Container, Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from advisor.api import types
from advisor.api.figures import figure
from advisor.api.parameters import ApiQuery, BadRequest, Moved, NotFound, edition_name
from comparisons.catalogue.codec import encode
from comparisons.catalogue.expected_slugs import FRAMEWORK_TYPE
from comparisons.catalogue.names import compared, extension_meant, slug_now
from comparisons.catalogue.public import cited_by, cited_sources, public, public_changes
from comparisons.catalogue.slugs import VERSUS
from comparisons.catalogue.value import (
    CLAIMS,
    CRITERIA,
    FRAMEWORKS,
    QUESTIONS,
    SCENARIOS,
    SOURCES,
    Catalogue,
    Criterion,
    Framework,
    KindScale,
    Score,
    Source,
)
from comparisons.content.browse import OFFERED_BY
from comparisons.content.comparison import MOST_COMPARED, Cell, Comparison, cell_of, compare
from comparisons.content.moving import MOST_EFFORT, ends_meant, move_between, move_cost, move_slug
from comparisons.ranking.performance_table import Interval

if TYPE_CHECKING:
    from comparisons.editions.store import Edition


def edition_list(query: ApiQuery, listed: Iterable[Any]) -> types.Editions:
    """Return the page of some editions, of which `listed` has the rows."""
    rows = [msgspec.convert(one, types.EditionSummary, from_attributes=True) for one in listed]
    return types.Editions(**query.page(rows))


def edition_answer(root: str, edition: "Edition", before: "Edition | None") -> types.EditionAnswer:
    data = dump(edition)
    digest = sha256(data).hexdigest()
    return types.EditionAnswer(
        edition=edition_name(edition),
        note=edition.note,
        previous=before.number if before else None,
        changes=tuple(change.words for change in public_changes(before.catalogue, edition.catalogue)) if before else (),
        catalogue=types.Dump(
            address=f"{root}editions/{edition.number}/catalogue.json",
            sha256=digest,
            bytes=len(data),
            is_complete=digest == edition.digest,
        ),
    )


def dump(edition: "Edition") -> bytes:
    """Return the public catalogue in its canonical encoding. These are the published bytes if there are no drafts."""
    return encode(public(edition.catalogue))


def frameworks(query: ApiQuery) -> types.Frameworks:
    values, catalogue = query.values, query.catalogue
    _known_slug(query, "kind", "kind of framework", _kinds(catalogue))
    found = [
        framework
        for framework in catalogue.frameworks
        if values.get("status", framework.status) == framework.status
        and framework.interface in OFFERED_BY[values.get("interface", framework.interface)]
        and values.get("kind") in (None, _kind(catalogue, framework))
    ]
    return types.Frameworks(**query.page([_summary(catalogue, framework) for framework in found]))


def framework(query: ApiQuery) -> types.FrameworkAnswer:
    found = query.found("framework", FRAMEWORKS, query.catalogue.framework_by_slug)
    sources = _sources(query.catalogue, cited_by(found))
    return types.FrameworkAnswer(edition=query.name, framework=found, sources=sources)


def criteria(query: ApiQuery) -> types.Criteria:
    groups = query.catalogue.groups
    group = _known_slug(query, "group", "group of criteria", [one.slug for one in groups])
    found = [one for one in query.catalogue.criteria if group in (None, one.group)]
    return types.Criteria(groups=groups, **query.page(found))


def criterion(query: ApiQuery) -> types.CriterionAnswer:
    catalogue = query.catalogue
    found = query.found("criterion", CRITERIA, catalogue.criterion_by_slug)
    cells = [cell_of(one, found) for one in catalogue.frameworks]
    return types.CriterionAnswer(
        edition=query.name,
        criterion=found,
        scores=tuple(types.ScoreOf(**_score(cell)) for cell in cells),
        sources=_sources(catalogue, _cited(cells)),
    )


def sources(query: ApiQuery) -> types.Sources:
    catalogue = query.catalogue
    framework = _known_slug(query, "framework", "framework", catalogue.framework_by_slug, FRAMEWORKS)
    if framework is None:
        return types.Sources(**query.page(cited_sources(catalogue)))
    return types.Sources(**query.page(_sources(catalogue, cited_by(catalogue.framework_by_slug[framework]))))


def source(query: ApiQuery) -> types.SourceAnswer:
    catalogue = query.catalogue
    found = query.found("source", SOURCES, catalogue.source_by_slug)
    return types.SourceAnswer(
        edition=query.name,
        source=found,
        frameworks=tuple(citing.slug for citing in catalogue.frameworks if found.slug in cited_by(citing)),
        claims=tuple(citing.slug for citing in catalogue.claims if found.slug in (citing.made_by, *citing.sources)),
    )


def claims(query: ApiQuery) -> types.Claims:
    framework = _known_slug(query, "framework", "framework", query.catalogue.framework_by_slug, FRAMEWORKS)
    criterion = _known_slug(query, "criterion", "criterion", query.catalogue.criterion_by_slug, CRITERIA)
    claim_verdict = query.values.get("verdict")
    found = [
        claim
        for claim in query.catalogue.claims
        if (framework is None or framework in claim.frameworks)
        and criterion in (None, claim.criterion)
        and claim_verdict in (None, claim.verdict or "not-checked")
    ]
    return types.Claims(**query.page(found))


def claim(query: ApiQuery) -> types.ClaimAnswer:
    found = query.found("claim", CLAIMS, {one.slug: one for one in query.catalogue.claims})
    cited = _sources(query.catalogue, (found.made_by, *found.sources))
    return types.ClaimAnswer(edition=query.name, claim=found, sources=cited)


def questions(query: ApiQuery) -> types.Questions:
    return types.Questions(**query.page(query.catalogue.questions))


def question(query: ApiQuery) -> types.QuestionAnswer:
    found = query.found("question", QUESTIONS, query.catalogue.question_by_slug)
    return types.QuestionAnswer(edition=query.name, question=found)


def starting_points(query: ApiQuery) -> types.StartingPoints:
    return types.StartingPoints(**query.page(query.catalogue.starting_points))


def moves(query: ApiQuery) -> types.Moves:
    framework = _known_slug(query, "framework", "framework", query.catalogue.framework_by_slug, FRAMEWORKS)
    found = [one for one in query.catalogue.moves if framework in (None, one.origin, one.target)]
    return types.Moves(**query.page(found))


def move(query: ApiQuery) -> types.MoveAnswer:
    catalogue = query.catalogue
    typed: str = query.path["slug"]
    found = move_between(catalogue, *ends_meant(query.names, typed))
    if found is None:
        raise NotFound(f"There is no move '{typed[:80]}' in edition {query.edition.number}.")
    if move_slug(found) != typed:
        raise Moved({"slug": move_slug(found)})
    cost = move_cost(catalogue, found)
    return types.MoveAnswer(
        edition=query.name,
        move=found,
        points=cost.points,
        known=cost.known,
        most=MOST_EFFORT,
        sources=_sources(catalogue, (slug for moved in found.parts for slug in moved.sources)),
    )


def packages(query: ApiQuery) -> types.Packages:
    return types.Packages(**query.page(query.catalogue.packages))


def scenarios(query: ApiQuery) -> types.Scenarios:
    strength = query.values.get("strength")
    return types.Scenarios(**query.page([one for one in query.catalogue.scenarios if strength in (None, one.strength)]))


def scenario(query: ApiQuery) -> types.ScenarioAnswer:
    found = query.found("scenario", SCENARIOS, {one.slug: one for one in query.catalogue.scenarios})
    return types.ScenarioAnswer(edition=query.name, scenario=found)


def comparison(query: ApiQuery) -> types.ComparisonAnswer:
    catalogue = query.catalogue
    side_by_side = compare(catalogue, _compared(query))
    return types.ComparisonAnswer(
        edition=query.name,
        frameworks=tuple(_summary(catalogue, one) for one in side_by_side.frameworks),
        rows=tuple(
            types.ComparisonRow(
                criterion=row.criterion.slug,
                differs=row.differs,
                scores=tuple(types.ComparedScore(is_best=cell.is_best, **_score(cell)) for cell in row.cells),
            )
            for row in side_by_side.rows
        ),
        leads=tuple(_leads(side_by_side)),
        sources=_sources(catalogue, _cited(cell for row in side_by_side.rows for cell in row.cells)),
    )


def _compared(query: ApiQuery) -> list[Framework]:
    """Return the frameworks of the path, sorted by slug.

    Raises NotFound; BadRequest for too few or too many; Moved for other names of them.
    """
    typed: str = query.path["slugs"]
    found = compared(query.names, typed)
    for word in sorted(found.unknown):
        extension = extension_meant(query.catalogue, word)
        where = f" {extension[1].name} is an extension of '{extension[0].slug}'." if extension else ""
        raise NotFound(f"There is no framework '{word[:80]}' in edition {query.edition.number}.{where}")
    if not 2 <= len(found.slugs) <= MOST_COMPARED:
        detail = f"A comparison is of two to {MOST_COMPARED} frameworks; this address names {len(found.slugs)}."
        raise BadRequest(types.ParameterError(parameter="slugs", detail=detail))
    if {*typed.split(VERSUS)} != {*found.slugs}:
        raise Moved({"slugs": VERSUS.join(found.slugs)})
    return [query.catalogue.framework_by_slug[slug] for slug in found.slugs]


def _leads(comparison: Comparison) -> Iterable[types.LeadOver]:
    for framework in comparison.frameworks:
        for lead in comparison.leads(framework):
            other = lead.next_best.framework.slug
            yield types.LeadOver(
                framework=framework.slug, criterion=lead.criterion.slug, next_best=other, by=figure(lead.by)
            )


def _summary(catalogue: Catalogue, framework: Framework) -> types.FrameworkSummary:
    in_use = catalogue.criteria_in_use
    known = sum(criterion.slug in framework.score_by_criterion for criterion in in_use)
    kind, criteria = _kind(catalogue, framework), len(in_use)
    shared = set(types.FrameworkSummary.__struct_fields__) - {"kind", "known", "criteria"}
    fields = {name: getattr(framework, name) for name in shared}
    return types.FrameworkSummary(kind=kind, known=known, criteria=criteria, **fields)


def _score(cell: Cell) -> dict[str, Any]:
    return {
        "framework": cell.framework.slug,
        "status": cell.framework.status,
        "score": cell.score,
        "worth": _worth(cell.interval) if cell.interval else None,
    }


def _worth(interval: Interval) -> types.Worth:
    return types.Worth(low=figure(interval.low), point=figure(interval.point), high=figure(interval.high))


def _kind(catalogue: Catalogue, framework: Framework) -> str | None:
    score: Score | None = framework.score_by_criterion.get(slug_now(catalogue, CRITERIA, FRAMEWORK_TYPE))
    return str(score.value) if score else None


def _kinds(catalogue: Catalogue) -> list[str]:
    criterion: Criterion | None = catalogue.criterion_by_slug.get(slug_now(catalogue, CRITERIA, FRAMEWORK_TYPE))
    return [kind.slug for kind in criterion.scale.kinds] if criterion and isinstance(criterion.scale, KindScale) else []


def _cited(cells: Iterable[Cell]) -> Iterable[str]:
    return (slug for cell in cells if cell.score for slug in cell.score.sources)


def _sources(catalogue: Catalogue, slugs: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources of these slugs, sorted by slug, without duplicates."""
    return tuple(catalogue.source_by_slug[slug] for slug in sorted(set(slugs)))


def _known_slug(query: ApiQuery, parameter: str, thing: str, known: Container[str], collection: str = "") -> str | None:
    """Return the slug in a parameter, None if it is not given. Raises BadRequest if it is not in `known`.

    It may be any name of a thing of the `collection`, if one is given.
    """
    slug: str | None = query.values.get(parameter)
    if slug is not None and collection:
        slug = query.names.slug(collection, slug) or slug
    if slug is not None and slug not in known:
        detail = f"There is no {thing} '{slug}' in edition {query.edition.number}."
        raise BadRequest(types.ParameterError(parameter=parameter, detail=detail))
    return slug
