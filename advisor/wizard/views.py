from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from msgspec import Struct

from advisor.wizard.forms import QuestionForm
from advisor.wizard.steps import asked_questions, next_question, previous_question
from advisor.wizard.visit import Visit, on_answers
from comparisons.catalogue.value import NOT_SURE, Question
from comparisons.nearest import NotInCatalogue

REVIEW = "review"


class ReviewLine(Struct, frozen=True):
    question: Question
    choices: list[str]
    is_asked: bool
    address: str


@on_answers
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    asked = asked_questions(visit.catalogue, visit.answers)
    context = {
        "edition": visit.edition,
        "told": visit.told,
        "questions": visit.catalogue.questions,
        "first": visit.address("question", asked[0].slug) if asked else "",
        "result": visit.address("result"),
        "has_answers": bool(visit.answers.choices),
    }
    return render(request, "advisor/wizard/start.html", context)


@on_answers
def question(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    found = _find_question(visit, slug)
    asked = asked_questions(visit.catalogue, visit.answers)
    if found not in asked:
        return redirect(visit.address("review"))
    if not visit.to:
        made = list(visit.answers.choices.get(slug, ()))
        form = QuestionForm(question=found, initial={slug: made if found.multiple else "".join(made)})
        return _question_page(request, visit, found, form)
    form = QuestionForm(request.GET, question=found)
    if not form.is_valid():
        return _question_page(request, visit, found, form, status=400)
    return _go_on(visit, found, form)


def _find_question(visit: Visit, slug: str) -> Question:
    known = visit.catalogue.question_by_slug
    if slug not in known:
        addresses = {q: (visit.address("question", q), found.text) for q, found in known.items()}
        raise NotInCatalogue.named("question", slug, addresses)
    return known[slug]


def _question_page(
    request: HttpRequest, visit: Visit, found: Question, form: QuestionForm, status: int = 200
) -> HttpResponse:
    asked = asked_questions(visit.catalogue, visit.answers)
    before = previous_question(asked, found.slug)
    context = {
        "edition": visit.edition,
        "told": visit.told,
        "question": found,
        "form": form,
        "others": [pair for pair in visit.answers.pairs(visit.catalogue) if pair[0] != found.slug],
        "number": asked.index(found) + 1,
        "total": len(asked),
        "back": visit.address("question", before.slug) if before else visit.address("start"),
        "review": visit.address("review"),
    }
    return render(request, "advisor/wizard/question.html", context, status=status)


def _go_on(visit: Visit, found: Question, form: QuestionForm) -> HttpResponse:
    answers = visit.answers.with_choices(found.slug, form.chosen)
    following = next_question(asked_questions(visit.catalogue, answers), found.slug)
    if visit.to == REVIEW or following is None:
        return HttpResponseRedirect(visit.address("review", answers=answers))
    return HttpResponseRedirect(visit.address("question", following.slug, answers=answers))


@on_answers
def review(request: HttpRequest, visit: Visit) -> HttpResponse:
    lines = review_lines(visit)
    context = {
        "edition": visit.edition,
        "told": visit.told,
        "lines": [line for line in lines if line.is_asked],
        "idle": [line for line in lines if not line.is_asked and line.choices],
        "result": visit.address("result"),
        "not_sure": NOT_SURE,
    }
    return render(request, "advisor/wizard/review.html", context)


def review_lines(visit: Visit) -> list[ReviewLine]:
    """Return every question with the answer in words and the address that changes it."""
    asked = asked_questions(visit.catalogue, visit.answers)
    return [
        ReviewLine(
            question=found,
            choices=[c.text for c in found.choices if c.slug in visit.answers.choices.get(found.slug, ())],
            is_asked=found in asked,
            address=visit.address("question", found.slug),
        )
        for found in visit.catalogue.questions
    ]
