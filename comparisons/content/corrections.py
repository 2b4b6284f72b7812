"""What a visitor can say is wrong: a score, fact, claim or list of statements, or else a framework. Pure."""

from msgspec import Struct

from comparisons.catalogue.names import CLAIM, FACT, FRAMEWORK, SCORE, STATEMENTS, Names, fact_key
from comparisons.catalogue.public import public_claims
from comparisons.catalogue.value import CLAIMS, CRITERIA, FRAMEWORKS, Catalogue, Claim, Framework
from comparisons.content.comparison import cell_of
from comparisons.content.facts import facts_of

# The title of each list of statements, and its place on the page of a framework.
_LISTS = {
    "strengths": ("strengths", "strengths"),
    "drawbacks": ("drawbacks", "drawbacks"),
    "suited-for": ("what to choose it for", "suited"),
    "not-suited-for": ("what to look elsewhere for", "unsuited"),
}


class Passage(Struct, frozen=True):
    """Something that pages say. `name` identifies it: 'score/django/admin', 'claim/django-is-heavy'.

    `title` says what it is about and `said` what pages say of it. `route`, `slug` and `anchor` are the place of it.
    """

    name: str
    title: str
    said: str
    route: str
    slug: str
    anchor: str


def passage(catalogue: Catalogue, name: str) -> Passage | None:
    """Return the passage of this name, None if there is none. It may have a name of its own that is another one."""
    names = Names(catalogue)
    match name.split("/"):
        case ["framework", typed] if framework := _framework(names, typed):
            return _about_framework(framework)
        case ["score", typed, part] if framework := _framework(names, typed):
            return _about_score(names, framework, part)
        case ["fact", typed, part] if framework := _framework(names, typed):
            return _about_fact(names.catalogue, framework, part)
        case [word, typed] if word in STATEMENTS and (framework := _framework(names, typed)):
            return _about_statements(framework, word)
        case ["claim", typed]:
            return _about_claim(names, typed)
    return None


def _framework(names: Names, typed: str) -> Framework | None:
    return names.catalogue.public_frameworks.get(names.meant(FRAMEWORKS, typed) or "")


def _about_framework(framework: Framework) -> Passage:
    version = f"{framework.latest_version}, {framework.licence}."
    return Passage(
        name=f"{FRAMEWORK}/{framework.slug}",
        title=framework.name,
        said=f"{framework.summary} {version}",
        route="comparisons:framework",
        slug=framework.slug,
        anchor="",
    )


def _about_score(names: Names, framework: Framework, typed: str) -> Passage | None:
    criterion = names.catalogue.criterion_by_slug.get(names.meant(CRITERIA, typed) or "")
    if criterion is None:
        return None
    cell = cell_of(framework, criterion)
    unit = cell.unit or ("out of 10" if cell.interval else "")
    return Passage(
        name=f"{SCORE}/{framework.slug}/{criterion.slug}",
        title=f"{framework.name}: {criterion.name}",
        said=f"{cell.text} {unit}".strip() + f". {cell.score.reason}" if cell.score else "Unknown.",
        route="comparisons:framework",
        slug=framework.slug,
        anchor=f"score-{criterion.slug}",
    )


def _about_fact(catalogue: Catalogue, framework: Framework, typed: str) -> Passage | None:
    facts = (*framework.facts, *facts_of(catalogue, framework).main)
    fact = next((one for one in facts if fact_key(one) == typed.casefold()), None)
    if fact is None:
        return None
    return Passage(
        name=f"{FACT}/{framework.slug}/{fact_key(fact)}",
        title=f"{framework.name}: {fact.label}",
        said=fact.text or "Unknown.",
        route="comparisons:framework",
        slug=framework.slug,
        anchor="identity",
    )


def _about_statements(framework: Framework, word: str) -> Passage:
    title, anchor = _LISTS[word]
    said = " ".join(one.text for one in getattr(framework, STATEMENTS[word]))
    return Passage(
        name=f"{word}/{framework.slug}",
        title=f"{framework.name}: {title}",
        said=said or "Nothing recorded yet.",
        route="comparisons:framework",
        slug=framework.slug,
        anchor=anchor,
    )


def _about_claim(names: Names, typed: str) -> Passage | None:
    slug = names.meant(CLAIMS, typed)
    claim: Claim | None = next((one for one in public_claims(names.catalogue) if one.slug == slug), None)
    if claim is None:
        return None
    return Passage(
        name=f"{CLAIM}/{claim.slug}",
        title=f"The claim “{claim.text}”",
        said=f"{(claim.verdict or 'not checked').capitalize()}. {claim.evidence}",
        route="comparisons:claims",
        slug="",
        anchor=f"claim-{claim.slug}",
    )
