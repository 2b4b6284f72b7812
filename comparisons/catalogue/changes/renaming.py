"""Things that have another slug in another catalogue, as aliases tell. Pure.

A thing of the new catalogue is the same as one of the old catalogue if they have the same slug. If each catalogue
lacks the other's slug, they are the same if one of the two slugs is an alias of the other thing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.slugs import aliases_of
from comparisons.catalogue.value import (
    CLAIMS,
    CRITERIA,
    FRAMEWORKS,
    NAMED,
    QUESTIONS,
    SCENARIOS,
    SOURCES,
    Answer,
    Catalogue,
    Choice,
    Claim,
    Condition,
    Extension,
    Framework,
    Move,
    Scenario,
)

# New slugs by old slug.
Slugs = Mapping[str, str]


class Renames(Struct, frozen=True):
    """The new slugs of renamed things by their old ones: by collection, and of choices by the question's new slug."""

    parts: dict[str, Slugs] = {}
    choices: dict[str, Slugs] = {}

    def __bool__(self) -> bool:
        return any(self.parts.values()) or any(self.choices.values())

    def slug(self, collection: str, old: str) -> str:
        return self.parts.get(collection, {}).get(old, old)

    def slugs(self, collection: str, old: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.slug(collection, slug) for slug in old)

    def choice(self, question: str, old: str) -> str:
        """Return the slug of a choice; `question` is the new slug of its question."""
        return self.choices.get(question, {}).get(old, old)


def renames(old: Catalogue, new: Catalogue) -> Renames:
    """Return the things of `old` that have another slug in `new`."""
    parts = {name: renamed_slugs(getattr(old, name), getattr(new, name)) for name in NAMED}
    known = new.question_by_slug
    asked = [(known.get(parts[QUESTIONS].get(one.slug, one.slug)), one) for one in old.questions]
    choices = {now.slug: renamed_slugs(one.choices, now.choices) for now, one in asked if now}
    return Renames(
        parts={name: slugs for name, slugs in parts.items() if slugs},
        choices={question: slugs for question, slugs in choices.items() if slugs},
    )


def renamed_slugs(old: Iterable[Any], new: Iterable[Any]) -> dict[str, str]:
    """Return the new slugs of renamed parts of one collection by their old ones. Each part is renamed once at most."""
    before, after = {part.slug: part for part in old}, {part.slug: part for part in new}
    gone = {slug: part for slug, part in before.items() if slug not in after}
    found: dict[str, str] = {}
    for slug, part in after.items():
        if slug not in before and gone:
            same = next((one for one in gone.values() if one.slug in part.aliases or slug in one.aliases), None)
            if same is not None:
                found[same.slug] = slug
                del gone[same.slug]
    return found


def renamed(catalogue: Catalogue, new: Renames, *, aliased: bool = False) -> Catalogue:
    """Return a catalogue with new slugs, wherever it names the things. With `aliased`, old slugs become aliases.

    Where anything is renamed, the result is not in canonical order.
    """
    return _Renamer(new, aliased=aliased).catalogue(catalogue) if new else catalogue


def with_slugs_of(old: Catalogue, new: Catalogue) -> Catalogue:
    """Return the old catalogue with the slugs that its things have in the new one; its own slugs become aliases.

    It is the same object if no slug differs.
    """
    return renamed(old, renames(old, new), aliased=True)


def keeping_names(old: Catalogue, new: Catalogue) -> Catalogue:
    """Return the new catalogue with aliases for all names that its things have in the old one.

    So addresses with these names go on working. A name that another thing of its kind has in `new` is left to it.
    """
    found = renames(old, new)
    collections = {
        name: _keeping(found.parts.get(name, {}), getattr(old, name), getattr(new, name))
        for name in NAMED
        if getattr(old, name) and getattr(new, name)
    }
    kept = replace(new, **collections)
    before = {found.slug(QUESTIONS, question.slug): question.choices for question in old.questions}
    questions = tuple(
        replace(one, choices=_keeping(found.choices.get(one.slug, {}), before.get(one.slug, ()), one.choices))
        for one in kept.questions
    )
    return replace(kept, questions=questions)


