from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from msgspec.structs import replace

from advisor.advice.elicitation.next_question import NextQuestion, asked_path, decides_between, next_question
from advisor.advice.elicitation.trade_off import trade_off
from advisor.advice.interim import interim_ranking
from advisor.advice.scenarios import clearest_example
from advisor.advice.wording import importance_words, left_open_sentence, requirement_words
from advisor.answers.among import among_sentence
from advisor.answers.flow import asked_questions, topic_questions, topics_are_due
from advisor.answers.priorities import requirements_of
from advisor.answers.query import TOPICS, Answers, retired_criteria
from advisor.answers.request import BACK, FROM, MORE, NEXT, RESULT, REVIEW, Visit, on_answers
from advisor.answers.starting_points import starting_point_of, starting_points
from advisor.wizard.forms import QuestionForm, TopicsForm
from advisor.wizard.hints import choice_hints
from comparisons.catalogue.names import Names
from comparisons.catalogue.slugs import NOT_SURE
from comparisons.catalogue.value import QUESTIONS, Catalogue, Criterion, Question
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import current_edition_of


@on_answers
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    step = next_question(visit.catalogue, visit.answers)
    shown = clearest_example(visit.catalogue)
    points = starting_points(visit.catalogue) if not visit.answers.choices else ()
    context = _shared_context(visit, "start") | {
        "questions": visit.catalogue.questions,
        "first": visit.address("question", step.question.slug) if step.question else "",
        "result": visit.address("result"),
        "has_answers": bool(visit.answers.choices),
        "afresh": visit.address(
            "start", answers=Answers(edition=visit.answers.edition, among=visit.answers.among, uses=visit.answers.uses)
        ),
        "example": shown,
        "example_result": visit.address("result", answers=replace(shown.answers, edition=visit.answers.edition))
        if shown
        else "",
        "starting_points": [(point, _address_of(visit, filled_in)) for point, filled_in in points],
    }
    return render(request, "advisor/wizard/start.html", context)


def _address_of(visit: Visit, filled_in: Answers) -> str:
    """Return the address of the review of other answers, in the same edition and among the same frameworks."""
    answers = replace(filled_in, edition=visit.answers.edition, among=visit.answers.among, uses=visit.answers.uses)
    return visit.address("review", answers=answers)


