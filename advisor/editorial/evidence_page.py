"""The admin page of the evidence desk: findings with links to their forms, and marking scores as reviewed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from msgspec import Struct

from advisor.editorial.evidence import Finding, Kind, findings
from comparisons import models
from comparisons.admin.fields import could_be_key
from comparisons.admin.publishing.rights import editor
from comparisons.admin.versions.keeping import editing
from comparisons.catalogue.value import Catalogue, KindScale, MeasuredScale, Score, Source
from comparisons.catalogue.wording import counted
from comparisons.measurements.results import Measured, measured_of, shipped_results
from comparisons.working_copy import read_catalogue
from comparisons.working_copy.reviewing import Reviewed, mark_reviewed

KINDS = {
    Kind.CONTRADICTED: "Contradicted by the lab",
    Kind.UNKNOWN: "Unknown score",
    Kind.UNSOURCED: "No source",
    Kind.UNSURE: "Low confidence",
    Kind.UNCHECKED: "Claim without verdict",
    Kind.REVIEW_DUE: "Review due",
    Kind.OLD_VERSION: "Old version",
    Kind.ALIKE: "Criteria alike",
}
FILTERS = ("kind", "framework", "criterion")
CONTRADICTED, REVIEWED_TODAY = "What the lab ran says otherwise", "Reviewed today"
_PER_PAGE = 100


class Item(Struct, frozen=True):
    """A row of the page. `tick` is 'key:revision' of a score that can be marked as reviewed, or ''.

    `name` is what the row is about within its group, `where` is that with the name of the criterion. `release` is that
    which the lab ran.
    """

    finding: Finding
    kind: str
    name: str
    where: str
    address: str
    share: str
    tick: str = ""
    score: Score | None = None
    value: str = ""
    sources: tuple[Source, ...] = ()
    release: str = ""


class ItemGroup(Struct, frozen=True):
    """Rows about one criterion, those that the lab contradicts, or those whose scores were reviewed today."""

    title: str
    items: list[Item]


def desk_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if not request.user.has_perm("comparisons.view_score"):
        raise PermissionDenied
    if request.method == "POST":
        return _mark(request)
    catalogue, today, measured = read_catalogue(), timezone.localdate(), shipped_results()
    found = findings(catalogue, today, measured)
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    filtered = [finding for finding in found if all(_fits(finding, name, value) for name, value in chosen.items())]
    page = Paginator(_in_groups(catalogue, filtered, today), _PER_PAGE).get_page(request.GET.get("page"))
    builder = _ItemBuilder(catalogue, measured)
    groups = groupby(page, key=lambda pair: pair[0])
    context = site.each_context(request) | {
        "title": "Evidence desk",
        "groups": [ItemGroup(title, [builder.item(finding) for _, finding in pairs]) for title, pairs in groups],
        "page": page,
        "total": len(found),
        "kinds": [(kind, words, Counter(f.kind for f in found)[kind]) for kind, words in KINDS.items()],
        "frameworks": catalogue.published_frameworks,
        "criteria": catalogue.criteria,
        "chosen": chosen,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "may_review": request.user.has_perm("comparisons.change_score"),
    }
    return render(request, "admin/desk.html", context)


def _in_groups(catalogue: Catalogue, found: Sequence[Finding], today: date) -> list[tuple[str, Finding]]:
    """Return the findings with the titles of their groups: a criterion each, the one that matters most first.

    Before them come all scores that the lab contradicts. Scores that were reviewed today are the last group, so that
    what was looked at makes room for the rest.
    """
    titles = [_title(catalogue, finding, today) for finding in found]
    order = {title: place for place, title in enumerate(dict.fromkeys(titles))}
    pairs = zip(titles, found, strict=True)
    return sorted(pairs, key=lambda pair: (pair[0] != CONTRADICTED, pair[0] == REVIEWED_TODAY, order[pair[0]]))


def _title(catalogue: Catalogue, finding: Finding, today: date) -> str:
    if finding.kind is Kind.CONTRADICTED:
        return CONTRADICTED
    score = _score_of(catalogue, finding)
    if score and score.reviewed_on == today:
        return REVIEWED_TODAY
    return catalogue.criterion_by_slug[finding.criterion].name if finding.criterion else "Claims about no criterion"


def _score_of(catalogue: Catalogue, finding: Finding) -> Score | None:
    framework = catalogue.framework_by_slug.get(finding.framework)
    return framework.score_by_criterion.get(finding.criterion) if framework else None


def _fits(finding: Finding, name: str, wanted: str) -> bool:
    if not wanted:
        return True
    if name == "criterion":
        return wanted in (finding.criterion, finding.other)
    return bool(getattr(finding, name) == wanted)


def _mark(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("comparisons.change_score"):
        raise PermissionDenied
    seen = _ticked_scores(request.POST)
    if seen:
        with editing():
            reviewed = mark_reviewed(seen, by=editor(request), on=timezone.localdate())
        _add_messages(request, reviewed)
    else:
        messages.warning(request, "Nothing was marked. Tick the scores that you have checked.")
    query = urlencode({name: request.GET[name] for name in (*FILTERS, "page") if request.GET.get(name)})
    return HttpResponseRedirect(reverse("admin:desk") + (f"?{query}" if query else ""))


def _ticked_scores(posted: QueryDict) -> dict[int, int]:
    """Return keys and shown revisions of the ticked scores. Malformed values are ignored."""
    pairs = (text.partition(":") for text in posted.getlist("score"))
    return {int(key): int(revision) for key, _, revision in pairs if could_be_key(key) and could_be_key(revision)}


def _add_messages(request: HttpRequest, reviewed: Reviewed) -> None:
    if reviewed.marked:
        scores = counted(reviewed.marked, "score is", "scores are")
        messages.success(request, f"{scores} marked as reviewed today.")
    for name in reviewed.changed:
        messages.warning(request, f"Not marked, because somebody has changed it: {name}. Check it again.")


class _ItemBuilder:
    def __init__(self, catalogue: Catalogue, measured: Mapping[str, Measured]) -> None:
        self.catalogue = catalogue
        self.measured = measured
        scores = models.Score.objects.values_list("framework__slug", "criterion__slug", "pk", "revision")
        self.scores = {(framework, criterion): (pk, revision) for framework, criterion, pk, revision in scores}
        self.frameworks = dict(models.Framework.objects.values_list("slug", "pk"))
        self.criteria = dict(models.Criterion.objects.values_list("slug", "pk"))
        self.claims = dict(models.Claim.objects.values_list("slug", "pk"))
        self.texts = {claim.slug: claim.text for claim in catalogue.claims}

    def item(self, finding: Finding) -> Item:
        key = self.scores.get((finding.framework, finding.criterion))
        score = _score_of(self.catalogue, finding)
        return Item(
            finding=finding,
            kind=KINDS[finding.kind],
            name=self.name(finding),
            where=self.where(finding),
            address=self.address(finding, key),
            share=f"{100 * finding.matters:.1f}",
            tick=f"{key[0]}:{key[1]}" if key and finding.kind is not Kind.CONTRADICTED else "",
            score=score,
            value=self.value(score) if score else "",
            sources=tuple(self.catalogue.source_by_slug[slug] for slug in score.sources) if score else (),
            release=self.release(finding) if finding.contradictions else "",
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
        criteria = [self.catalogue.criterion_by_slug[slug].name for slug in (finding.criterion, finding.other) if slug]
        if not finding.framework:
            return " and ".join(criteria)
        return f"{self.catalogue.framework_by_slug[finding.framework].name}: {criteria[0]}"

    def address(self, finding: Finding, key: tuple[int, int] | None) -> str:
        if finding.claim:
            return reverse("admin:comparisons_claim_change", args=[self.claims[finding.claim]])
        if not finding.framework:
            return reverse("admin:comparisons_criterion_change", args=[self.criteria[finding.criterion]])
        if key:
            return reverse("admin:comparisons_score_change", args=[key[0]])
        wanted = {"framework": self.frameworks[finding.framework], "criterion": self.criteria[finding.criterion]}
        return f"{reverse('admin:comparisons_score_add')}?{urlencode(wanted)}"
