"""The pages that visitors see of a row, and would see: 'View on site' and 'Preview' on its form."""

from django.db.models import Model
from django.urls import reverse

from comparisons.catalogue.value import Catalogue
from comparisons.editions.store import DamagedEdition, UnknownEdition, current_edition
from comparisons.models import Choice, Claim, Criterion, Extension, Framework, Question, Score, Source


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


def preview_of(row: Model) -> str:
    """Return the address of the page in the preview of the working copy that shows a row, '' if none does."""
    path = _path_of(row)
    return reverse("admin:preview", args=["working-copy"]) + path if path else ""


def _path_of(row: Model) -> str:
    match row:
        case Framework():
            return f"frameworks/{row.slug}/"
        case Score():
            return f"frameworks/{row.framework.slug}/#score-{row.criterion.slug}"
        case Extension():
            return f"frameworks/{row.framework.slug}/"
        case Criterion():
            return f"criteria/{row.slug}/"
        case Question():
            return f"advise/{row.slug}/"
        case Choice():
            return f"advise/{row.question.slug}/"
        case Source():
            return "sources/"
        case Claim():
            return "claims/"
    return ""


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
