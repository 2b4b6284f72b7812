"""What names a criterion or a group of criteria, in words."""

from collections.abc import Collection, Iterator

from comparisons.catalogue.removal.decisions import Action, Key, Option, Use, Uses, goes
from comparisons.catalogue.removal.sources import score_use
from comparisons.catalogue.value import Catalogue, Choice, Effect, KindScale, Question, Requirement


def of_criteria(catalogue: Catalogue, keys: Collection[Key]) -> Iterator[Uses]:
    gone = {key[0] for key in keys}
    scores = (
        score_use(catalogue, framework, score)
        for framework in catalogue.frameworks
        for score in framework.scores
        if score.criterion in gone
    )
    yield Uses(
        "scores", "Scores on it", tuple(scores), (goes("Deleted: they are judged by its scale, so none can move"),)
    )
    yield from asking_uses(catalogue, gone)
    claims = (Use(f"“{c.text}”", "claim", (c.slug,)) for c in catalogue.claims if c.criterion in gone)
    options = (
        Option(Action.REMOVE, "Keep them, about no criterion"),
        Option(Action.REPLACE, "Keep them, about another criterion"),
        Option(Action.DELETE, "Delete these claims"),
    )
    yield Uses("claims", "Claims about it", tuple(claims), options)


def asking_uses(catalogue: Catalogue, criteria: Collection[str]) -> Iterator[Uses]:
    """Yield the answers that give these criteria importance, and those that require something of them."""
    choices = [(question, choice) for question in catalogue.questions for choice in question.choices]
    effects = (
        choice_use(
            catalogue, question, choice, f"{importance_words(effect)}{_of(catalogue, effect.criterion, criteria)}"
        )
        for question, choice in choices
        for effect in choice.effects
        if effect.criterion in criteria
    )
    options = (
        Option(Action.REMOVE, "Take it out of these answers"),
        Option(Action.REPLACE, "Give the importance to another criterion"),
    )
    yield Uses("effects", "Answers that give it importance", tuple(effects), options)
    requirements = (
        choice_use(catalogue, question, choice, f"{bound_words(catalogue, r)}{_of(catalogue, r.criterion, criteria)}")
        for question, choice in choices
        for r in choice.requirements
        if r.criterion in criteria
    )
    deleted = (goes("Deleted: a bound belongs to its scale, so none can move"),)
    yield Uses("requirements", "Answers that set a must-have on it", tuple(requirements), deleted)


def choice_use(catalogue: Catalogue, question: Question, choice: Choice, words: str) -> Use:
    return Use(f"{question.text} “{choice.text}”: {words}", "choice", (question.slug, choice.slug))


def importance_words(effect: Effect) -> str:
    return effect.importance.value.replace("-", " ")


def _of(catalogue: Catalogue, criterion: str, criteria: Collection[str]) -> str:
    """Return ' (Admin)' where several criteria are in question, else ''."""
    return f" ({catalogue.criterion_by_slug[criterion].name})" if len(criteria) > 1 else ""


def bound_words(catalogue: Catalogue, requirement: Requirement) -> str:
    if requirement.at_least is not None:
        return f"at least {requirement.at_least:g}"
    if requirement.at_most is not None:
        return f"at most {requirement.at_most:g}"
    criterion = catalogue.criterion_by_slug.get(requirement.criterion)
    kinds = criterion.scale.kinds if criterion and isinstance(criterion.scale, KindScale) else ()
    names = {kind.slug: kind.name for kind in kinds}
    return " or ".join(names.get(slug, slug) for slug in requirement.one_of)


def of_groups(catalogue: Catalogue, keys: Collection[Key]) -> Iterator[Uses]:
    gone = {key[0] for key in keys}
    criteria = (Use(c.name, "criterion", (c.slug,)) for c in catalogue.criteria if c.group in gone)
    yield Uses("criteria", "Criteria in it", tuple(criteria), (Option(Action.REPLACE, "Move them to another group"),))
