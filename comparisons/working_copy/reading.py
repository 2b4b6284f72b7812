"""The whole working copy as one value, in a number of queries that does not grow with it."""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from comparisons import models
from comparisons.catalogue import value as parts
from comparisons.catalogue.codec import canonical

P = TypeVar("P", bound=parts.Part)


def read_catalogue() -> parts.Catalogue:
    """Return the working copy as it stands, sound or not; `check` tells which."""
    return canonical(
        parts.Catalogue(
            groups=_parts(models.Group.objects.in_page_order(), parts.Group),
            criteria=_criteria(),
            frameworks=_frameworks(),
            sources=_parts(models.Source.objects.all(), parts.Source),
            claims=_claims(),
            questions=_questions(),
            scenarios=_scenarios(),
            starting_points=_starting_points(),
        )
    )


def _part(row: Any, part: type[P], **others: Any) -> P:
    """Return a row as a part of the catalogue. `others` are the fields that are not columns of the same names."""
    columns = {name: getattr(row, name) for name in part.__struct_fields__ if name not in others}
    if "aliases" in columns:
        columns["aliases"] = columns["aliases"].split()
    if "weighed" in columns:
        columns["weighed"] = [line for line in columns["weighed"].split("\n") if line.strip()]
    return msgspec.convert(columns | others, part)


def _parts(rows: Iterable[Any], part: type[P]) -> tuple[P, ...]:
    return tuple(_part(row, part) for row in rows)


def _slugs(related: Any) -> tuple[str, ...]:
    return tuple(row.slug for row in related.all())


def _criteria() -> tuple[parts.Criterion, ...]:
    rows = models.Criterion.objects.in_page_order().select_related("group").prefetch_related("kinds")
    return tuple(_part(row, parts.Criterion, group=row.group.slug, scale=_scale(row)) for row in rows)


def _scale(row: models.Criterion) -> parts.Scale:
    if row.scale_type == models.Criterion.ScaleType.EDITORIAL:
        return _part(row, parts.EditorialScale)
    if row.scale_type == models.Criterion.ScaleType.MEASURED:
        return _part(row, parts.MeasuredScale)
    return parts.KindScale(kinds=_parts(row.kinds.all(), parts.Kind))


def _frameworks() -> tuple[parts.Framework, ...]:
    related = ("alternatives", "facts__sources", "statements__sources", "extensions__statements__sources")
    scores = _scores()
    return tuple(
        _part(
            row,
            parts.Framework,
            alternatives=_slugs(row.alternatives),
            facts=tuple(_part(fact, parts.Fact, sources=_slugs(fact.sources)) for fact in row.facts.all()),
            scores=tuple(scores.get(row.pk, ())),
            extensions=tuple(
                _part(extension, parts.Extension, **_statements(extension, models.ExtensionStatement.Side))
                for extension in row.extensions.all()
            ),
            **_statements(row, models.Statement.Side),
        )
        for row in models.Framework.objects.prefetch_related(*related)
    )


def _statements(
    row: models.Framework | models.Extension, sides: Iterable[str]
) -> dict[str, tuple[parts.Statement, ...]]:
    """Return the statements of each side. The sides are named as the fields of the catalogue."""
    found = [(row.side, _part(row, parts.Statement, sources=_slugs(row.sources))) for row in row.statements.all()]
    return {str(side): tuple(statement for own, statement in found if own == side) for side in sides}


def _scores() -> dict[int, list[parts.Score]]:
    """Return the scores of each framework by its key.

    They are most of the catalogue, so they are read as plain columns: rows as objects take five times as long.
    """
    links = models.Score.sources.through._default_manager.values_list("score_id", "source__slug")
    cited: dict[int, list[str]] = {}
    for pk, source in links:
        cited.setdefault(pk, []).append(source)
    scores: dict[int, list[parts.Score]] = {}
    for framework, pk, value, kind, criterion, *others in models.Score.objects.order_by().values_list(*_COLUMNS):
        columns = {"criterion": criterion, "value": kind if value is None else value, "sources": cited.get(pk, ())}
        columns |= zip(_COLUMNS[5:], others, strict=True)
        scores.setdefault(framework, []).append(msgspec.convert(columns, parts.Score))
    return scores


_COLUMNS = (
    *("framework_id", "pk", "value", "kind__slug", "criterion__slug"),
    *("relative_error", "confidence", "reason", "reviewed_on", "version"),
)


def _claims() -> tuple[parts.Claim, ...]:
    rows = models.Claim.objects.select_related("made_by", "criterion").prefetch_related("frameworks", "sources")
    return tuple(
        _part(
            row,
            parts.Claim,
            made_by=row.made_by.slug,
            frameworks=_slugs(row.frameworks),
            criterion=row.criterion.slug if row.criterion else None,
            verdict=row.verdict or None,
            sources=_slugs(row.sources),
        )
        for row in rows
    )


def _questions() -> tuple[parts.Question, ...]:
    rows = models.Question.objects.in_page_order().prefetch_related(
        "asked_after__question",
        "choices__effects__criterion",
        "choices__requirements__criterion",
        "choices__requirements__kinds",
    )
    return tuple(
        _part(
            row,
            parts.Question,
            asked_after=None,
            also_after=_conditions(row),
            choices=tuple(map(_choice, row.choices.all())),
        )
        for row in rows
    )


def _conditions(row: models.Question) -> tuple[parts.Condition, ...]:
    """Return the conditions of a question: the choices of each other question are one. `canonical` sorts them."""
    return tuple(parts.Condition(question, slugs) for question, slugs in _by_question(row.asked_after.all()).items())


def _choice(row: models.Choice) -> parts.Choice:
    effects = [_part(effect, parts.Effect, criterion=effect.criterion.slug) for effect in row.effects.all()]
    requirements = [
        _part(requirement, parts.Requirement, criterion=requirement.criterion.slug, one_of=_slugs(requirement.kinds))
        for requirement in row.requirements.all()
    ]
    return _part(row, parts.Choice, effects=effects, requirements=requirements)


def _scenarios() -> tuple[parts.Scenario, ...]:
    places = ("right", "unacceptable", "chosen")
    rows = models.Scenario.objects.prefetch_related("answers__question", "facts", "turned_down", *places)
    return tuple(
        _part(
            row,
            parts.Scenario,
            answers=_answers(row),
            facts=_parts(row.facts.all(), parts.StoryFact),
            turned_down=_parts(row.turned_down.all(), parts.TurnedDown),
            **{name: _slugs(getattr(row, name)) for name in places},
        )
        for row in rows
    )


def _starting_points() -> tuple[parts.StartingPoint, ...]:
    rows = models.StartingPoint.objects.in_page_order().prefetch_related("answers__question")
    return tuple(_part(row, parts.StartingPoint, answers=_answers(row)) for row in rows)


def _answers(row: models.Scenario | models.StartingPoint) -> tuple[parts.Answer, ...]:
    return tuple(parts.Answer(question, slugs) for question, slugs in _by_question(row.answers.all()).items())


def _by_question(choices: Iterable[models.Choice]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for choice in choices:
        found[choice.question.slug] = (*found.get(choice.question.slug, ()), choice.slug)
    return found