@on_answers
def question(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    current = _find_question(visit, slug, current_edition_of(request).catalogue)
    if slug != current.slug:
        return HttpResponsePermanentRedirect(visit.address("question", current.slug, came_from=visit.came_from))
    if current not in asked_questions(visit.catalogue, visit.answers):
        return redirect(visit.address(RESULT if visit.came_from == RESULT else REVIEW))
    if not visit.to:
        return _question_page(request, visit, current, QuestionForm(question=current, initial=_initial(visit, current)))
    form = QuestionForm(_sent(visit, current, request), question=current, required=visit.to == NEXT)
    if not form.is_valid():
        return _question_page(request, visit, current, form, status=400)
    if visit.to == BACK:
        # What is ticked is kept; a question left without a tick stays open.
        return redirect(_address_before(visit, current.slug))
    return _go_on(visit, current, form)


def _sent(visit: Visit, current: Question, request: HttpRequest) -> QueryDict:
    """Return what the form of a question sent, with the choices that old names lead to."""
    names = Names(visit.catalogue, current_edition_of(request).catalogue)
    sent = request.GET.copy()
    sent.setlist(current.slug, [names.choice(current.slug, name) or name for name in sent.getlist(current.slug)])
    return sent


def _find_question(visit: Visit, name: str, today: Catalogue) -> Question:
    known, slug = visit.catalogue.question_by_slug, Names(visit.catalogue, today).meant(QUESTIONS, name)
    if slug is None:
        addresses = {q: (visit.address("question", q), known_question.text) for q, known_question in known.items()}
        raise NotInCatalogue.named("question", name, addresses)
    return known[slug]


def _initial(visit: Visit, current: Question) -> dict[str, Any]:
    """Return the form's initial data. A question that was passed has 'Not sure' preselected."""
    was_passed = current.slug in visit.answers.passed or visit.came_from in (REVIEW, RESULT)
    made = list(visit.answers.choices.get(current.slug, ())) or [NOT_SURE] * was_passed
    return {current.slug: made if current.multiple else "".join(made)}


def _question_page(
    request: HttpRequest, visit: Visit, current: Question, form: QuestionForm, status: int = 200
) -> HttpResponse:
    changes_one = visit.came_from if visit.came_from in (REVIEW, RESULT) else ""
    kept = [(FROM, visit.came_from)] if changes_one or visit.came_from == MORE else []
    others = [pair for pair in visit.answers.pairs(visit.catalogue) if pair[0] != current.slug]
    context = _shared_context(visit, "question", current.slug) | {
        "question": current,
        "form": form,
        "others": others + kept,
        "number": _number(visit, current),
        "between": _names(visit, decides_between(visit.catalogue, visit.answers, current)),
        "changes_one": changes_one,
        "unchanged": visit.address(changes_one) if changes_one else "",
        "has_answers": bool(visit.answers.choices),
        "hints": choice_hints(visit.catalogue, visit.answers, current),
        "interim": interim_ranking(visit.catalogue, visit.answers),
    }
    return render(request, "advisor/wizard/question.html", context, status=status)


@on_answers
def topics(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Let visitors pick the topics that matter to them; only the questions on these are asked."""
    offered = topic_questions(visit.catalogue, visit.answers)
    if not offered:
        return redirect(visit.address(REVIEW))
    if visit.to == BACK:
        return redirect(_opening_address(visit))
    form = TopicsForm(request.GET if visit.to else None, questions=offered, initial={TOPICS: _picked(visit)})
    if not visit.to or not form.is_valid():
        return _topics_page(request, visit, form, status=400 if visit.to else 200)
    picked = tuple(question.slug for question in offered if question.slug in form.cleaned_data[TOPICS])
    answers = replace(visit.answers, topics=picked)
    return HttpResponseRedirect(_next_address(visit, answers))


def _picked(visit: Visit) -> list[str]:
    """Return the topics that were picked or, before any was, those of the questions answered."""
    return list(visit.answers.topics or visit.answers.choices)


def _topics_page(request: HttpRequest, visit: Visit, form: TopicsForm, status: int) -> HttpResponse:
    others = [pair for pair in visit.answers.pairs(visit.catalogue) if pair[0] != TOPICS]
    every = replace(visit.answers, topics=())
    context = _shared_context(visit, "topics") | {
        "form": form,
        "others": others + ([(FROM, MORE)] if visit.came_from == MORE else []),
        "everything": _next_address(visit, every),
        "interim": interim_ranking(visit.catalogue, visit.answers),
    }
    return render(request, "advisor/wizard/topics.html", context, status=status)


def _opening_address(visit: Visit) -> str:
    """Return the address of the first question, that of the start if there is none."""
    path = asked_path(visit.catalogue, visit.answers)
    return visit.address("question", path[0].slug, came_from=NEXT) if path else visit.address("start")


def _names(visit: Visit, frameworks: tuple[str, ...]) -> list[str]:
    return [visit.catalogue.framework_by_slug[slug].name for slug in frameworks]


def _address_before(visit: Visit, slug: str) -> str:
    """Return the address of the question before this one, or that of the start.

    The order of questions follows from the answers, so it is found when it is needed.
    """
    path = [question.slug for question in asked_path(visit.catalogue, visit.answers)]
    before = path[: path.index(slug)] if slug in path else [name for name in path if visit.answers.is_done(name)]
    if len(before) == 1 and topic_questions(visit.catalogue, visit.answers):
        return visit.address("topics")
    return visit.address("question", before[-1], came_from=NEXT) if before else visit.address("start")


def _number(visit: Visit, current: Question) -> int:
    """Return the place of a question among those asked so far, from 1. Picking topics counts as one."""
    if visit.answers.is_done(current.slug):
        path = asked_path(visit.catalogue, visit.answers)
        if current in path:
            place = path.index(current)
            return place + 1 + bool(place and visit.answers.topics)
    asked = asked_questions(visit.catalogue, visit.answers)
    done = [question for question in asked if question != current and visit.answers.is_done(question.slug)]
    return len(done) + 1 + bool(done and visit.answers.topics)


def _go_on(visit: Visit, current: Question, form: QuestionForm) -> HttpResponse:
    answers = visit.answers.with_choices(current.slug, form.chosen)
    # The form answers its own question anew, so only what was dropped of other questions is reported.
    newly_dropped = tuple(name for name in visit.newly_dropped if name.partition(".")[0] != current.slug)
    if visit.to == RESULT:
        return HttpResponseRedirect(visit.address("result", answers=answers, newly_dropped=newly_dropped))
    if visit.to == REVIEW:
        return HttpResponseRedirect(visit.address("review", answers=answers, newly_dropped=newly_dropped))
    if topics_are_due(visit.catalogue, answers):
        return HttpResponseRedirect(visit.address("topics", answers=answers, newly_dropped=newly_dropped))
    return HttpResponseRedirect(_next_address(visit, answers, newly_dropped))


def _next_address(visit: Visit, answers: Answers, newly_dropped: tuple[str, ...] = ()) -> str:
    """Return the address of the next question, or that of the review if there is none or enough is known."""
    step = next_question(visit.catalogue, answers)
    if step.question is None or (step.is_enough and visit.came_from != MORE):
        return visit.address("review", answers=answers, newly_dropped=newly_dropped)
    return visit.address(
        "question",
        step.question.slug,
        answers=answers,
        came_from=visit.came_from if visit.came_from == MORE else "",
        newly_dropped=newly_dropped,
    )


@on_answers
def review(request: HttpRequest, visit: Visit) -> HttpResponse:
    lines = visit.review_lines()
    asked = [line for line in lines if line.is_asked]
    step = next_question(visit.catalogue, visit.answers)
    context = _shared_context(visit, "review") | {
        "lines": asked,
        "starting_point": starting_point_of(visit.catalogue, visit.answers),
        "answered": sum(bool(line.choices) for line in asked),
        "idle": [line for line in lines if not line.is_asked and line.choices],
        "own": _set_by_hand(visit),
        "result": visit.address("result"),
        "enough": step.is_enough,
        "left_open": _left_open(visit, step),
        "more": _more(visit, step),
        "topics": visit.address("topics", came_from=MORE) if visit.answers.topics else "",
        "preferences": _preferences(visit) if step.is_enough else [],
    }
    return render(request, "advisor/wizard/review.html", context)


def _left_open(visit: Visit, step: NextQuestion) -> str:
    """Say whether the questions that are left can still matter; "" before anything was answered."""
    if not visit.answers.choices:
        return ""
    if visit.answers.topics and step.question is None:
        return "No question is left on the topics that you picked."
    return left_open_sentence(step.of_20, is_settled=step.is_settled, on_topics=bool(visit.answers.topics))


def _preferences(visit: Visit) -> list[tuple[Criterion, str]]:
    """Return the two criteria of a trade-off that would decide, each with the address that prefers it."""
    found = trade_off(visit.catalogue, visit.answers)
    sides = [found.keeps, found.changes] if found else []
    return [(side.criterion, visit.address("review", answers=side.answers)) for side in sides]


def _more(visit: Visit, step: NextQuestion) -> str:
    """Return the address of the next question, "" if none is left."""
    if step.question is None:
        return ""
    return visit.address("question", step.question.slug, came_from=MORE if step.is_enough else "")


def _set_by_hand(visit: Visit) -> list[str]:
    """Return the levels and requirements set by hand, in words."""
    names = visit.catalogue.criterion_by_slug
    levels = [f"{names[slug].name}: {importance_words(level)}" for slug, level in visit.answers.levels.items()]
    own = [stated.requirement for stated in requirements_of(visit.catalogue, visit.answers) if stated.set_by is None]
    return levels + [requirement_words(visit.catalogue, requirement) for requirement in own]


def _shared_context(visit: Visit, name: str, *args: str) -> dict[str, Any]:
    """Return the context that all pages of the wizard share. `name` and `args` are the URL name of the page."""
    everything = replace(visit.answers, among=())
    return {
        "edition": visit.edition,
        "dropped": visit.dropped,
        "retired": retired_criteria(visit.dropped, visit.catalogue),
        "completed": visit.completed,
        "shared_address": visit.shared_address(name, *args),
        "among": among_sentence(visit.catalogue, visit.answers),
        "all": visit.address(name, *args, answers=everything, came_from=visit.came_from),
    }
