"""The searchable texts of a catalogue and the pages they are on. Pure."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from comparisons.applications.reading import application_of
from comparisons.catalogue.public import cited_sources, public_claims
from comparisons.catalogue.value import (
    Catalogue,
    Claim,
    Criterion,
    EditorialScale,
    Framework,
    KindScale,
    Score,
    Source,
    Statement,
)


class Collection(StrEnum):
    FRAMEWORKS = "frameworks"
    CRITERIA = "criteria"
    CLAIMS = "claims"
    SOURCES = "sources"


class Place(Struct, frozen=True):
    """A page and an anchor on it. Without a slug it is the page that lists the whole collection."""

    collection: Collection
    slug: str = ""
    anchor: str = ""


class Passage(Struct, frozen=True):
    """A text of an entry, with a label such as 'Strengths'. `says_lack`: it says what is missing, as drawbacks do."""

    label: str
    place: Place
    text: str
    says_lack: bool = False


class Entry(Struct, frozen=True):
    """A search result: something with a name, a summary and further texts."""

    collection: Collection
    thing: Framework | Criterion | Claim | Source
    place: Place
    name: str
    summary: str
    passages: tuple[Passage, ...] = ()


def entries(catalogue: Catalogue) -> Iterator[Entry]:
    """Yield an entry for everything that visitors can see: no drafts, and no sources that are not cited."""
    for framework in catalogue.public_frameworks.values():
        yield _framework(catalogue, framework)
    for criterion in catalogue.criteria:
        yield _criterion(catalogue, criterion)
    for claim in public_claims(catalogue):
        place = Place(Collection.CLAIMS, anchor=f"claim-{claim.slug}")
        yield Entry(Collection.CLAIMS, claim, place, name=claim.text, summary=claim.evidence)
    for source in cited_sources(catalogue):
        yield _source(source)


def _framework(catalogue: Catalogue, framework: Framework) -> Entry:
    def at(anchor: str) -> Place:
        return Place(Collection.FRAMEWORKS, framework.slug, anchor)

    passages = [
        *_statements("Strengths", at("strengths"), framework.strengths),
        *_statements("Drawbacks", at("drawbacks"), framework.drawbacks, says_lack=True),
        *_statements("Suited for", at("suited"), framework.suited_for),
        *_statements("Not suited for", at("unsuited"), framework.not_suited_for, says_lack=True),
        *(_score(catalogue, score, at(f"score-{score.criterion}")) for score in framework.scores),
        *(Passage(fact.label, at("identity"), fact.text) for fact in framework.facts),
        Passage("Licence", at(""), framework.licence),
        *(Passage("Also found as", at(""), alias) for alias in framework.aliases),
        *_lab(framework, at("lab")),
    ]
    for extension in framework.extensions:
        place = at(f"extension-{extension.slug}")
        passages.append(Passage("Extension", place, f"{extension.name}. {extension.summary}"))
        passages.extend(_statements(extension.name, place, extension.adds))
        passages.extend(_statements(extension.name, place, extension.limits, says_lack=True))
    return Entry(
        Collection.FRAMEWORKS,
        framework,
        at(""),
        name=framework.name,
        summary=framework.summary,
        passages=tuple(passages),
    )


def _lab(framework: Framework, place: Place) -> Iterator[Passage]:
    if own := application_of(framework):
        release = own.described.release
        yield Passage("In the lab", place, f"The code of the same application in {framework.name} {release}.")
        for part, reason in own.left_out:
            yield Passage("Left out in the lab", place, f"{part.name}. {reason}", says_lack=True)


def _score(catalogue: Catalogue, score: Score, place: Place) -> Passage:
    criterion = catalogue.criterion_by_slug[score.criterion]
    scale = criterion.scale
    if not isinstance(scale, KindScale):
        return Passage(criterion.name, place, score.reason)
    kind = next(kind.name for kind in scale.kinds if kind.slug == score.value)
    return Passage(criterion.name, place, f"{kind}. {score.reason}")


def _statements(
    label: str, place: Place, statements: tuple[Statement, ...], *, says_lack: bool = False
) -> Iterator[Passage]:
    for statement in statements:
        yield Passage(label, place, statement.text, says_lack)


def _criterion(catalogue: Catalogue, criterion: Criterion) -> Entry:
    place = Place(Collection.CRITERIA, criterion.slug)
    return Entry(
        Collection.CRITERIA,
        criterion,
        place,
        name=criterion.name,
        summary=criterion.description,
        passages=tuple(_scale(criterion, place)),
    )


def _scale(criterion: Criterion, place: Place) -> Iterator[Passage]:
    scale = criterion.scale
    if isinstance(scale, EditorialScale):
        yield Passage("At 10", place, scale.anchor_10)
        yield Passage("At 5", place, scale.anchor_5)
        yield Passage("At 0", place, scale.anchor_0)
    elif isinstance(scale, KindScale):
        for kind in scale.kinds:
            yield Passage("Kind", place, f"{kind.name}. {kind.description}")
    else:
        yield Passage("Unit", place, scale.unit)


def _source(source: Source) -> Entry:
    place = Place(Collection.SOURCES, anchor=source.slug)
    return Entry(
        Collection.SOURCES,
        source,
        place,
        name=source.title,
        summary=f"{source.publisher}; {source.published}",
        passages=(Passage("Note", place, source.note), Passage("Address", place, source.address)),
    )
