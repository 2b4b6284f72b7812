"""The whole working copy as one value, in a number of queries that does not grow with it."""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from django.db.models import Model

from comparisons import models
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.value import (
    Answer,
    Catalogue,
    Choice,
    Claim,
    Condition,
    Confidence,
    Criterion,
    EditorialScale,
    Effect,
    Extension,
    Fact,
    Framework,
    Group,
    Importance,
    Interface,
    Kind,
    KindScale,
    MeasuredScale,
    Part,
    Question,
    Requirement,
    Scale,
    Scenario,
    Score,
    Source,
    Statement,
    Status,
    Strength,
    Verdict,
)

P = TypeVar("P", bound=Part)

Statements = tuple[Statement, ...]


def read_catalogue() -> Catalogue:
    """Return the working copy as it stands, sound or not; `check` tells which."""
    return canonical(
        Catalogue(
            groups=_same_fields(models.Group.objects.in_page_order(), Group),
            criteria=_criteria(),
            frameworks=_frameworks(),
            sources=_same_fields(models.Source.objects.all(), Source),
            claims=_claims(),
            questions=_questions(),
            scenarios=_scenarios(),
        )
    )


def _slugs(related: Any) -> tuple[str, ...]:
    return tuple(row.slug for row in related.all())


def _same_fields(rows: Iterable[Model], part: type[P]) -> tuple[P, ...]:
    """Return rows as parts of the catalogue whose fields are columns of the same names."""
    return tuple(msgspec.convert(row, part, from_attributes=True) for row in rows)


def _criteria() -> tuple[Criterion, ...]:
    rows = models.Criterion.objects.in_page_order().select_related("group").prefetch_related("kinds")
    return tuple(
        Criterion(
            slug=row.slug,
            name=row.name,
            group=row.group.slug,
            description=row.description,
            scale=_scale(row),
            review_months=row.review_months,
        )
        for row in rows
    )


def _scale(row: models.Criterion) -> Scale:
    if row.scale_type == models.Criterion.ScaleType.EDITORIAL:
        return EditorialScale(anchor_0=row.anchor_0, anchor_5=row.anchor_5, anchor_10=row.anchor_10)
    if row.scale_type == models.Criterion.ScaleType.MEASURED:
        worst, best = row.worst, row.best
        assert worst is not None, "the constraint measured_scale_has_levels holds"
        assert best is not None, "as above"
        return MeasuredScale(unit=row.unit, worst=worst, best=best, logarithmic=row.logarithmic)
    return KindScale(kinds=_same_fields(row.kinds.all(), Kind))


def _frameworks() -> tuple[Framework, ...]:
    rows = models.Framework.objects.prefetch_related(
        "alternatives",
        "facts__sources",
        "statements__sources",
        "extensions__statements__sources",
    )
    scores = _scores()
    return tuple(_framework(row, tuple(scores.get(row.pk, ()))) for row in rows)


def _framework(row: models.Framework, scores: tuple[Score, ...]) -> Framework:
    statements = _statements_by_side(row)
    facts = (Fact(label=f.label, text=f.text, sources=_slugs(f.sources)) for f in row.facts.all())
    return Framework(
        slug=row.slug,
        name=row.name,
        status=Status(row.status),
        summary=row.summary,
        licence=row.licence,
        home_page=row.home_page,
        documentation=row.documentation,
        repository=row.repository,
        first_release=row.first_release,
        latest_version=row.latest_version,
        latest_release=row.latest_release,
        interface=Interface(row.interface),
        alternatives=_slugs(row.alternatives),
        facts=tuple(facts),
        scores=scores,
        strengths=statements["strengths"],
        drawbacks=statements["drawbacks"],
        suited_for=statements["suited_for"],
        not_suited_for=statements["not_suited_for"],
        extensions=tuple(map(_extension, row.extensions.all())),
    )


def _statements_by_side(row: models.Framework | models.Extension) -> dict[str, Statements]:
    sides: dict[str, list[Statement]] = {side: [] for side in (*models.Statement.Side, *models.ExtensionStatement.Side)}
    for statement in row.statements.all():
        sides[statement.side].append(Statement(text=statement.text, sources=_slugs(statement.sources)))
    return {side: tuple(statements) for side, statements in sides.items()}


