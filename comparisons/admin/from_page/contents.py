"""What stands on a public page, as links to the forms and fields where it is changed."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve, reverse
from msgspec import Struct

from comparisons.admin.links import Line, Links
from comparisons.catalogue.names import Names, compared
from comparisons.catalogue.reachability import affected_by
from comparisons.catalogue.value import Catalogue, Claim, Criterion, Framework, Question, Source

# The prefixes of the rows of statements in the form of a framework, in the order of its inlines.
STATEMENTS = {
    "strengths": "statements",
    "drawbacks": "statements-2",
    "suited_for": "statements-3",
    "not_suited_for": "statements-4",
}
_SIDES = {"strengths": "Strength", "drawbacks": "Drawback", "suited_for": "Suited for", "not_suited_for": "Not for"}
_FRAMEWORK_PAGES = ("comparisons:framework", "comparisons:application", "comparisons:measurements")


class Section(Struct, frozen=True):
    title: str
    lines: list[Line]


class PageContents(Struct, frozen=True):
    """The path of a public page, and what stands on it; `is_page` is False if the site has no such page."""

    path: str
    is_page: bool
    sections: list[Section]


def contents_of(address: str, catalogue: Catalogue) -> PageContents:
    """Return what stands on a page of this site, given by its path or its whole address."""
    parts = urlsplit(address)
    path = parts.path or "/"
    try:
        match = resolve(path if path.endswith("/") or "." in path else f"{path}/")
    except Resolver404:
        return PageContents(path, False, [])
    found = _Contents(catalogue).sections(match, parse_qs(parts.query, max_num_fields=200, errors="replace"))
    return PageContents(path, True, [section for section in found if section.lines])


class _Contents:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue, self.names, self.links = catalogue, Names(catalogue), Links()

    def sections(self, match: ResolverMatch, query: dict[str, list[str]]) -> list[Section]:
        name, slug = match.view_name, str(match.kwargs.get("slug", match.kwargs.get("slugs", "")))
        if name in _FRAMEWORK_PAGES:
            return list(self.framework(self.names.meant("frameworks", slug) or ""))
        if name == "comparisons:criterion":
            return list(self.criterion(self.names.meant("criteria", slug) or ""))
        if "slugs" in match.kwargs:
            return list(self.comparison(compared(self.names, slug).slugs))
        if name == "advisor:question":
            return list(self.questions([self.names.meant("questions", slug) or ""]))
        if name.startswith(("advisor:result", "advisor:review")):
            return [*self.questions([self.names.meant("questions", one) or "" for one in query]), *self.every()]
        if name == "comparisons:sources":
            return [self.sources(self.catalogue.sources)]
        if name == "comparisons:claims":
            return [self.claims(self.catalogue.claims)]
        return list(self.every())

    def line(self, text: str, thing: str, *key: str, at: str = "") -> Line:
        address = self.links.address(thing, key)
        return Line(text, f"{address}#{at}" if address and at else address)

    def framework(self, slug: str) -> Iterator[Section]:
        framework = self.catalogue.framework_by_slug.get(slug)
        if framework is None:
            return
        own = self.line(f"{framework.name}: name, summary, licence, versions, addresses", "framework", slug)
        yield Section("The framework", [own, *self._sheet("framework", slug, f"All scores of {framework.name}")])
        facts = enumerate(framework.facts)
        yield Section(
            "Facts", [self.line(f"{f.label}: {f.text}", "framework", slug, at=f"facts-{i}") for i, f in facts]
        )
        yield Section("Strengths, drawbacks and purposes", list(self._statements(framework)))
        yield Section("Scores", list(self._scores([framework], self.catalogue.criteria)))
        extensions = [self.line(one.name, "extension", slug, one.slug) for one in framework.extensions]
        yield Section("Extensions", extensions)
        yield self.claims(claim for claim in self.catalogue.claims if slug in claim.frameworks)
        yield self.sources(self._cited(framework))

    def _facts(self, framework: Framework) -> Iterator[Line]:
        for place, fact in enumerate(framework.facts):
            yield self.line(f"{fact.label}: {fact.text}", "framework", framework.slug, at=f"facts-{place}")

    def _statements(self, framework: Framework) -> Iterator[Line]:
        for side, prefix in STATEMENTS.items():
            for place, one in enumerate(getattr(framework, side)):
                text = f"{_SIDES[side]}: {one.text}"
                yield self.line(text, "framework", framework.slug, at=f"{prefix}-{place}")

    def _sheet(self, thing: str, slug: str, text: str) -> Iterator[Line]:
        if row := self.links.pk(thing, (slug,)):
            yield Line(f"{text}, on one page", reverse(f"admin:sheet-{thing}", args=[row]))

    def _scores(self, frameworks: Sequence[Framework], criteria: Iterable[Criterion]) -> Iterator[Line]:
        for criterion in criteria:
            for framework in frameworks:
                score = framework.score_by_criterion.get(criterion.slug)
                if score is not None:
                    text = f"{criterion.name}, {framework.name}: {_value(score.value)}"
                    yield self.line(text, "score", framework.slug, criterion.slug)

    def _cited(self, framework: Framework) -> Iterator[Source]:
        statements = (one for side in STATEMENTS for one in getattr(framework, side))
        slugs = {slug for part in (*framework.facts, *statements, *framework.scores) for slug in part.sources}
        return (source for source in self.catalogue.sources if source.slug in slugs)

    def criterion(self, slug: str) -> Iterator[Section]:
        criterion = self.catalogue.criterion_by_slug.get(slug)
        if criterion is None:
            return
        own = self.line(f"{criterion.name}: name, description, what its values mean", "criterion", slug)
        yield Section("The criterion", [own, *self._sheet("criterion", slug, f"All scores on {criterion.name}")])
        yield Section("Scores", list(self._scores(tuple(self.catalogue.public_frameworks.values()), [criterion])))
        yield self.claims(claim for claim in self.catalogue.claims if claim.criterion == slug)
        answers = [
            self.line(f"{question.text} {choice.text}", "choice", question.slug, choice.slug)
            for question in self.catalogue.questions
            for choice in question.choices
            if slug in affected_by(choice)
        ]
        yield Section("Answers that bear on it", answers)

    def comparison(self, slugs: Sequence[str]) -> Iterator[Section]:
        frameworks = [self.catalogue.framework_by_slug[slug] for slug in slugs]
        lines = [self.line(f"{one.name}: facts, strengths, drawbacks", "framework", one.slug) for one in frameworks]
        sheets = [line for one in frameworks for line in self._sheet("framework", one.slug, f"Scores of {one.name}")]
        yield Section("The frameworks", [*lines, *sheets])
        yield Section("Scores", list(self._scores(frameworks, self.catalogue.criteria)))
        yield self.claims(claim for claim in self.catalogue.claims if {*slugs} & {*claim.frameworks})

    def questions(self, slugs: Iterable[str]) -> Iterator[Section]:
        for slug in slugs:
            if question := self.catalogue.question_by_slug.get(slug):
                yield Section(question.text, list(self._question(question)))

    def _question(self, question: Question) -> Iterator[Line]:
        yield self.line("The question: text, reason, when it is asked", "question", question.slug)
        for choice in question.choices:
            yield self.line(f"Answer: {choice.text}", "choice", question.slug, choice.slug)

    def claims(self, claims: Iterable[Claim]) -> Section:
        return Section("Claims", [self.line(claim.text, "claim", claim.slug) for claim in claims])

    def sources(self, sources: Iterable[Source]) -> Section:
        return Section("Sources", [self.line(f"{one.title} ({one.publisher})", "source", one.slug) for one in sources])

    def every(self) -> Iterator[Section]:
        """Yield what the site as a whole is made of, for pages about no thing in particular."""
        yield Section("Frameworks", [self.line(one.name, "framework", one.slug) for one in self.catalogue.frameworks])
        yield Section("Criteria", [self.line(one.name, "criterion", one.slug) for one in self.catalogue.criteria])


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"
