from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from msgspec.structs import replace

from advisor.advice.interim import standing
from advisor.advice.scenarios import clearest_example
from advisor.advice.wording import importance_words, joined, requirement_words
from advisor.answers.flow import asked_questions, most_questions, next_question, previous_question
from advisor.answers.priorities import needs_of
from advisor.answers.request import FROM, NEXT, RESULT, REVIEW, Visit, on_answers
from advisor.wizard.forms import QuestionForm
from advisor.wizard.hints import meanings
from comparisons.catalogue.value import NOT_SURE, Question
from comparisons.search.suggestions import NotInCatalogue


@on_answers
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    asked = asked_questions(visit.catalogue, visit.answers)
    shown = clearest_example(visit.catalogue)
    context = _shared(visit, "start") | {
        "questions": visit.catalogue.questions,
        "first": visit.address("question", asked[0].slug) if asked else "",
        "result": visit.address("result"),
        "has_answers": bool(visit.answers.choices),
        "afresh": visit.address("start", answers=replace(visit.answers, choices={}, levels={}, needs={})),
        "example": shown,
        "example_result": visit.address("result", answers=replace(shown.answers, edition=visit.answers.edition))
        if shown
        else "",
    }
    return render(request, "advisor/wizard/start.html", context)


@on_answers
def question(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    found = _find_question(visit, slug)
    if found not in asked_questions(visit.catalogue, visit.answers):
        return redirect(visit.address(RESULT if visit.came_from == RESULT else REVIEW))
    if not visit.to:
        return _question_page(request, visit, found, QuestionForm(question=found, initial=_initial(visit, found)))
    form = QuestionForm(request.GET, question=found, required=visit.to not in (REVIEW, RESULT))
    if not form.is_valid():
        return _question_page(request, visit, found, form, status=400)
    return _go_on(visit, found, form)


def _find_question(visit: Visit, slug: str) -> Question:
    known = visit.catalogue.question_by_slug
    if slug not in known:
        addresses = {q: (visit.address("question", q), found.text) for q, found in known.items()}
        raise NotInCatalogue.named("question", slug, addresses)
    return known[slug]


def _initial(visit: Visit, found: Question) -> dict[str, Any]:
    """What was chosen before. Whoever comes back to a question without an answer had said 'not sure'."""
    made = list(visit.answers.choices.get(found.slug, ())) or [NOT_SURE] * bool(visit.came_from)
    return {found.slug: made if found.multiple else "".join(made)}


def _question_page(
    request: HttpRequest, visit: Visit, found: Question, form: QuestionForm, status: int = 200
) -> HttpResponse:
    asked = asked_questions(visit.catalogue, visit.answers)
    before = previous_question(asked, found.slug)
    changes_one = visit.came_from if visit.came_from in (REVIEW, RESULT) else ""
    others = [pair for pair in visit.answers.pairs(visit.catalogue) if pair[0] != found.slug]
    context = _shared(visit, "question", found.slug) | {
        "question": found,
        "form": form,
        "others": others + ([(FROM, changes_one)] if changes_one else []),
        "number": asked.index(found) + 1,
        "total": len(asked),
        "most": most_questions(visit.catalogue, visit.answers, found.slug),
        "changes_one": changes_one,
        "unchanged": visit.address(changes_one) if changes_one else "",
        "back": visit.address("question", before.slug, came_from=NEXT) if before else visit.address("start"),
        "has_answers": bool(visit.answers.choices),
        "meanings": meanings(visit.catalogue, visit.answers, found),
        "standing": standing(visit.catalogue, visit.answers),
    }
    return render(request, "advisor/wizard/question.html", context, status=status)


def _go_on(visit: Visit, found: Question, form: QuestionForm) -> HttpResponse:
    answers = visit.answers.with_choices(found.slug, form.chosen)
    # The form has spoken for its own question; what an older page knew of others may be gone.
    lost = tuple(name for name in visit.lost if name.partition(".")[0] != found.slug)
    following = next_question(asked_questions(visit.catalogue, answers), found.slug)
    if visit.to == RESULT:
        return HttpResponseRedirect(visit.address("result", answers=answers, lost=lost))
    if visit.to == REVIEW or following is None:
        return HttpResponseRedirect(visit.address("review", answers=answers, lost=lost))
    return HttpResponseRedirect(visit.address("question", following.slug, answers=answers, lost=lost))


@on_answers
def review(request: HttpRequest, visit: Visit) -> HttpResponse:
    lines = visit.review_lines()
    asked = [line for line in lines if line.is_asked]
    context = _shared(visit, "review") | {
        "lines": asked,
        "answered": sum(bool(line.choices) for line in asked),
        "idle": [line for line in lines if not line.is_asked and line.choices],
        "own": _set_by_hand(visit),
        "result": visit.address("result"),
    }
    return render(request, "advisor/wizard/review.html", context)


def _set_by_hand(visit: Visit) -> list[str]:
    """Say the levels and must-haves that were set on the result page, past all questions."""
    names = visit.catalogue.criterion_by_slug
    levels = [f"{names[slug].name}: {importance_words(level)}" for slug, level in visit.answers.levels.items()]
    own = [need.requirement for need in needs_of(visit.catalogue, visit.answers) if need.set_by is None]
    return levels + [requirement_words(visit.catalogue, requirement) for requirement in own]


def _shared(visit: Visit, name: str, *args: str) -> dict[str, Any]:
    """What all pages of the wizard show. The name and its arguments are the page's own address."""
    known = visit.catalogue.framework_by_slug
    everything = replace(visit.answers, among=())
    return {
        "edition": visit.edition,
        "told": visit.told,
        "among": joined([known[slug].name for slug in visit.answers.among]),
        "all": visit.address(name, *args, answers=everything, came_from=visit.came_from),
    }
