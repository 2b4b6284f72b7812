"""The tool `questions`: what the wizard would ask next, and one question in full. Pure."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from advisor.advice.elicitation.next_question import next_question
from advisor.advice.wording import requirement_words
from advisor.answers.flow import askable_questions, asked_questions, topic_questions, topics_are_due
from advisor.mcp.answers import AnswersGiven, read, result_link
from advisor.mcp.calls import Call, Tool
from advisor.mcp.lines import Line
from comparisons.catalogue.value import QUESTIONS, Question
from comparisons.catalogue.wording import counted


class QuestionsAsked(AnswersGiven, frozen=True, kw_only=True, forbid_unknown_fields=True):
    question: Annotated[str, Meta(description="Slug of one question, to read it in full.")] = ""


def questions(call: Call, given: QuestionsAsked) -> Iterator[Line]:
    """Yield one question, or the next one and those that are left."""
    if given.question:
        yield from _in_full(call, call.slug(QUESTIONS, given.question, "question"))
        return
    catalogue, answers = call.edition.catalogue, read(call, given)
    done = [question for question in asked_questions(catalogue, answers) if answers.is_done(question.slug)]
    left = askable_questions(catalogue, answers)
    following = next_question(catalogue, answers)
    yield Line(f"{counted(len(done), 'question')} answered, {len(left)} left (edition {call.edition.number}).")
    yield Line(f"Result so far: {result_link(call, answers)}", 1, whole=True)
    if following.question is None:
        yield Line("Nothing is left to ask: call `recommend` with these answers.")
        return
    if following.is_enough:
        yield Line("Enough is known for a recommendation; more answers can still make it surer.")
    if topics_are_due(catalogue, answers):
        yield Line("Let the user pick the topics that matter, and pass them as `topics`:")
        yield from (Line(f"- {one.slug}: {one.topic}") for one in topic_questions(catalogue, answers))
    yield Line("Ask next:")
    yield from _in_full(call, following.question.slug)
    others = [question for question in left if question is not following.question]
    if others:
        yield Line("Others left (* takes several choices):")
    yield from (Line(_in_short(question), 2) for question in others)


def _in_short(question: Question) -> str:
    choices = " | ".join(choice.slug for choice in question.choices)
    return f"{question.slug}{'*' if question.multiple else ''}: {question.text} {choices}"


def _in_full(call: Call, slug: str) -> Iterator[Line]:
    question = call.catalogue.question_by_slug[slug]
    several = " (several choices can hold)" if question.multiple else ""
    yield Line(f"{question.slug}: {question.text}{several}")
    for choice in question.choices:
        rules = [requirement_words(call.catalogue, requirement) for requirement in choice.requirements]
        yield Line(f"- {choice.slug}: {choice.text}")
        if rules:
            yield Line(f"  Must-have: {'; '.join(rules)}", 1)
        if choice.help:
            yield Line(f"  {choice.help}", 1)
    yield from (Line(text, 1) for text in (question.help, f"Why: {question.why}") if text)
    yield Line(f"Page: {call.page(f'advise/{question.slug}/')}", 1, whole=True)


TOOL = Tool(
    name="questions",
    title="What to ask about the project",
    description=(
        "The wizard's questions about a project: the one that decides most to ask next, given the answers so far, with "
        "its choices, then all that are left. Ask the user one at a time. With `question`, one question in full."
    ),
    takes=QuestionsAsked,
    answer=questions,
)
