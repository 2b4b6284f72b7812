"""Writing a catalogue to the working copy, in one transaction."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from comparisons import models
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.value import (
    Catalogue,
    Choice,
    Criterion,
    EditorialScale,
    Framework,
    KindScale,
    MeasuredScale,
    Score,
)
from comparisons.working_copy.lock import lock_working_copy
from comparisons.working_copy.tables import TableSync, sync_links

Ids = dict[tuple[Any, ...], Any]


def write_catalogue(catalogue: Catalogue) -> None:
    """Replace the working copy by a catalogue. It must have no errors (see `check`)."""
    with transaction.atomic():
        lock_working_copy()
        _Writer(canonical(catalogue)).write()


class _Writer:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.tables = TableSync()

    def write(self) -> None:
        self.sources = self.tables.rows(models.Source, ("slug",), dict(_keyed(self.catalogue.sources)))
        self.groups = self.tables.rows(models.Group, ("slug",), dict(_keyed(self.catalogue.groups, ordered=True)))
        self.write_criteria()
        self.write_frameworks()
        self.write_statements()
        self.write_scores()
        self.write_extensions()
        self.write_claims()
        self.write_questions()
        self.write_choices()
        self.write_scenarios()
        self.tables.delete_stale()

    def source_ids(self, slugs: tuple[str, ...]) -> list[Any]:
        return [self.sources[slug,] for slug in slugs]

    def write_criteria(self) -> None:
        wanted = {
            (criterion.slug,): {
                "name": criterion.name,
                "group_id": self.groups[criterion.group,],
                "description": criterion.description,
                "review_months": criterion.review_months,
                "position": position,
                **_scale_columns(criterion),
            }
            for position, criterion in enumerate(self.catalogue.criteria)
        }
        self.criteria = self.tables.rows(models.Criterion, ("slug",), wanted)
        kinds = {
            (self.criteria[criterion.slug,], slug): values
            for criterion in self.catalogue.criteria
            if isinstance(criterion.scale, KindScale)
            for (slug,), values in _keyed(criterion.scale.kinds, ordered=True)
        }
        self.kinds = self.tables.rows(models.Kind, ("criterion_id", "slug"), kinds)

    def write_frameworks(self) -> None:
        frameworks = self.catalogue.frameworks
        wanted = {(framework.slug,): _framework_columns(framework) for framework in frameworks}
        self.frameworks = self.tables.rows(models.Framework, ("slug",), wanted)
        sync_links(
            models.Framework.alternatives,
            {
                self.frameworks[framework.slug,]: [self.frameworks[slug,] for slug in framework.alternatives]
                for framework in frameworks
            },
        )

    def write_statements(self) -> None:
        facts = {
            (self.frameworks[framework.slug,], position): (fact, {"label": fact.label, "text": fact.text})
            for framework in self.catalogue.frameworks
            for position, fact in enumerate(framework.facts)
        }
        self.write_cited(models.Fact, ("framework_id", "position"), facts)
        statements = {
            (self.frameworks[framework.slug,], side.value, position): (statement, {"text": statement.text})
            for framework in self.catalogue.frameworks
            for side in models.Statement.Side
            for position, statement in enumerate(getattr(framework, side.value))
        }
        self.write_cited(models.Statement, ("framework_id", "side", "position"), statements)

    def write_scores(self) -> None:
        scores = {
            (self.frameworks[framework.slug,], self.criteria[score.criterion,]): (
                score,
                self.score_columns(score),
            )
            for framework in self.catalogue.frameworks
            for score in framework.scores
        }
        self.write_cited(models.Score, ("framework_id", "criterion_id"), scores)

    def score_columns(self, score: Score) -> dict[str, Any]:
        is_kind = isinstance(score.value, str)
        return {
            "value": None if is_kind else score.value,
            "kind_id": self.kinds[self.criteria[score.criterion,], score.value] if is_kind else None,
            "relative_error": score.relative_error,
            "confidence": score.confidence.value,
            "reason": score.reason,
            "reviewed_on": score.reviewed_on,
            "version": score.version,
        }

    def write_extensions(self) -> None:
        columns = ("name", "summary", "home_page", "licence", "latest_version", "latest_release")
        wanted = {
            (self.frameworks[framework.slug,], extension.slug): {
                **{column: getattr(extension, column) for column in columns},
                "position": position,
            }
            for framework in self.catalogue.frameworks
            for position, extension in enumerate(framework.extensions)
        }
        extensions = self.tables.rows(models.Extension, ("framework_id", "slug"), wanted)
        statements = {
            (extensions[self.frameworks[framework.slug,], extension.slug], side.value, position): (
                statement,
                {"text": statement.text},
            )
            for framework in self.catalogue.frameworks
            for extension in framework.extensions
            for side in models.ExtensionStatement.Side
            for position, statement in enumerate(getattr(extension, side.value))
        }
        self.write_cited(models.ExtensionStatement, ("extension_id", "side", "position"), statements)

    def write_claims(self) -> None:
        claims = {
            (claim.slug,): (
                claim,
                {
                    "text": claim.text,
                    "made_by_id": self.sources[claim.made_by,],
                    "where": claim.where,
                    "criterion_id": self.criteria[claim.criterion,] if claim.criterion else None,
                    "verdict": claim.verdict.value if claim.verdict else "",
                    "evidence": claim.evidence,
                    "position": position,
                },
            )
            for position, claim in enumerate(self.catalogue.claims)
        }
        ids = self.write_cited(models.Claim, ("slug",), claims)
        sync_links(
            models.Claim.frameworks,
            {
                ids[claim.slug,]: [self.frameworks[slug,] for slug in claim.frameworks]
                for claim in self.catalogue.claims
            },
        )

    def write_cited(self, model: Any, key: tuple[str, ...], wanted: Mapping[tuple[Any, ...], Any]) -> Ids:
        """Write the rows of a model together with their links to sources."""
        ids = self.tables.rows(model, key, {row_key: columns for row_key, (_, columns) in wanted.items()})
        sync_links(model.sources, {ids[k]: self.source_ids(part.sources) for k, (part, _) in wanted.items()})
        return ids

    def write_questions(self) -> None:
        wanted = {
            (question.slug,): {
                "text": question.text,
                "help": question.help,
                "why": question.why,
                "multiple": question.multiple,
                "position": position,
            }
            for position, question in enumerate(self.catalogue.questions)
        }
        self.questions = self.tables.rows(models.Question, ("slug",), wanted)

    def write_choices(self) -> None:
        wanted = {
            (self.questions[question.slug,], choice.slug): {
                "text": choice.text,
                "help": choice.help,
                "exclusive": choice.exclusive,
                "position": position,
            }
            for question in self.catalogue.questions
            for position, choice in enumerate(question.choices)
        }
        self.choices = self.tables.rows(models.Choice, ("question_id", "slug"), wanted)
        self.write_effects()
        self.write_requirements()
        sync_links(
            models.Question.asked_after,
            {
                self.questions[question.slug,]: [
                    self.choice_id(question.asked_after.question, slug) for slug in question.asked_after.choices
                ]
                for question in self.catalogue.questions
                if question.asked_after
            },
        )

    def choice_id(self, question: str, choice: str) -> Any:
        return self.choices[self.questions[question,], choice]

    def choices_with_ids(self) -> Iterator[tuple[Any, Choice]]:
        for question in self.catalogue.questions:
            for choice in question.choices:
                yield self.choice_id(question.slug, choice.slug), choice

    def write_effects(self) -> None:
        effects = {
            (choice_id, self.criteria[effect.criterion,]): {"importance": effect.importance.value}
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
        columns = {key: {"at_least": r.at_least, "at_most": r.at_most} for key, r in requirements.items()}
        ids = self.tables.rows(models.Requirement, ("choice_id", "criterion_id"), columns)
        kinds = {ids[key]: [self.kinds[key[1], slug] for slug in r.one_of] for key, r in requirements.items()}
        sync_links(models.Requirement.kinds, kinds)

    def write_scenarios(self) -> None:
        wanted = {
            (scenario.slug,): {
                "title": scenario.title,
                "story": scenario.story,
                "group": scenario.group,
                "strength": scenario.strength.value,
                "address": scenario.address,
            }
            for scenario in self.catalogue.scenarios
        }
        ids = self.tables.rows(models.Scenario, ("slug",), wanted)
        for field in ("right", "unacceptable", "chosen"):
            named = {
                ids[scenario.slug,]: [self.frameworks[slug,] for slug in getattr(scenario, field)]
                for scenario in self.catalogue.scenarios
            }
            sync_links(getattr(models.Scenario, field), named)
        answers = {
            ids[scenario.slug,]: [
                self.choice_id(answer.question, choice) for answer in scenario.answers for choice in answer.choices
            ]
            for scenario in self.catalogue.scenarios
        }
        sync_links(models.Scenario.answers, answers)


def _keyed(parts: tuple[Any, ...], *, ordered: bool = False) -> Iterator[tuple[tuple[str], dict[str, Any]]]:
    """Yield key and columns of parts whose fields, apart from the slug, are columns of the same names."""
    for position, part in enumerate(parts):
        columns = {field: getattr(part, field) for field in part.__struct_fields__ if field != "slug"}
        yield (part.slug,), columns | ({"position": position} if ordered else {})


def _framework_columns(framework: Framework) -> dict[str, Any]:
    texts = ("name", "summary", "licence", "home_page", "documentation", "repository")
    releases = ("first_release", "latest_version", "latest_release")
    columns = {column: getattr(framework, column) for column in (*texts, *releases)}
    return columns | {"status": framework.status.value, "interface": framework.interface.value}


def _scale_columns(criterion: Criterion) -> dict[str, Any]:
    scale_type = models.Criterion.ScaleType
    columns: dict[str, Any] = {
        "scale_type": scale_type.KINDS.value,
        "anchor_0": "",
        "anchor_5": "",
        "anchor_10": "",
        "unit": "",
        "worst": None,
        "best": None,
        "logarithmic": False,
    }
    match criterion.scale:
        case EditorialScale(anchor_0, anchor_5, anchor_10):
            own = {"anchor_0": anchor_0, "anchor_5": anchor_5, "anchor_10": anchor_10}
            columns |= {"scale_type": scale_type.EDITORIAL.value, **own}
        case MeasuredScale(unit, worst, best, logarithmic):
            own_levels = {"unit": unit, "worst": worst, "best": best, "logarithmic": logarithmic}
            columns |= {"scale_type": scale_type.MEASURED.value, **own_levels}
    return columns
