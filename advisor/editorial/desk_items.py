"""What editors noted on the evidence desk: who works on a finding, and which were reviewed as they are now."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from advisor.editorial.finding import Finding, Kind
from advisor.models import DeskItem
from comparisons.catalogue.codec import digest
from comparisons.catalogue.value import Catalogue

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# What was reviewed comes back after so long, even if nothing has changed.
_HOLDS_FOR = timedelta(days=365)
# The kinds that no review takes off the desk: what the lab saw, and dates that a review itself puts right.
_STAY = (Kind.CONTRADICTED, Kind.REVIEW_DUE)

Items = Mapping[str, DeskItem]


def desk_items() -> dict[str, DeskItem]:
    """Return what is noted, by the name of what it is about; one query."""
    return {item.name: item for item in DeskItem.objects.select_related("assigned_to", "reviewed_by")}


def can_be_reviewed(finding: Finding) -> bool:
    return finding.kind is not Kind.CONTRADICTED


def is_reviewed(catalogue: Catalogue, finding: Finding, items: Items, today: date) -> bool:
    """Whether an editor has reviewed a finding, and what it is about is still as it was then."""
    item = items.get(finding.name)
    if item is None or not item.reviewed or item.reviewed_on is None or finding.kind in _STAY:
        return False
    return item.reviewed_on >= today - _HOLDS_FOR and item.reviewed == state_of(catalogue, finding)


def state_of(catalogue: Catalogue, finding: Finding) -> str:
    """Return a digest of what a finding rests on: the score and the framework's latest version, the claim, …"""
    framework = catalogue.framework_by_slug.get(finding.framework)
    if framework is not None:
        score = framework.score_by_criterion.get(finding.criterion)
        return _digest(score, framework.latest_version)
    if finding.claim:
        return _digest(next(claim for claim in catalogue.claims if claim.slug == finding.claim))
    if finding.question:
        return _digest(catalogue.question_by_slug[finding.question], finding.words)
    return _digest(finding.words)


def _digest(*parts: object) -> str:
    return digest(msgspec.json.encode(parts))


def note_reviewed(catalogue: Catalogue, found: Iterable[Finding], *, by: "User", on: date) -> None:
    """Note that these findings were reviewed as they are in this catalogue."""
    states = {finding.name: state_of(catalogue, finding) for finding in found}
    DeskItem.objects.bulk_create(
        [DeskItem(name=name, reviewed=state, reviewed_by=by, reviewed_on=on) for name, state in states.items()],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["reviewed", "reviewed_by", "reviewed_on"],
    )


def put_back(names: Collection[str]) -> None:
    """Let what was reviewed come back to the desk."""
    DeskItem.objects.filter(name__in=names).update(reviewed="", reviewed_by=None, reviewed_on=None)


def assign(names: Collection[str], to: "User | None") -> None:
    """Give findings to an editor, or to nobody."""
    DeskItem.objects.bulk_create(
        [DeskItem(name=name, assigned_to=to) for name in names],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["assigned_to"],
    )
