"""What the preview of changes cannot see, since no scenario touches it. Pure."""

from collections.abc import Iterable, Iterator

from advisor.advice.scenarios import answers_of
from advisor.answers.priorities import levels_of
from advisor.editorial.unanswered import given
from comparisons.catalogue.value import Catalogue, Choice


def unseen(old: Catalogue, new: Catalogue) -> list[str]:
    """Return in words what the scenarios cannot show of replacing one catalogue by another.

    These are new or changed questions and answers that none gives, and scores that changed on criteria that matter to
    none.
    """
    return [*_unseen_answers(old, new), *_unseen_scores(old, new)]


def _unseen_answers(old: Catalogue, new: Catalogue) -> Iterator[str]:
    known, before = given(new), old.question_by_slug
    asked = {question for question, _ in known}
    for question in new.questions:
        if question.slug not in before:
            if question.slug not in asked:
                yield f"The new question “{question.text}”"
            continue
        former = {choice.slug: choice for choice in before[question.slug].choices}
        for choice in question.choices:
            if (question.slug, choice.slug) not in known and _moves(former.get(choice.slug)) != _moves(choice):
                kind = "changed" if choice.slug in former else "new"
                yield f"The {kind} answer “{choice.text}” to “{question.text}”"


def _moves(choice: Choice | None) -> object:
    """Return what a choice does to the advice."""
    return (choice.effects, choice.requirements) if choice else None


def _unseen_scores(old: Catalogue, new: Catalogue) -> Iterator[str]:
    weighed = {
        level.criterion
        for scenario in new.scenarios_in_use
        for level in levels_of(new, answers_of(scenario))
        if level.weight > 0
    }
    changed = {criterion for criterion in _changed_scores(old, new) if criterion not in weighed}
    for criterion in new.rated_criteria:
        if criterion.slug in changed:
            yield f"Scores on {criterion.name}, which matters to no stored project"


def _changed_scores(old: Catalogue, new: Catalogue) -> Iterable[str]:
    """Return the criteria of the scores whose value or confidence differs."""
    for framework in new.published_frameworks:
        former = old.framework_by_slug.get(framework.slug)
        before = former.score_by_criterion if former else {}
        for slug, score in framework.score_by_criterion.items():
            known = before.get(slug)
            if known is None or (known.value, known.confidence) != (score.value, score.confidence):
                yield slug
