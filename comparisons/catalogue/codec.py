"""Encoding a catalogue as bytes and as plain data.

The bytes are canonical JSON: equal catalogues have equal encodings, so a digest identifies a catalogue.
"""

import hashlib
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from comparisons.catalogue.value import (
    METHOD,
    Answer,
    Catalogue,
    Choice,
    Claim,
    Criterion,
    Extension,
    Framework,
    Move,
    Part,
    ProjectPart,
    Question,
    Scenario,
    Source,
)

P = TypeVar("P", bound=Part)
# The parts that have aliases.
N = TypeVar("N", Criterion, Framework, Source, Claim, Choice, Question, Scenario)
# What editions were stored without: fields of all parts and of choices, collections, and fields of one collection.
_LATER_FIELDS = ("aliases", "also_after", "clause", "topic")
_LATER_COLLECTIONS = ("starting_points", "moves", "packages")
_LATER_FIELDS_OF = {
    "frameworks": ("built_on",),
    "scenarios": ("facts", "weighed", "turned_down", "outcome", "decided", "source", "aside"),
}


# What editions were published with before they kept a version of the method.
_FIRST_METHOD = 1


class _Versioned(msgspec.Struct):
    method: int = _FIRST_METHOD


class CatalogueFormatError(ValueError):
    """The data do not match the schema. The message says where, and what was expected."""


def encode(catalogue: Catalogue) -> bytes:
    """Return the canonical JSON of a catalogue, as UTF-8.

    Collections and fields that came later are left out when empty, so that editions from before there were any keep
    their bytes.
    """
    plain: dict[str, Any] = msgspec.to_builtins(canonical(catalogue))
    method = {"method": version} if (version := plain.pop("method")) != _FIRST_METHOD else {}
    for collection in _LATER_COLLECTIONS:
        if not plain[collection]:
            del plain[collection]
    for collection, parts in plain.items():
        later = (*_LATER_FIELDS, *_LATER_FIELDS_OF.get(collection, ()))
        for part in parts:
            for named in (part, *part.get("choices", ())):
                for field in later:
                    if not named.get(field, True):
                        del named[field]
    return msgspec.json.encode(plain | method)


def decode(data: bytes) -> Catalogue:
    """Return the catalogue that `encode` wrote. Raises CatalogueFormatError."""
    try:
        catalogue = msgspec.json.decode(data, type=Catalogue)
        method = msgspec.json.decode(data, type=_Versioned).method
    except msgspec.DecodeError as error:
        raise CatalogueFormatError(str(error)) from error
    if not _FIRST_METHOD <= method <= METHOD:
        raise CatalogueFormatError(f"method {method} is not known here; {METHOD} is the newest")
    return msgspec.structs.replace(catalogue, method=method)


def digest(data: bytes) -> str:
    """Return the SHA-256 of encoded data, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def from_plain(plain: object, part: type[P]) -> P:
    """Return a part of the catalogue from dicts, lists, strings, numbers and dates. Raises CatalogueFormatError."""
    try:
        return msgspec.convert(plain, part)
    except msgspec.ValidationError as error:
        raise CatalogueFormatError(str(error)) from error


def to_plain(part: Part) -> dict[str, Any]:
    """Return a part as dicts, lists, strings, numbers and dates, every field given."""
    plain: dict[str, Any] = msgspec.to_builtins(part, builtin_types=(date,))
    return plain


def canonical(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with all unordered collections sorted by slug."""
    by_slug = attrgetter("slug")
    return msgspec.structs.replace(
        catalogue,
        frameworks=tuple(sorted(map(_canonical_framework, catalogue.frameworks), key=by_slug)),
        criteria=tuple(map(_named, catalogue.criteria)),
        sources=tuple(sorted(map(_named, catalogue.sources), key=by_slug)),
        claims=tuple(
            msgspec.structs.replace(_named(_cited(c)), frameworks=tuple(sorted(c.frameworks))) for c in catalogue.claims
        ),
        questions=tuple(map(_canonical_question, catalogue.questions)),
        scenarios=tuple(sorted(map(_canonical_scenario, catalogue.scenarios), key=by_slug)),
        starting_points=tuple(
            msgspec.structs.replace(one, answers=_canonical_answers(one.answers)) for one in catalogue.starting_points
        ),
        moves=tuple(sorted(map(_canonical_move, catalogue.moves), key=by_slug)),
        packages=tuple(
            msgspec.structs.replace(one, brings=tuple(sorted(one.brings)), answers=_canonical_answers(one.answers))
            for one in sorted(catalogue.packages, key=by_slug)
        ),
    )


def _cited(part: Any) -> Any:
    return msgspec.structs.replace(part, sources=tuple(sorted(part.sources)))


def _named(part: N) -> N:
    return msgspec.structs.replace(part, aliases=tuple(sorted(part.aliases))) if len(part.aliases) > 1 else part


def _canonical_framework(framework: Framework) -> Framework:
    return msgspec.structs.replace(
        _named(framework),
        alternatives=tuple(sorted(framework.alternatives)),
        facts=tuple(map(_cited, framework.facts)),
        scores=tuple(sorted(map(_cited, framework.scores), key=attrgetter("criterion"))),
        strengths=tuple(map(_cited, framework.strengths)),
        drawbacks=tuple(map(_cited, framework.drawbacks)),
        suited_for=tuple(map(_cited, framework.suited_for)),
        not_suited_for=tuple(map(_cited, framework.not_suited_for)),
        extensions=tuple(map(_canonical_extension, framework.extensions)),
    )


def _canonical_move(move: Move) -> Move:
    in_order = sorted(move.parts, key=lambda moved: list(ProjectPart).index(moved.part))
    return msgspec.structs.replace(move, parts=tuple(map(_cited, in_order)))


def _canonical_extension(extension: Extension) -> Extension:
    return msgspec.structs.replace(
        extension, adds=tuple(map(_cited, extension.adds)), limits=tuple(map(_cited, extension.limits))
    )


def _canonical_question(question: Question) -> Question:
    by_criterion = attrgetter("criterion")
    choices = tuple(
        msgspec.structs.replace(
            _named(choice),
            effects=tuple(sorted(choice.effects, key=by_criterion)),
            requirements=tuple(
                msgspec.structs.replace(r, one_of=tuple(sorted(r.one_of)))
                for r in sorted(choice.requirements, key=by_criterion)
            ),
        )
        for choice in question.choices
    )
    conditions = [msgspec.structs.replace(c, choices=tuple(sorted(c.choices))) for c in question.conditions]
    conditions.sort(key=lambda c: (c.question, c.choices))  # not by place, which other changes move
    return msgspec.structs.replace(_named(question), choices=choices).with_conditions(conditions)


def _canonical_answers(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    return tuple(
        msgspec.structs.replace(answer, choices=tuple(sorted(answer.choices)))
        for answer in sorted(answers, key=attrgetter("question"))
    )


def _canonical_scenario(scenario: Scenario) -> Scenario:
    return msgspec.structs.replace(
        _named(scenario),
        answers=_canonical_answers(scenario.answers),
        right=tuple(sorted(scenario.right)),
        unacceptable=tuple(sorted(scenario.unacceptable)),
        chosen=tuple(sorted(scenario.chosen)),
    )
