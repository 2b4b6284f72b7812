"""The choice among a few named frameworks: who is left of them, in words. Pure."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from comparisons.catalogue.value import Catalogue, Framework, Status
from comparisons.catalogue.wording import joined

if TYPE_CHECKING:
    from advisor.answers.query import Answers

# The key of a named framework in queries.
AMONG = "among"
_KEY = f"{AMONG}."


def left_of_named(catalogue: Catalogue, answers: "Answers") -> tuple[Framework, ...]:
    """Return the named frameworks that can still be recommended."""
    return tuple(f for f in _named(catalogue, answers) if f.status is Status.PUBLISHED)


def retired_of_named(catalogue: Catalogue, answers: "Answers") -> tuple[Framework, ...]:
    """Return the named frameworks that are retired."""
    return tuple(f for f in _named(catalogue, answers) if f.status is Status.RETIRED)


def among_sentence(catalogue: Catalogue, answers: "Answers") -> str:
    """Return who is chosen between, and who of those named is retired; "" if none are named."""
    left, retired = left_of_named(catalogue, answers), retired_of_named(catalogue, answers)
    if retired:
        return f"{_are(retired, 'retired')}; {_left_words(left)} left of those you named."
    if len(left) == 1:
        return f"Only {left[0].name} is considered: you named no other."
    return f"Only between {_listed(left)}." if left else ""


def nothing_left_sentence(catalogue: Catalogue, answers: "Answers", dropped: Iterable[str]) -> str:
    """Return why none is left of the frameworks that were named; "" if some are left, or none were named.

    `dropped` are the names of what the address held and the catalogue does not know.
    """
    if left_of_named(catalogue, answers):
        return ""
    unknown = [f"“{name.removeprefix(_KEY)}”" for name in dropped if name.startswith(_KEY)]
    retired = retired_of_named(catalogue, answers)
    reasons = [_are(retired, "retired")] if retired else []
    if unknown:
        reasons.append(f"{joined(unknown)} {'is' if len(unknown) == 1 else 'are'} not in the catalogue")
    return f"{'; '.join(reasons)}, so none of the frameworks you named is left." if reasons else ""


def _named(catalogue: Catalogue, answers: "Answers") -> list[Framework]:
    return [catalogue.framework_by_slug[slug] for slug in answers.among]


def _left_words(left: Sequence[Framework]) -> str:
    if not left:
        return "none is"
    return f"only {left[0].name} is" if len(left) == 1 else f"{_listed(left)} are"


def _are(frameworks: Sequence[Framework], what: str) -> str:
    return f"{_listed(frameworks)} {'is' if len(frameworks) == 1 else 'are'} {what}"


def _listed(frameworks: Sequence[Framework]) -> str:
    return joined([framework.name for framework in frameworks])
