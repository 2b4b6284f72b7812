"""Editions as the API tells of them: what changed, and the whole catalogue as one file. Pure.

How each address of the API is answered from a catalogue. Pure.
"""

from collections.abc import Container, Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from advisor.api import types
from advisor.api.parameters import Asked, BadRequest, NotThere, edition_name
from comparisons.catalogue.codec import encode
from comparisons.catalogue.expected_slugs import FRAMEWORK_TYPE
from comparisons.catalogue.public import cited_by, public, public_changes
from comparisons.catalogue.value import Catalogue, Criterion, Framework, KindScale, Score, Source
from comparisons.content.browse import OFFERED_BY
from comparisons.content.comparison import MOST_COMPARED, Cell, Comparison, cell_of, compare

if TYPE_CHECKING:
    from comparisons.editions.store import Edition


def edition_list(asked: Asked, listed: Iterable[Any]) -> types.Editions:
    """Return the page of some editions, of which `listed` has the rows."""
    rows = [msgspec.convert(one, types.EditionSummary, from_attributes=True) for one in listed]
    return types.Editions(**asked.page(rows))


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
    """Return the public catalogue in its one encoding: the very bytes that were published if there are no drafts."""
    return encode(public(edition.catalogue))


def frameworks(asked: Asked) -> types.Frameworks:
    values, catalogue = asked.values, asked.catalogue
    _known(asked, "kind", "kind of framework", _kinds(catalogue))
    found = [
        framework
        for framework in catalogue.frameworks
        if values.get("status", framework.status) == framework.status
        and framework.interface in OFFERED_BY[values.get("interface", framework.interface)]
        and values.get("kind", _kind(framework)) == _kind(framework)
    ]
    return types.Frameworks(**asked.page([_summary(catalogue, framework) for framework in found]))


def framework(asked: Asked) -> types.FrameworkAnswer:
    found = asked.found("framework", asked.catalogue.framework_by_slug)
    sources = _sources(asked.catalogue, cited_by(found))
    return types.FrameworkAnswer(edition=asked.name, framework=found, sources=sources)


def criteria(asked: Asked) -> types.Criteria:
    groups = asked.catalogue.groups
    group = _known(asked, "group", "group of criteria", [one.slug for one in groups])
    found = [one for one in asked.catalogue.criteria if group in (None, one.group)]
    return types.Criteria(groups=groups, **asked.page(found))


def criterion(asked: Asked) -> types.CriterionAnswer:
    catalogue = asked.catalogue
    found = asked.found("criterion", catalogue.criterion_by_slug)
    cells = [cell_of(one, found) for one in catalogue.frameworks]
    return types.CriterionAnswer(
        edition=asked.name,
        criterion=found,
        scores=tuple(types.ScoreOf(**_score(cell)) for cell in cells),
        sources=_sources(catalogue, _cited(cells)),
    )


def sources(asked: Asked) -> types.Sources:
    catalogue = asked.catalogue
    framework = _known(asked, "framework", "framework", catalogue.framework_by_slug)
    if framework is None:
        return types.Sources(**asked.page(catalogue.sources))
    return types.Sources(**asked.page(_sources(catalogue, cited_by(catalogue.framework_by_slug[framework]))))


def source(asked: Asked) -> types.SourceAnswer:
    catalogue = asked.catalogue
    found = asked.found("source", catalogue.source_by_slug)
    return types.SourceAnswer(
        edition=asked.name,
        source=found,
        frameworks=tuple(one.slug for one in catalogue.frameworks if found.slug in cited_by(one)),
        claims=tuple(one.slug for one in catalogue.claims if found.slug in (one.made_by, *one.sources)),
    )


def claims(asked: Asked) -> types.Claims:
    framework = _known(asked, "framework", "framework", asked.catalogue.framework_by_slug)
    criterion = _known(asked, "criterion", "criterion", asked.catalogue.criterion_by_slug)
    verdict = asked.values.get("verdict")
    found = [
        claim
        for claim in asked.catalogue.claims
        if (framework is None or framework in claim.frameworks)
        and criterion in (None, claim.criterion)
        and verdict in (None, claim.verdict or "not-checked")
    ]
    return types.Claims(**asked.page(found))


def claim(asked: Asked) -> types.ClaimAnswer:
    found = asked.found("claim", {one.slug: one for one in asked.catalogue.claims})
    cited = _sources(asked.catalogue, (found.made_by, *found.sources))
    return types.ClaimAnswer(edition=asked.name, claim=found, sources=cited)