def _keeping(new_slugs: Slugs, old: Iterable[Any], new: Iterable[Any]) -> tuple[Any, ...]:
    new = tuple(new)
    before = {new_slugs.get(part.slug, part.slug): part for part in old}
    taken = {name for part in new for name in (part.slug, *part.aliases)}
    kept = []
    for part in new:
        was = before.get(part.slug)
        names = {was.slug, *was.aliases} - taken if was is not None else set()
        kept.append(replace(part, aliases=aliases_of(part.slug, (*part.aliases, *names))) if names else part)
    return tuple(kept)


class _Renamer:
    def __init__(self, new: Renames, *, aliased: bool) -> None:
        self.new = new
        self.aliased = aliased

    def catalogue(self, old: Catalogue) -> Catalogue:
        return replace(
            old,
            frameworks=tuple(map(self.framework, old.frameworks)),
            criteria=tuple(self.part(CRITERIA, one) for one in old.criteria),
            sources=tuple(self.part(SOURCES, one) for one in old.sources),
            claims=tuple(map(self.claim, old.claims)),
            questions=tuple(map(self.question, old.questions)),
            scenarios=tuple(map(self.scenario, old.scenarios)),
            starting_points=tuple(
                replace(one, answers=tuple(map(self.answer, one.answers))) for one in old.starting_points
            ),
            moves=tuple(map(self.move, old.moves)),
            packages=tuple(replace(one, answers=tuple(map(self.answer, one.answers))) for one in old.packages),
        )

    def part(self, collection: str, part: Any, **fields: Any) -> Any:
        return self.with_slug(part, self.new.slug(collection, part.slug), **fields)

    def with_slug(self, part: Any, slug: str, **fields: Any) -> Any:
        if self.aliased and slug != part.slug:
            fields["aliases"] = aliases_of(slug, (*part.aliases, part.slug))
        return replace(part, slug=slug, **fields)

    def cited(self, parts: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(replace(part, sources=self.new.slugs(SOURCES, part.sources)) for part in parts)

    def on_criterion(self, parts: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(replace(part, criterion=self.new.slug(CRITERIA, part.criterion)) for part in parts)

    def framework(self, old: Framework) -> Framework:
        framework: Framework = self.part(
            FRAMEWORKS,
            old,
            alternatives=self.new.slugs(FRAMEWORKS, old.alternatives),
            built_on=self.new.slug(FRAMEWORKS, old.built_on) if old.built_on else "",
            scores=self.on_criterion(self.cited(old.scores)),
            extensions=tuple(map(self.extension, old.extensions)),
            **{
                name: self.cited(getattr(old, name))
                for name in ("facts", "strengths", "drawbacks", "suited_for", "not_suited_for")
            },
        )
        return framework

    def extension(self, old: Extension) -> Extension:
        return replace(old, adds=self.cited(old.adds), limits=self.cited(old.limits))

    def claim(self, old: Claim) -> Claim:
        (cited,) = self.cited([old])
        claim: Claim = self.part(
            CLAIMS,
            cited,
            made_by=self.new.slug(SOURCES, old.made_by),
            frameworks=self.new.slugs(FRAMEWORKS, old.frameworks),
            criterion=self.new.slug(CRITERIA, old.criterion) if old.criterion else None,
        )
        return claim

    def question(self, old: Any) -> Any:
        slug = self.new.slug(QUESTIONS, old.slug)
        conditions = tuple(map(self.answer, old.conditions))
        choices = tuple(self.choice(slug, choice) for choice in old.choices)
        return self.with_slug(old, slug, choices=choices).with_conditions(conditions)

    def choice(self, question: str, old: Choice) -> Choice:
        choice: Choice = self.with_slug(
            old,
            self.new.choice(question, old.slug),
            effects=self.on_criterion(old.effects),
            requirements=self.on_criterion(old.requirements),
        )
        return choice

    def answer(self, old: Answer | Condition) -> Any:
        question = self.new.slug(QUESTIONS, old.question)
        choices = tuple(self.new.choice(question, choice) for choice in old.choices)
        return replace(old, question=question, choices=choices)

    def move(self, old: Move) -> Move:
        ends = {end: self.new.slug(FRAMEWORKS, getattr(old, end)) for end in ("origin", "target")}
        return replace(old, parts=self.cited(old.parts), **ends)

    def scenario(self, old: Scenario) -> Scenario:
        places = ("right", "unacceptable", "chosen")
        scenario: Scenario = self.part(
            SCENARIOS,
            old,
            answers=tuple(map(self.answer, old.answers)),
            **{place: self.new.slugs(FRAMEWORKS, getattr(old, place)) for place in places},
        )
        return scenario
