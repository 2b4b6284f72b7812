"""The rows of the evidence desk: findings with their names, values, sources and the addresses of their forms."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from msgspec import Struct

from advisor.editorial.desk_items import Items, can_be_reviewed, state_of
from advisor.editorial.finding import Finding, Kind
from advisor.models import DeskItem
from comparisons import models
from comparisons.catalogue.value import Catalogue, KindScale, MeasuredScale, Score, Source
from comparisons.measurements.results import Measured, measured_of

KINDS = {
    Kind.CONTRADICTED: "Contradicted by the lab",
    Kind.UNKNOWN: "Unknown score",
    Kind.UNSOURCED: "No source",
    Kind.UNSURE: "Low confidence",
    Kind.UNCHECKED: "Claim without verdict",
    Kind.REVIEW_DUE: "Review due",
    Kind.OLD_VERSION: "Old version",
    Kind.UNANSWERED: "No scenario",
    Kind.ALIKE: "Criteria alike",
}
CONTRADICTED, UNANSWERED = "What the lab ran says otherwise", "Questions that no scenario answers"


class Item(Struct, frozen=True):
    """A row of the page.

    `score_tick` is 'key:revision' of a score that can be marked as reviewed, or ''; `tick` is the name of anything
    else with a digest of its state. `name` is what the row is about within its group, `where` is that with the name of
    the criterion. `release` is that which the lab ran, `noted` what editors noted.
    """

    finding: Finding
    kind: str
    name: str
    where: str
    address: str
    share: str
    score_tick: str = ""
    tick: str = ""
    score: Score | None = None
    value: str = ""
    sources: tuple[Source, ...] = ()
    release: str = ""
    is_new: bool = False
    noted: DeskItem | None = None


class ItemGroup(Struct, frozen=True):
    """Rows about one criterion, those that the lab contradicts, or those about questions."""

    title: str
    items: list[Item]


def in_order(catalogue: Catalogue, found: Sequence[Finding]) -> list[tuple[str, Finding]]:
    """Return the findings with the titles of their groups: a criterion each, the one that matters most first.

    Before them come all scores that the lab contradicts.
    """
    titles = [_title(catalogue, finding) for finding in found]
    order = {title: place for place, title in enumerate(dict.fromkeys(titles))}
    pairs = zip(titles, found, strict=True)
    return sorted(pairs, key=lambda pair: (pair[0] != CONTRADICTED, order[pair[0]]))


def _title(catalogue: Catalogue, finding: Finding) -> str:
    if finding.kind is Kind.CONTRADICTED:
        return CONTRADICTED
    if finding.kind is Kind.UNANSWERED:
        return UNANSWERED
    return catalogue.criterion_by_slug[finding.criterion].name if finding.criterion else "Claims about no criterion"


class Rows:
    """Makes rows of findings. The number of queries does not grow with them."""

    def __init__(
        self, catalogue: Catalogue, measured: Mapping[str, Measured], items: Items, new: Iterable[Finding] = ()
    ) -> None:
        self.catalogue, self.measured, self.items = catalogue, measured, items
        self.new = {(finding.kind, finding.name) for finding in new}
        scores = models.Score.objects.values_list("framework__slug", "criterion__slug", "pk", "revision")
        self.scores = {(framework, criterion): (pk, revision) for framework, criterion, pk, revision in scores}
        self.frameworks = dict(models.Framework.objects.values_list("slug", "pk"))
        self.criteria = dict(models.Criterion.objects.values_list("slug", "pk"))
        self.claims = dict(models.Claim.objects.values_list("slug", "pk"))
        self.questions = dict(models.Question.objects.values_list("slug", "pk"))
        self.texts = {claim.slug: claim.text for claim in catalogue.claims}

    def groups(self, pairs: Iterable[tuple[str, Finding]]) -> list[ItemGroup]:
        return [
            ItemGroup(title, [self.item(finding) for _, finding in own])
            for title, own in groupby(pairs, key=lambda pair: pair[0])
        ]

    def item(self, finding: Finding) -> Item:
        key = self.scores.get((finding.framework, finding.criterion))
        framework = self.catalogue.framework_by_slug.get(finding.framework)
        score = framework.score_by_criterion.get(finding.criterion) if framework else None
        is_score = key is not None and can_be_reviewed(finding)
        return Item(
            finding=finding,
            kind=KINDS[finding.kind],
            name=self.name(finding),
            where=self.where(finding),
            address=self.address(finding, key),
            share=f"{100 * finding.matters:.1f}",
            score_tick=f"{key[0]}:{key[1]}" if key and is_score else "",
            tick="" if is_score else f"{finding.name}#{state_of(self.catalogue, finding)}",
            score=score,
            value=self.value(score) if score else "",
            sources=tuple(self.catalogue.source_by_slug[slug] for slug in score.sources) if score else (),
            release=self.release(finding) if finding.contradictions else "",
            is_new=(finding.kind, finding.name) in self.new,
            noted=self.items.get(finding.name),
        )

    def release(self, finding: Finding) -> str:
        measured = measured_of(self.catalogue.framework_by_slug[finding.framework], self.measured)
        return measured.described.release if measured else ""

    def value(self, score: Score) -> str:
        """Return the value of a score in words: '7 out of 10', '22 packages', 'Micro'."""
        scale = self.catalogue.criterion_by_slug[score.criterion].scale
        if isinstance(scale, KindScale):
            return next((kind.name for kind in scale.kinds if kind.slug == score.value), str(score.value))
        unit = scale.unit if isinstance(scale, MeasuredScale) else "out of 10"
        return f"{score.value:g} {unit}"

    def name(self, finding: Finding) -> str:
        if finding.framework and finding.kind is not Kind.CONTRADICTED:
            return self.catalogue.framework_by_slug[finding.framework].name
        return self.where(finding)

    def where(self, finding: Finding) -> str:
        if finding.claim:
            return self.texts[finding.claim]
        if finding.question:
            return self.catalogue.question_by_slug[finding.question].text
        criteria = [self.catalogue.criterion_by_slug[slug].name for slug in (finding.criterion, finding.other) if slug]
        if not finding.framework:
            return " and ".join(criteria)
        return f"{self.catalogue.framework_by_slug[finding.framework].name}: {criteria[0]}"

    def address(self, finding: Finding, key: tuple[int, int] | None) -> str:
        if finding.claim:
            return reverse("admin:comparisons_claim_change", args=[self.claims[finding.claim]])
        if finding.question:
            return reverse("admin:comparisons_question_change", args=[self.questions[finding.question]])
        if not finding.framework:
            return reverse("admin:comparisons_criterion_change", args=[self.criteria[finding.criterion]])
        if key:
            return reverse("admin:comparisons_score_change", args=[key[0]])
        wanted = {"framework": self.frameworks[finding.framework], "criterion": self.criteria[finding.criterion]}
        return f"{reverse('admin:comparisons_score_add')}?{urlencode(wanted)}"


def since_words(new: int, gone: int, day: date) -> str:
    """Return how the desk moved since a day."""
    return f"Since {day.day} {day:%B}: {new} new, {gone} done."
