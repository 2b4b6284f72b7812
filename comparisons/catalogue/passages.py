"""How passages of pages are named, which visitors may say are wrong: 'score/django/admin', 'claim/django-is-heavy'."""

import re

from comparisons.catalogue.value import Fact

SCORE, FACT, FRAMEWORK, CLAIM = "score", "fact", "framework", "claim"


def fact_key(fact: Fact) -> str:
    """Return how a fact is called in names, after its label: 'server-interface'."""
    return re.sub(r"[\W_]+", "-", fact.label.casefold()).strip("-") or "fact"


def subject_name(name: str) -> str:
    """Return the name of the thing whose form changes a passage: 'framework/django' for a fact of Django."""
    kind, _, key = name.partition("/")
    return f"{FRAMEWORK}/{key.partition('/')[0]}" if kind == FACT else name