def questions(asked: Asked) -> types.Questions:
    return types.Questions(**asked.page(asked.catalogue.questions))


def question(asked: Asked) -> types.QuestionAnswer:
    found = asked.found("question", asked.catalogue.question_by_slug)
    return types.QuestionAnswer(edition=asked.name, question=found)


def scenarios(asked: Asked) -> types.Scenarios:
    strength = asked.values.get("strength")
    return types.Scenarios(**asked.page([one for one in asked.catalogue.scenarios if strength in (None, one.strength)]))


def scenario(asked: Asked) -> types.ScenarioAnswer:
    found = asked.found("scenario", {one.slug: one for one in asked.catalogue.scenarios})
    return types.ScenarioAnswer(edition=asked.name, scenario=found)


def comparison(asked: Asked) -> types.ComparisonAnswer:
    catalogue = asked.catalogue
    compared = compare(catalogue, _compared(asked))
    return types.ComparisonAnswer(
        edition=asked.name,
        frameworks=tuple(_summary(catalogue, one) for one in compared.frameworks),
        rows=tuple(
            types.ComparisonRow(
                criterion=row.criterion.slug,
                differs=row.differs,
                scores=tuple(types.ComparedScore(is_best=cell.is_best, **_score(cell)) for cell in row.cells),
            )
            for row in compared.rows
        ),
        leads=tuple(_leads(compared)),
        sources=_sources(catalogue, _cited(cell for row in compared.rows for cell in row.cells)),
    )


def _compared(asked: Asked) -> list[Framework]:
    """Return the frameworks that an address compares, sorted whatever their order there."""
    known, slugs = asked.catalogue.framework_by_slug, sorted(set(asked.path["slugs"].split("-vs-")))
    for slug in slugs:
        if slug not in known:
            raise NotThere(f"There is no framework '{slug[:80]}' in edition {asked.edition.number}.")
    if not 2 <= len(slugs) <= MOST_COMPARED:
        detail = f"A comparison is of two to {MOST_COMPARED} frameworks; this address names {len(slugs)}."
        raise BadRequest(types.ParameterError(parameter="slugs", detail=detail))
    return [known[slug] for slug in slugs]


def _leads(compared: Comparison) -> Iterable[types.LeadOver]:
    for framework in compared.frameworks:
        for lead in compared.leads(framework):
            other = lead.next_best.framework.slug
            yield types.LeadOver(framework=framework.slug, criterion=lead.criterion.slug, next_best=other, by=lead.by)


def _summary(catalogue: Catalogue, framework: Framework) -> types.FrameworkSummary:
    kind, known, criteria = _kind(framework), len(framework.scores), len(catalogue.criteria)
    shared = set(types.FrameworkSummary.__struct_fields__) - {"kind", "known", "criteria"}
    fields = {name: getattr(framework, name) for name in shared}
    return types.FrameworkSummary(kind=kind, known=known, criteria=criteria, **fields)


def _score(cell: Cell) -> dict[str, Any]:
    interval = cell.interval
    return {
        "framework": cell.framework.slug,
        "score": cell.score,
        "worth": types.Worth(low=interval.low, point=interval.point, high=interval.high) if interval else None,
    }


def _kind(framework: Framework) -> str | None:
    score: Score | None = framework.score_by_criterion.get(FRAMEWORK_TYPE)
    return str(score.value) if score else None


def _kinds(catalogue: Catalogue) -> list[str]:
    criterion: Criterion | None = catalogue.criterion_by_slug.get(FRAMEWORK_TYPE)
    return [kind.slug for kind in criterion.scale.kinds] if criterion and isinstance(criterion.scale, KindScale) else []


def _cited(cells: Iterable[Cell]) -> Iterable[str]:
    return (slug for cell in cells if cell.score for slug in cell.score.sources)


def _sources(catalogue: Catalogue, slugs: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources of these slugs, each once, in the order of the slugs."""
    return tuple(catalogue.source_by_slug[slug] for slug in sorted(set(slugs)))


def _known(asked: Asked, parameter: str, thing: str, known: Container[str]) -> str | None:
    """Return what a parameter names, None where it is not given. Raises BadRequest if there is no such thing."""
    slug: str | None = asked.values.get(parameter)
    if slug is not None and slug not in known:
        detail = f"There is no {thing} '{slug}' in edition {asked.edition.number}."
        raise BadRequest(types.ParameterError(parameter=parameter, detail=detail))
    return slug
