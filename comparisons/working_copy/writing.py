"""Writing a catalogue to the working copy, in one transaction."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import F
from msgspec import UNSET, UnsetType

from comparisons import models
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.value import (
    Answer,
    Catalogue,
    Choice,
    Condition,
    Criterion,
    EditorialScale,
    HouseRule,
    KindScale,
    MeasuredScale,
    Package,
    Part,
    Scenario,
    Score,
    StartingPoint,
)
from comparisons.models import WorkingCopy
from comparisons.working_copy.table_sync import TableSync, sync_links

Ids = dict[tuple[Any, ...], Any]


def write_catalogue(catalogue: Catalogue) -> None:
    """Replace the working copy by a catalogue. It must have no errors (see `check`)."""
    with transaction.atomic():
        WorkingCopy.objects.lock()
        _Writer(canonical(catalogue)).write()


class _Writer:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.tables = TableSync()

    def write(self) -> None:
        sources = {(source.slug,): _columns(source) for source in self.catalogue.sources}
        groups = {(group.slug,): _columns(group, position=i) for i, group in enumerate(self.catalogue.groups)}
        self.sources = self.tables.rows(models.Source, ("slug",), sources)
        self.groups = self.tables.rows(models.Group, ("slug",), groups)
        self.write_criteria()
        self.write_frameworks()
        self.write_statements()
        self.write_scores()
        self.write_extensions()
        self.write_claims()
        self.write_questions()
        self.write_choices()
        self.write_scenarios()
        self.write_starting_points()
        self.write_moves()
        self.write_packages()
        self.tables.delete_stale()

    def write_criteria(self) -> None:
        wanted = {
            (criterion.slug,): _columns(criterion, "group", "scale", group_id=self.groups[criterion.group,], position=i)
            | _scale_columns(criterion)
            for i, criterion in enumerate(self.catalogue.criteria)
        }
        self.criteria = self.tables.rows(models.Criterion, ("slug",), wanted)
        kinds = {
            (self.criteria[criterion.slug,], kind.slug): _columns(kind, position=i)
            for criterion in self.catalogue.criteria
            if isinstance(criterion.scale, KindScale)
            for i, kind in enumerate(criterion.scale.kinds)
        }
        self.kinds = self.tables.rows(models.Kind, ("criterion_id", "slug"), kinds)

    def write_frameworks(self) -> None:
        related = ("alternatives", "facts", "scores", "extensions", *models.Statement.Side.values)
        frameworks = self.catalogue.frameworks
        wanted = {
            (framework.slug,): _columns(
                framework, "house_rule", "built_on", *related, **_rule_columns(framework.house_rule)
            )
            for framework in frameworks
        }
        self.frameworks = self.tables.rows(models.Framework, ("slug",), wanted)
        alternatives = {self.frameworks[one.slug,]: self.framework_ids(one.alternatives) for one in frameworks}
        sync_links(models.Framework.alternatives, alternatives)
        self.write_bases()

    def write_bases(self) -> None:
        """Write what frameworks are built on, once all of these have rows."""
        rows, stored = models.Framework.objects, dict(models.Framework.objects.values_list("pk", "built_on_id"))
        for framework in self.catalogue.frameworks:
            pk = self.frameworks[framework.slug,]
            base = self.frameworks[framework.built_on,] if framework.built_on else None
            if stored[pk] != base:
                rows.filter(pk=pk).update(built_on=base, revision=F("revision") + 1)

    def framework_ids(self, slugs: tuple[str, ...]) -> list[Any]:
        return [self.frameworks[slug,] for slug in slugs]

    def write_statements(self) -> None:
        facts = {
            (self.frameworks[framework.slug,], i): (fact, _columns(fact, "sources"))
            for framework in self.catalogue.frameworks
            for i, fact in enumerate(framework.facts)
        }
        self.write_cited(models.Fact, ("framework_id", "position"), facts)
        statements = {
            (self.frameworks[framework.slug,], side.value, i): (statement, _columns(statement, "sources"))
            for framework in self.catalogue.frameworks
            for side in models.Statement.Side
            for i, statement in enumerate(getattr(framework, side.value))
        }
        self.write_cited(models.Statement, ("framework_id", "side", "position"), statements)

    def write_scores(self) -> None:
        scores = {
            (self.frameworks[framework.slug,], self.criteria[score.criterion,]): (score, self.score_columns(score))
            for framework in self.catalogue.frameworks
            for score in framework.scores
        }
        self.write_cited(models.Score, ("framework_id", "criterion_id"), scores)

    def score_columns(self, score: Score) -> dict[str, Any]:
        columns = _columns(score, "criterion", "sources", kind_id=None)
        if isinstance(score.value, str):
            columns |= {"value": None, "kind_id": self.kinds[self.criteria[score.criterion,], score.value]}
        return columns

    def write_extensions(self) -> None:
        sides = models.ExtensionStatement.Side
        wanted = {
            (self.frameworks[framework.slug,], extension.slug): _columns(extension, *sides.values, position=i)
            for framework in self.catalogue.frameworks
            for i, extension in enumerate(framework.extensions)
        }
        extensions = self.tables.rows(models.Extension, ("framework_id", "slug"), wanted)
        statements = {
            (extensions[self.frameworks[framework.slug,], extension.slug], side.value, i): (
                statement,
                _columns(statement, "sources"),
            )
            for framework in self.catalogue.frameworks
            for extension in framework.extensions
            for side in sides
            for i, statement in enumerate(getattr(extension, side.value))
        }
        self.write_cited(models.ExtensionStatement, ("extension_id", "side", "position"), statements)

    def write_claims(self) -> None:
        related = ("made_by", "criterion", "frameworks", "sources")
        claims = {
            (claim.slug,): (
                claim,
                _columns(
                    claim,
                    *related,
                    made_by_id=self.sources[claim.made_by,],
                    criterion_id=self.criteria[claim.criterion,] if claim.criterion else None,
                    verdict=claim.verdict.value if claim.verdict else "",
                    position=i,
                ),
            )
            for i, claim in enumerate(self.catalogue.claims)
        }
        ids = self.write_cited(models.Claim, ("slug",), claims)
        frameworks = {ids[claim.slug,]: self.framework_ids(claim.frameworks) for claim in self.catalogue.claims}
        sync_links(models.Claim.frameworks, frameworks)

    def write_cited(self, model: Any, key: tuple[str, ...], wanted: Mapping[tuple[Any, ...], Any]) -> Ids:
        """Write the rows of a model together with their links to sources."""
        ids = self.tables.rows(model, key, {row_key: columns for row_key, (_, columns) in wanted.items()})
        cited = {ids[k]: [self.sources[slug,] for slug in part.sources] for k, (part, _) in wanted.items()}
        sync_links(model.sources, cited)
        return ids

    def write_questions(self) -> None:
        wanted = {
            (question.slug,): _columns(question, "choices", "asked_after", "also_after", position=i)
            for i, question in enumerate(self.catalogue.questions)
        }
        self.questions = self.tables.rows(models.Question, ("slug",), wanted)

    def write_choices(self) -> None:
        wanted = {
            (self.questions[question.slug,], choice.slug): _columns(choice, "effects", "requirements", position=i)
            for question in self.catalogue.questions
            for i, choice in enumerate(question.choices)
        }
        self.choices = self.tables.rows(models.Choice, ("question_id", "slug"), wanted)
        self.write_effects()
        self.write_requirements()
        conditions = {
            self.questions[question.slug,]: [pk for c in question.conditions for pk in self.choice_ids(c)]
            for question in self.catalogue.questions
        }
        sync_links(models.Question.asked_after, conditions)

    def choice_ids(self, made: Answer | Condition) -> list[Any]:
        return [self.choices[self.questions[made.question,], choice] for choice in made.choices]

    def choices_with_ids(self) -> Iterator[tuple[Any, Choice]]:
        for question in self.catalogue.questions:
            for choice in question.choices:
                yield self.choices[self.questions[question.slug,], choice.slug], choice

    def write_effects(self) -> None:
        effects = {
            (choice_id, self.criteria[effect.criterion,]): _columns(effect, "criterion")
            for choice_id, choice in self.choices_with_ids()
            for effect in choice.effects
        }
        self.tables.rows(models.Effect, ("choice_id", "criterion_id"), effects)

    def write_requirements(self) -> None:
        requirements = {
            (choice_id, self.criteria[requirement.criterion,]): requirement
            for choice_id, choice in self.choices_with_ids()
            for requirement in choice.requirements
        }
        columns = {key: _columns(requirement, "criterion", "one_of") for key, requirement in requirements.items()}
        ids = self.tables.rows(models.Requirement, ("choice_id", "criterion_id"), columns)
        kinds = {ids[key]: [self.kinds[key[1], slug] for slug in r.one_of] for key, r in requirements.items()}
        sync_links(models.Requirement.kinds, kinds)

    def write_scenarios(self) -> None:
        scenarios, places = self.catalogue.scenarios, ("right", "unacceptable", "chosen")
        related = ("answers", "facts", "turned_down", *places)
        wanted = {(scenario.slug,): _columns(scenario, *related) for scenario in scenarios}
        ids = self.tables.rows(models.Scenario, ("slug",), wanted)
        self.write_stories(ids)
        for place in places:
            named = {ids[scenario.slug,]: self.framework_ids(getattr(scenario, place)) for scenario in scenarios}
            sync_links(getattr(models.Scenario, place), named)
        self.write_answers(models.Scenario.answers, ids, scenarios)

    def write_starting_points(self) -> None:
        points = self.catalogue.starting_points
        wanted = {(point.slug,): _columns(point, "answers", position=i) for i, point in enumerate(points)}
        ids = self.tables.rows(models.StartingPoint, ("slug",), wanted)
        self.write_answers(models.StartingPoint.answers, ids, points)

    def write_moves(self) -> None:
        wanted = {
            (move.slug,): _columns(
                move,
                *("origin", "target", "parts"),
                origin_id=self.frameworks[move.origin,],
                target_id=self.frameworks[move.target,],
            )
            for move in self.catalogue.moves
        }
        ids = self.tables.rows(models.Move, ("slug",), wanted)
        moved = {
            (ids[move.slug,], part.part.value): (part, _columns(part, "part", "sources"))
            for move in self.catalogue.moves
            for part in move.parts
        }
        self.write_cited(models.MovedPart, ("move_id", "part"), moved)

    def write_packages(self) -> None:
        packages = self.catalogue.packages
        wanted = {(package.slug,): _columns(package, "answers") for package in packages}
        ids = self.tables.rows(models.Package, ("slug",), wanted)
        self.write_answers(models.Package.answers, ids, packages)

    def write_answers(self, field: Any, ids: Ids, owners: Iterable[Scenario | StartingPoint | Package]) -> None:
        answers = {ids[one.slug,]: [pk for answer in one.answers for pk in self.choice_ids(answer)] for one in owners}
        sync_links(field, answers)

    def write_stories(self, ids: Ids) -> None:
        """Write the facts of scenarios, and what was turned down in them."""
        for model, name in ((models.StoryFact, "facts"), (models.TurnedDown, "turned_down")):
            wanted = {
                (ids[scenario.slug,], i): _columns(part)
                for scenario in self.catalogue.scenarios
                for i, part in enumerate(getattr(scenario, name))
            }
            self.tables.rows(model, ("scenario_id", "position"), wanted)


def _columns(part: Part, *left_out: str, **others: Any) -> dict[str, Any]:
    """Return the fields of a part that are columns of the same names, and `others`. The slug is a key, not a column."""
    values = {name: getattr(part, name) for name in part.__struct_fields__ if name not in ("slug", *left_out)}
    if "aliases" in values:
        values["aliases"] = " ".join(values["aliases"])
    if "brings" in values:
        values["brings"] = " ".join(values["brings"])
    if "weighed" in values:
        values["weighed"] = "\n".join(values["weighed"])
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()} | others


def _rule_columns(rule: HouseRule | UnsetType) -> dict[str, Any]:
    if rule is UNSET:
        return {"ring": "", "ring_reason": "", "ring_decided_on": None}
    return {"ring": rule.ring.value, "ring_reason": rule.reason, "ring_decided_on": rule.decided_on}


def _scale_columns(criterion: Criterion) -> dict[str, Any]:
    scale_type = models.Criterion.ScaleType
    columns: dict[str, Any] = {
        **{"scale_type": scale_type.KINDS.value, "anchor_0": "", "anchor_5": "", "anchor_10": ""},
        **{"unit": "", "worst": None, "best": None, "logarithmic": False},
    }
    if isinstance(criterion.scale, EditorialScale):
        columns |= {"scale_type": scale_type.EDITORIAL.value, **_columns(criterion.scale)}
    elif isinstance(criterion.scale, MeasuredScale):
        columns |= {"scale_type": scale_type.MEASURED.value, **_columns(criterion.scale)}
    return columns
