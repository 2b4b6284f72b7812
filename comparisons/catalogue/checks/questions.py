"""Rules for questions, scenarios and starting points."""

import math
from collections.abc import Collection, Iterator

from comparisons.catalogue.checks.problems import Problem, error, repeated, unfinished, unknown, warning
from comparisons.catalogue.reachability import idle_choices, never_asked, unaffected_criteria
from comparisons.catalogue.value import Answer, Catalogue, Choice, Condition, KindScale, Question, Requirement, Scenario


def questions_are_sound(catalogue: Catalogue) -> Iterator[Problem]:
    unasked, before = never_asked(catalogue), set[str]()
    for question in catalogue.questions:
        where = f"question {question.slug}"
        if len(question.choices) < 2:
            yield error(where, "a question has at least two choices")
        told = [problem for c in question.conditions for problem in _condition_problems(catalogue, where, c, before)]
        told += repeated(where, "condition on", [condition.question for condition in question.conditions])
        yield from told
        if question.slug in unasked and not told:
            yield unfinished(
                where, f"is never asked, because {_why_never(question, unasked)}; change what it is asked after"
            )
        alone = [choice.text for choice in question.choices if choice.exclusive]
        if len(alone) > 1 and not question.multiple:
            yield warning(where, f"has {len(alone)} choices that say that the others do not apply: one is enough")
        for choice in question.choices:
            yield from _choice_problems(catalogue, question, choice)
        before.add(question.slug)


def _why_never(question: Question, unasked: Collection[str]) -> str:
    for condition in question.conditions:
        if condition.question in unasked:
            return f"'{condition.question}' never is"
    return "no answers to earlier questions lead to it"


def _condition_problems(
    catalogue: Catalogue, where: str, condition: Condition, before: Collection[str]
) -> Iterator[Problem]:
    if condition.question not in before:
        yield error(where, f"depends on '{condition.question}', which is not a question asked before it")
        return
    choices = {c.slug for c in catalogue.question_by_slug[condition.question].choices}
    if not condition.choices:
        yield error(where, f"depends on '{condition.question}' without naming a choice")
    yield from unknown(where, "choice", condition.choices, choices)
    yield from repeated(where, "choice", condition.choices)


def _choice_problems(catalogue: Catalogue, question: Question, choice: Choice) -> Iterator[Problem]:
    where = f"question {question.slug}, choice {choice.slug}"
    rated = {c.slug for c in catalogue.criteria if not isinstance(c.scale, KindScale)}
    yield from unknown(where, "scored criterion", [e.criterion for e in choice.effects], rated)
    for effect in choice.effects:
        if effect.criterion in rated and catalogue.criterion_by_slug[effect.criterion].retired:
            yield error(where, f"gives importance to '{effect.criterion}', which is retired")
    yield from repeated(where, "effect on", [e.criterion for e in choice.effects])
    yield from repeated(where, "requirement on", [r.criterion for r in choice.requirements])
    for requirement in choice.requirements:
        yield from _requirement_problems(catalogue, where, requirement)


def _requirement_problems(catalogue: Catalogue, where: str, requirement: Requirement) -> Iterator[Problem]:
    criterion = next((one for one in catalogue.criteria if one.slug == requirement.criterion), None)
    if criterion is None:
        yield error(where, f"requires '{requirement.criterion}', which is not a criterion")
        return
    if criterion.retired:
        yield error(where, f"requires '{requirement.criterion}', which is retired")
    given = [requirement.at_least is not None, requirement.at_most is not None, bool(requirement.one_of)]
    if sum(given) != 1:
        yield error(where, "a requirement gives one of: at_least, at_most, one_of")
    elif isinstance(criterion.scale, KindScale):
        if not requirement.one_of:
            yield error(where, f"{criterion.name} has kinds: the requirement gives one_of")
        yield from unknown(where, "kind", requirement.one_of, {k.slug for k in criterion.scale.kinds})
        yield from repeated(where, "kind", requirement.one_of)
    elif requirement.one_of:
        yield error(where, f"{criterion.name} has numbers: the requirement gives at_least or at_most")
    elif not math.isfinite(requirement.at_least or requirement.at_most or 0):
        yield error(where, f"the bound on {criterion.name} is not a finite number")


def scenarios_can_be_played(catalogue: Catalogue) -> Iterator[Problem]:
    for scenario in catalogue.scenarios:
        where = f"scenario {scenario.slug}"
        yield from answers_problems(catalogue, where, scenario.answers)
        yield from _first_place_problems(catalogue, where, scenario)
        yield from _story_problems(where, scenario)


def starting_points_can_be_taken(catalogue: Catalogue) -> Iterator[Problem]:
    for point in catalogue.starting_points:
        where = f"starting point {point.slug}"
        if not point.name.strip():
            yield error(where, "the name is empty")
        if not point.answers:
            yield unfinished(where, "answers no question: give it answers, or delete it")
        yield from answers_problems(catalogue, where, point.answers)


def answers_problems(catalogue: Catalogue, where: str, answers: tuple[Answer, ...]) -> Iterator[Problem]:
    for answer in answers:
        question = catalogue.question_by_slug.get(answer.question)
        if question is None:
            yield error(where, f"answers the question '{answer.question}', which does not exist")
        else:
            yield from _answer_problems(where, question, answer)
    yield from repeated(where, "answer to", [answer.question for answer in answers])


def _answer_problems(where: str, question: Question, answer: Answer) -> Iterator[Problem]:
    yield from unknown(where, "choice", answer.choices, {c.slug for c in question.choices})
    yield from repeated(where, "choice", answer.choices)
    made = [choice for choice in question.choices if choice.slug in answer.choices]
    if not answer.choices:
        yield error(where, f"answers '{question.slug}' with no choice; leave it out for 'not sure'")
    elif len(made) > 1 and (not question.multiple or any(choice.exclusive for choice in made)):
        yield error(where, f"gives answers to '{question.slug}' that cannot stand together")


def _first_place_problems(catalogue: Catalogue, where: str, scenario: Scenario) -> Iterator[Problem]:
    named = (*scenario.right, *scenario.unacceptable, *scenario.chosen)
    yield from unknown(where, "framework", named, catalogue.framework_by_slug)
    for places in (scenario.right, scenario.unacceptable, scenario.chosen):
        yield from repeated(where, "framework", places)
    if not scenario.right:
        yield error(where, "names no right first place")
    if both := sorted(set(scenario.right) & set(scenario.unacceptable)):
        yield error(where, f"calls {', '.join(both)} right and unacceptable")


def _story_problems(where: str, scenario: Scenario) -> Iterator[Problem]:
    if any(not name.strip() or "\n" in name for name in scenario.weighed):
        yield error(where, "an option weighed is one line, and not blank")
    if any(not (fact.topic.strip() and fact.text.strip()) for fact in scenario.facts):
        yield error(where, "a fact has a topic and a text")
    if any(not (option.name.strip() and option.reason.strip()) for option in scenario.turned_down):
        yield error(where, "an option turned down has a name and a reason")


def choices_change_something(catalogue: Catalogue) -> Iterator[Problem]:
    for question, choice in idle_choices(catalogue):
        message = (
            "moves nothing: give it an effect, a requirement or a question asked after it, or mark it as exclusive"
        )
        yield unfinished(f"question {question}, choice {choice}", f"{message} if it says that the others do not apply")


def criteria_are_moved(catalogue: Catalogue) -> Iterator[Problem]:
    for criterion in unaffected_criteria(catalogue) if catalogue.questions else ():
        yield warning(f"criterion {criterion.slug}", "no answer moves it")
