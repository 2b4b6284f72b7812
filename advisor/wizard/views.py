from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from msgspec.structs import replace

from advisor.advice.interim import interim_ranking
from advisor.advice.scenarios import clearest_example
from advisor.advice.wording import importance_words, requirement_words
from advisor.answers.among import among_sentence
from advisor.answers.flow import asked_questions, max_questions, next_question, previous_question
from advisor.answers.priorities import requirements_of
from advisor.answers.query import retired_criteria
from advisor.answers.request import FROM, NEXT, RESULT, REVIEW, Visit, on_answers
from advisor.wizard.forms import QuestionForm
from advisor.wizard.hints import choice_hints
from comparisons.catalogue.names import Names
from comparisons.catalogue.value import NOT_SURE, QUESTIONS, Catalogue, Question
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import current_edition_of


@on_answers
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    asked = asked_questions(visit.catalogue, visit.answers)
    shown = clearest_example(visit.catalogue)
    context = _shared_context(visit, "start") | {
        "questions": visit.catalogue.questions,
        "first": visit.address("question", asked[0].slug) if asked else "",
        "result": visit.address("result"),
        "has_answers": bool(visit.answers.choices),
        "afresh": visit.address("start", answers=replace(visit.answers, choices={}, levels={}, requirements={})),
        "example": shown,
        "example_result": visit.address("result", answers=replace(shown.answers, edition=visit.answers.edition))
        if shown
        else "",
    }
    return render(request, "advisor/wizard/start.html", context)


@on_answers
def question(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    current = _find_question(visit, slug, current_edition_of(request).catalogue)
    if slug != current.slug:
        return HttpResponsePermanentRedirect(visit.address("question", current.slug, came_from=visit.came_from))
    if current not in asked_questions(visit.catalogue, visit.answers):
        return redirect(visit.address(RESULT if visit.came_from == RESULT else REVIEW))
    if not visit.to:
        return _question_page(request, visit, current, QuestionForm(question=current, initial=_initial(visit, current)))
    form = QuestionForm(_sent(visit, current, request), question=current, required=visit.to not in (REVIEW, RESULT))
    if not form.is_valid():
        return _question_page(request, visit, current, form, status=400)
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
    """Return the form's initial data. On return to a question without an answer, 'Not sure' is preselected."""
    made = list(visit.answers.choices.get(current.slug, ())) or [NOT_SURE] * bool(visit.came_from)
    return {current.slug: made if current.multiple else "".join(made)}


def _question_page(
    request: HttpRequest, visit: Visit, current: Question, form: QuestionForm, status: int = 200
) -> HttpResponse:
    asked = asked_questions(visit.catalogue, visit.answers)
    before = previous_question(asked, current.slug)
    changes_one = visit.came_from if visit.came_from in (REVIEW, RESULT) else ""
    others = [pair for pair in visit.answers.pairs(visit.catalogue) if pair[0] != current.slug]
    context = _shared_context(visit, "question", current.slug) | {
        "question": current,
        "form": form,
        "others": others + ([(FROM, changes_one)] if changes_one else []),
        "number": asked.index(current) + 1,
        "total": len(asked),
        "most": max_questions(visit.catalogue, visit.answers, current.slug),
        "changes_one": changes_one,
        "unchanged": visit.address(changes_one) if changes_one else "",
        "back": visit.address("question", before.slug, came_from=NEXT) if before else visit.address("start"),
        "has_answers": bool(visit.answers.choices),
        "hints": choice_hints(visit.catalogue, visit.answers, current),
        "interim": interim_ranking(visit.catalogue, visit.answers),
    }
    return render(request, "advisor/wizard/question.html", context, status=status)


def _go_on(visit: Visit, current: Question, form: QuestionForm) -> HttpResponse:
    answers = visit.answers.with_choices(current.slug, form.chosen)
    # The form answers its own question anew, so only what was dropped of other questions is reported.
    newly_dropped = tuple(name for name in visit.newly_dropped if name.partition(".")[0] != current.slug)
    following = next_question(asked_questions(visit.catalogue, answers), current.slug)
    if visit.to == RESULT:
        return HttpResponseRedirect(visit.address("result", answers=answers, newly_dropped=newly_dropped))
    if visit.to == REVIEW or following is None:
        return HttpResponseRedirect(visit.address("review", answers=answers, newly_dropped=newly_dropped))
    return HttpResponseRedirect(visit.address("question", following.slug, answers=answers, newly_dropped=newly_dropped))


@on_answers
def review(request: HttpRequest, visit: Visit) -> HttpResponse:
    lines = visit.review_lines()
    asked = [line for line in lines if line.is_asked]
    context = _shared_context(visit, "review") | {
        "lines": asked,
        "answered": sum(bool(line.choices) for line in asked),
        "idle": [line for line in lines if not line.is_asked and line.choices],
        "own": _set_by_hand(visit),
        "result": visit.address("result"),
    }
    return render(request, "advisor/wizard/review.html", context)


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
