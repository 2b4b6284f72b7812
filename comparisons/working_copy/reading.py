"""The whole working copy as one value, in a number of queries that does not grow with it.

Tables are read as plain columns, and links between them as pairs: rows as objects take four times as long.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from django.db.models import QuerySet

from comparisons import models
from comparisons.catalogue import value as parts
from comparisons.catalogue.codec import canonical

P = TypeVar("P", bound=parts.Part)
Row = dict[str, Any]


def read_catalogue() -> parts.Catalogue:
    """Return the working copy as it stands, sound or not; `check` tells which."""
    return canonical(
        parts.Catalogue(
            groups=tuple(_part(row, parts.Group) for row in _rows(models.Group.objects.in_page_order(), parts.Group)),
            criteria=_criteria(),
            frameworks=_frameworks(),
            sources=tuple(_part(row, parts.Source) for row in _rows(models.Source.objects.all(), parts.Source)),
            claims=_claims(),
            questions=_questions(),
            scenarios=_scenarios(),
            starting_points=_starting_points(),
            moves=_moves(),
            packages=_packages(),
        )
    )


def _rows(rows: QuerySet[Any], part: type[parts.Part], *others: str) -> Iterable[Row]:
    """Return the columns of a table that a part has fields for, the key, and the `others`."""
    columns = {field.name for field in rows.model._meta.concrete_fields if not field.is_relation}
    return rows.values("pk", *(name for name in part.__struct_fields__ if name in columns), *others)


def _part(row: Row, part: type[P], **others: Any) -> P:
    """Return a row as a part of the catalogue. `others` are the fields that are not columns of the same names."""
    columns = {name: row[name] for name in part.__struct_fields__ if name not in others and name in row}
    if "aliases" in columns:
        columns["aliases"] = columns["aliases"].split()
    if "brings" in columns:
        columns["brings"] = columns["brings"].split()
    if "weighed" in columns:
        columns["weighed"] = [line for line in columns["weighed"].split("\n") if line.strip()]
    return msgspec.convert(columns | others, part)


def _links(field: Any, column: str = "slug") -> dict[int, list[str]]:
    """Return a column of what each row is linked to by a many-to-many field, in no order."""
    name, other = field.rel.field.m2m_field_name(), field.rel.field.m2m_reverse_field_name()
    found: dict[int, list[str]] = {}
    for pk, value in field.through._default_manager.order_by().values_list(f"{name}_id", f"{other}__{column}"):
        found.setdefault(pk, []).append(value)
    return found


def _choices(field: Any) -> dict[int, dict[str, list[str]]]:
    """Return the slugs of the choices that each row is linked to by a many-to-many field, by question."""
    name, other = field.rel.field.m2m_field_name(), field.rel.field.m2m_reverse_field_name()
    columns = (f"{name}_id", f"{other}__question__slug", f"{other}__slug")
    found: dict[int, dict[str, list[str]]] = {}
    for pk, question, choice in field.through._default_manager.order_by().values_list(*columns):
        found.setdefault(pk, {}).setdefault(question, []).append(choice)
    return found


def _children(rows: Iterable[tuple[int, P]]) -> dict[int, tuple[P, ...]]:
    """Return the parts of each owner, by its key, in the order of the rows."""
    found: dict[int, list[P]] = {}
    for owner, part in rows:
        found.setdefault(owner, []).append(part)
    return {owner: tuple(own) for owner, own in found.items()}


def _criteria() -> tuple[parts.Criterion, ...]:
    kinds = _children(
        (row["criterion_id"], _part(row, parts.Kind))
        for row in _rows(models.Kind.objects.all(), parts.Kind, "criterion_id")
    )
    scales = ("scale_type", *parts.EditorialScale.__struct_fields__, *parts.MeasuredScale.__struct_fields__)
    rows = _rows(models.Criterion.objects.in_page_order(), parts.Criterion, "group__slug", *scales)
    return tuple(
        _part(row, parts.Criterion, group=row["group__slug"], scale=_scale(row, kinds.get(row["pk"], ())))
        for row in rows
    )


def _scale(row: Row, kinds: tuple[parts.Kind, ...]) -> parts.Scale:
    if row["scale_type"] == models.Criterion.ScaleType.EDITORIAL:
        return _part(row, parts.EditorialScale)
    if row["scale_type"] == models.Criterion.ScaleType.MEASURED:
        return _part(row, parts.MeasuredScale)
    return parts.KindScale(kinds=kinds)


def _frameworks() -> tuple[parts.Framework, ...]:
    alternatives, cited, scores = _links(models.Framework.alternatives), _links(models.Fact.sources), _scores()
    facts = _children(
        (row["framework_id"], _part(row, parts.Fact, sources=cited.get(row["pk"], ())))
        for row in _rows(models.Fact.objects.all(), parts.Fact, "framework_id")
    )
    statements, extensions = _statements(models.Statement, "framework_id"), _extensions()
    return tuple(
        _part(
            row,
            parts.Framework,
            alternatives=alternatives.get(row["pk"], ()),
            built_on=row["built_on__slug"] or "",
            facts=facts.get(row["pk"], ()),
            scores=tuple(scores.get(row["pk"], ())),
            extensions=extensions.get(row["pk"], ()),
            **statements.get(row["pk"], {}),
            **_house_rule(row),
        )
        for row in _rows(models.Framework.objects.all(), parts.Framework, *_RULE, "built_on__slug")
    )


_RULE = ("ring", "ring_reason", "ring_decided_on")


def _house_rule(row: Row) -> dict[str, parts.HouseRule]:
    if not row["ring"]:
        return {}
    return {"house_rule": parts.HouseRule(parts.Ring(row["ring"]), row["ring_reason"], row["ring_decided_on"])}


def _extensions() -> dict[int, tuple[parts.Extension, ...]]:
    statements = _statements(models.ExtensionStatement, "extension_id")
    return _children(
        (row["framework_id"], _part(row, parts.Extension, **statements.get(row["pk"], {})))
        for row in _rows(models.Extension.objects.all(), parts.Extension, "framework_id")
    )


def _statements(
    model: type[models.Statement | models.ExtensionStatement], owner: str
) -> dict[int, dict[str, list[parts.Statement]]]:
    """Return the statements of each owner by side. The sides are named as the fields of the catalogue."""
    cited = _links(model.sources)
    found: dict[int, dict[str, list[parts.Statement]]] = {}
    for row in _rows(model._default_manager.all(), parts.Statement, owner, "side"):
        statement = _part(row, parts.Statement, sources=cited.get(row["pk"], ()))
        found.setdefault(row[owner], {}).setdefault(row["side"], []).append(statement)
    return found


def _scores() -> dict[int, list[parts.Score]]:
    """Return the scores of each framework by its key. They are most of the catalogue."""
    cited = _links(models.Score.sources)
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
    frameworks, cited = _links(models.Claim.frameworks), _links(models.Claim.sources)
    return tuple(
        _part(
            row,
            parts.Claim,
            made_by=row["made_by__slug"],
            frameworks=frameworks.get(row["pk"], ()),
            criterion=row["criterion__slug"],
            verdict=row["verdict"] or None,
            sources=cited.get(row["pk"], ()),
        )
        for row in _rows(models.Claim.objects.all(), parts.Claim, "made_by__slug", "criterion__slug")
    )


def _questions() -> tuple[parts.Question, ...]:
    conditions = _choices(models.Question.asked_after)
    effects = _children(
        (row["choice_id"], _part(row, parts.Effect, criterion=row["criterion__slug"]))
        for row in _rows(models.Effect.objects.order_by(), parts.Effect, "choice_id", "criterion__slug")
    )
    requirements = _requirements()
    choices = _children(
        (
            row["question_id"],
            _part(
                row,
                parts.Choice,
                effects=effects.get(row["pk"], ()),
                requirements=requirements.get(row["pk"], ()),
            ),
        )
        for row in _rows(models.Choice.objects.all(), parts.Choice, "question_id")
    )
    return tuple(
        _part(
            row,
            parts.Question,
            # Each other question is one condition. `canonical` sorts them.
            also_after=tuple(
                parts.Condition(question, tuple(slugs)) for question, slugs in conditions.get(row["pk"], {}).items()
            ),
            choices=choices.get(row["pk"], ()),
        )
        for row in _rows(models.Question.objects.in_page_order(), parts.Question)
    )


def _requirements() -> dict[int, tuple[parts.Requirement, ...]]:
    kinds = _links(models.Requirement.kinds)
    rows = _rows(models.Requirement.objects.order_by(), parts.Requirement, "choice_id", "criterion__slug")
    return _children(
        (
            row["choice_id"],
            _part(row, parts.Requirement, criterion=row["criterion__slug"], one_of=kinds.get(row["pk"], ())),
        )
        for row in rows
    )


def _scenarios() -> tuple[parts.Scenario, ...]:
    answers = _choices(models.Scenario.answers)
    places = {name: _links(getattr(models.Scenario, name)) for name in ("right", "unacceptable", "chosen")}
    facts = _children(
        (row["scenario_id"], _part(row, parts.StoryFact))
        for row in _rows(models.StoryFact.objects.all(), parts.StoryFact, "scenario_id")
    )
    turned_down = _children(
        (row["scenario_id"], _part(row, parts.TurnedDown))
        for row in _rows(models.TurnedDown.objects.all(), parts.TurnedDown, "scenario_id")
    )
    return tuple(
        _part(
            row,
            parts.Scenario,
            answers=_answers(answers.get(row["pk"], {})),
            facts=facts.get(row["pk"], ()),
            turned_down=turned_down.get(row["pk"], ()),
            **{name: found.get(row["pk"], ()) for name, found in places.items()},
        )
        for row in _rows(models.Scenario.objects.all(), parts.Scenario)
    )


def _starting_points() -> tuple[parts.StartingPoint, ...]:
    answers = _choices(models.StartingPoint.answers)
    rows = _rows(models.StartingPoint.objects.in_page_order(), parts.StartingPoint)
    return tuple(_part(row, parts.StartingPoint, answers=_answers(answers.get(row["pk"], {}))) for row in rows)


def _moves() -> tuple[parts.Move, ...]:
    cited = _links(models.MovedPart.sources)
    moved = _children(
        (row["move_id"], _part(row, parts.MovedPart, sources=cited.get(row["pk"], ())))
        for row in _rows(models.MovedPart.objects.all(), parts.MovedPart, "move_id")
    )
    rows = _rows(models.Move.objects.all(), parts.Move, "origin__slug", "target__slug")
    return tuple(
        _part(
            row,
            parts.Move,
            origin=row["origin__slug"],
            target=row["target__slug"],
            parts=moved.get(row["pk"], ()),
        )
        for row in rows
    )


def _packages() -> tuple[parts.Package, ...]:
    answers = _choices(models.Package.answers)
    rows = _rows(models.Package.objects.all(), parts.Package)
    return tuple(_part(row, parts.Package, answers=_answers(answers.get(row["pk"], {}))) for row in rows)


def _answers(found: dict[str, list[str]]) -> tuple[parts.Answer, ...]:
    return tuple(parts.Answer(question, tuple(slugs)) for question, slugs in found.items())
