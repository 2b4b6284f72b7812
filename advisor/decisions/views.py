"""The list of real decisions with its filters, and the page of each."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from advisor.decisions.told import told
from comparisons.catalogue.names import Names
from comparisons.catalogue.value import SCENARIOS, Catalogue, Scenario
from comparisons.decisions.finding import chosen_by, facts_by_topic, fitting_decisions, year_of
from comparisons.editions.store import Edition
from comparisons.search.not_found import NotInCatalogue
from comparisons.views.decorators import moved_to, on_current_edition
from comparisons.views.forms import DecisionForm

# How many other decisions for the same framework a page names.
_OTHERS = 5


@on_current_edition
def decision_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    catalogue = edition.catalogue
    form = DecisionForm(request.GET, catalogue=catalogue)
    is_valid = form.is_valid()
    if is_valid and request.get_full_path() != form.address(request.path):
        return HttpResponseRedirect(form.address(request.path))
    found = fitting_decisions(catalogue, form.filters)
    context = {
        "edition": edition,
        "form": form,
        "is_filtered": any(form.cleaned_data.values()),
        "found": [(decision, year_of(decision), _chosen_names(catalogue, decision)) for decision in found],
        "total": len(catalogue.scenarios),
    }
    return render(request, "advisor/decisions/list.html", context, status=200 if is_valid else 400)


@on_current_edition
def decision_detail(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    catalogue = edition.catalogue
    decision = _meant(catalogue, slug)
    if decision.slug != slug:
        return moved_to(request, decision.slug)
    advice = told(catalogue, decision)
    query = advice.answers.query(catalogue)
    context = {
        "edition": edition,
        "decision": decision,
        "year": year_of(decision),
        "chosen": [catalogue.framework_by_slug[slug] for slug in decision.chosen],
        "given": _given(catalogue, decision),
        "facts": facts_by_topic(decision),
        "advice": advice,
        "result": f"{reverse('advisor:result')}?{query}",
        "review": f"{reverse('advisor:review')}?{query}",
        "others": _others(catalogue, decision),
    }
    return render(request, "advisor/decisions/detail.html", context)


def _given(catalogue: Catalogue, decision: Scenario) -> list[tuple[str, list[str]]]:
    """Return the questions that a decision answers, in the order of the catalogue, and the choices."""
    choices = {answer.question: answer.choices for answer in decision.answers}
    return [
        (question.text, [choice.text for choice in question.choices if choice.slug in choices[question.slug]])
        for question in catalogue.questions
        if question.slug in choices
    ]


def _chosen_names(catalogue: Catalogue, decision: Scenario) -> list[str]:
    return [catalogue.framework_by_slug[slug].name_with_status for slug in decision.chosen]


def _meant(catalogue: Catalogue, typed: str) -> Scenario:
    """Return the decision with a slug or an old name of it. Raises NotInCatalogue, which offers the list."""
    slug = Names(catalogue).slug(SCENARIOS, typed)
    found = next((one for one in catalogue.scenarios if one.slug == slug), None)
    if found is None:
        raise NotInCatalogue("There is no decision at this address.", [(reverse("advisor:decisions"), "All decisions")])
    return found


def _others(catalogue: Catalogue, decision: Scenario) -> list[tuple[Scenario, int | None]]:
    """Return other decisions for a framework that this one was for, the newest first."""
    alike = {
        one.slug: one for slug in decision.chosen for one in chosen_by(catalogue)[slug] if one.slug != decision.slug
    }
    return [(one, year_of(one)) for one in list(alike.values())[:_OTHERS]]
