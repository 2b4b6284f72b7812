"""Variants of the small catalogue with one part changed, and messages about slugs."""

from msgspec.structs import replace

from comparisons.catalogue.value import Answer, Requirement
from tests.catalogues import ALDER, changed, small_catalogue, with_choice, with_score

SMALL = small_catalogue()


def group(**fields):
    return changed(SMALL, "groups", "under-load", **fields)


def criterion(slug, /, **fields):
    return changed(SMALL, "criteria", slug, **fields)


def source(**fields):
    return changed(SMALL, "sources", "article", **fields)


def alder(**fields):
    return changed(SMALL, "frameworks", "alder", **fields)


def extension(**fields):
    return alder(extensions=(replace(ALDER.extensions[0], **fields),))


def score(slug, /, **fields):
    return with_score(SMALL, "alder", slug, **fields)


def claim(**fields):
    return changed(SMALL, "claims", "alder-is-quick", **fields)


def question(slug, /, **fields):
    return changed(SMALL, "questions", slug, **fields)


def required(criterion, **bounds):
    return with_choice(SMALL, "build", "api", requirements=(Requirement(criterion=criterion, **bounds),))


def shop(**fields):
    return changed(SMALL, "scenarios", "shop", **fields)


def answered(*answers):
    return shop(answers=tuple(Answer(question=slug, choices=choices) for slug, choices in answers))


BAD_SLUG = "a slug is lower-case letters, digits and single hyphens, at most 60 characters"
KEPT = "this slug is kept for the site's own addresses"
