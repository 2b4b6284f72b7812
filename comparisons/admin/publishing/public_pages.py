"""The pages that visitors see of a row: 'View on site' on its form."""

from django.urls import reverse

from comparisons.catalogue.value import Catalogue
from comparisons.editions.store import DamagedEdition, UnknownEdition, current_edition
from comparisons.models import Criterion, Framework, Question, Score


def page_of_framework(framework: Framework) -> str | None:
    """Return the address of its page, under the name that visitors know; None if the current edition has none."""
    slug = _published(framework, "framework")
    return reverse("comparisons:framework", args=[slug]) if slug else None


def page_of_criterion(criterion: Criterion) -> str | None:
    slug = _published(criterion, "criterion")
    return reverse("comparisons:criterion", args=[slug]) if slug else None


def page_of_question(question: Question) -> str | None:
    slug = _published(question, "question")
    return reverse("advisor:question", args=[slug]) if slug else None


def page_of_score(score: Score) -> str | None:
    """Return the address of the score on its framework's page."""
    page, criterion = page_of_framework(score.framework), _published(score.criterion, "criterion")
    return f"{page}#score-{criterion}" if page and criterion else None


def _published(row: Framework | Criterion | Question, kind: str) -> str:
    """Return the slug of a row in the current edition, which may be one of its old names; '' if it has none."""
    try:
        known = _slugs(current_edition().catalogue, kind)
    except (DamagedEdition, UnknownEdition):
        return ""
    return next((slug for slug in (row.slug, *row.aliases.split()) if slug in known), "")


def _slugs(catalogue: Catalogue, kind: str) -> set[str]:
    if kind == "framework":
        return {framework.slug for framework in catalogue.frameworks if framework.status != "draft"}
    return {*(catalogue.criterion_by_slug if kind == "criterion" else catalogue.question_by_slug)}