def _scores() -> dict[int, list[Score]]:
    """Return the scores of each framework by its key.

    They are most of the catalogue, so they are read as plain columns: rows as objects take five times as long.
    """
    links = models.Score.sources.through._default_manager.values_list("score_id", "source__slug")
    cited: dict[int, list[str]] = {}
    for pk, source in links:
        cited.setdefault(pk, []).append(source)
    scores: dict[int, list[Score]] = {}
    for framework, pk, value, kind, *columns in models.Score.objects.order_by().values_list(*_COLUMNS):
        given = kind if value is None else value
        assert given is not None, "the constraint score_has_value_or_kind holds"
        criterion, relative_error, confidence, reason, reviewed_on, version = columns
        score = Score(
            criterion=criterion,
            value=given,
            relative_error=relative_error,
            confidence=Confidence(confidence),
            reason=reason,
            sources=tuple(cited.get(pk, ())),
            reviewed_on=reviewed_on,
            version=version,
        )
        scores.setdefault(framework, []).append(score)
    return scores


_COLUMNS = (
    *("framework_id", "pk", "value", "kind__slug"),
    *("criterion__slug", "relative_error", "confidence", "reason", "reviewed_on", "version"),
)


def _extension(row: models.Extension) -> Extension:
    statements = _statements_by_side(row)
    return Extension(
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        home_page=row.home_page,
        licence=row.licence,
        latest_version=row.latest_version,
        latest_release=row.latest_release,
        adds=statements["adds"],
        limits=statements["limits"],
    )


def _claims() -> tuple[Claim, ...]:
    rows = models.Claim.objects.select_related("made_by", "criterion").prefetch_related("frameworks", "sources")
    return tuple(
        Claim(
            slug=row.slug,
            text=row.text,
            made_by=row.made_by.slug,
            where=row.where,
            frameworks=_slugs(row.frameworks),
            criterion=row.criterion.slug if row.criterion else None,
            verdict=Verdict(row.verdict) if row.verdict else None,
            evidence=row.evidence,
            sources=_slugs(row.sources),
        )
        for row in rows
    )


def _questions() -> tuple[Question, ...]:
    rows = models.Question.objects.in_page_order().prefetch_related(
        "asked_after__question",
        "choices__effects__criterion",
        "choices__requirements__criterion",
        "choices__requirements__kinds",
    )
    return tuple(
        Question(
            slug=row.slug,
            text=row.text,
            help=row.help,
            why=row.why,
            multiple=row.multiple,
            asked_after=_condition(row),
            choices=tuple(map(_choice, row.choices.all())),
        )
        for row in rows
    )


def _condition(row: models.Question) -> Condition | None:
    choices = list(row.asked_after.all())
    if not choices:
        return None
    return Condition(question=choices[0].question.slug, choices=tuple(choice.slug for choice in choices))


def _choice(row: models.Choice) -> Choice:
    effects = (Effect(criterion=e.criterion.slug, importance=Importance(e.importance)) for e in row.effects.all())
    requirements = (
        Requirement(criterion=r.criterion.slug, at_least=r.at_least, at_most=r.at_most, one_of=_slugs(r.kinds))
        for r in row.requirements.all()
    )
    return Choice(
        slug=row.slug,
        text=row.text,
        help=row.help,
        exclusive=row.exclusive,
        effects=tuple(effects),
        requirements=tuple(requirements),
    )


def _scenarios() -> tuple[Scenario, ...]:
    rows = models.Scenario.objects.prefetch_related("answers__question", "right", "unacceptable", "chosen")
    return tuple(
        Scenario(
            slug=row.slug,
            title=row.title,
            story=row.story,
            answers=_answers(row),
            right=_slugs(row.right),
            unacceptable=_slugs(row.unacceptable),
            chosen=_slugs(row.chosen),
            group=row.group,
            strength=Strength(row.strength),
            address=row.address,
        )
        for row in rows
    )


def _answers(row: models.Scenario) -> tuple[Answer, ...]:
    choices: dict[str, list[str]] = {}
    for choice in row.answers.all():
        choices.setdefault(choice.question.slug, []).append(choice.slug)
    return tuple(Answer(question=question, choices=tuple(made)) for question, made in choices.items())
