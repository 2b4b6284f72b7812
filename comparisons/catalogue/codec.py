"""Encoding a catalogue as bytes and as plain data.

The bytes are canonical JSON: equal catalogues have equal encodings, so a digest identifies a catalogue.
"""

import hashlib
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from comparisons.catalogue.value import (
    Catalogue,
    Choice,
    Claim,
    Criterion,
    Extension,
    Framework,
    Part,
    Question,
    Scenario,
    Source,
)

P = TypeVar("P", bound=Part)
# The parts that have aliases.
N = TypeVar("N", Criterion, Framework, Source, Claim, Choice, Question, Scenario)


class CatalogueFormatError(ValueError):
    """The data do not match the schema. The message says where, and what was expected."""


def encode(catalogue: Catalogue) -> bytes:
    """Return the canonical JSON of a catalogue, as UTF-8.

    Empty `aliases` are left out, so that editions from before there were any keep their bytes.
    """
    plain: dict[str, list[dict[str, Any]]] = msgspec.to_builtins(canonical(catalogue))
    for part in (part for parts in plain.values() for part in parts):
        for named in (part, *part.get("choices", ())):
            if not named.get("aliases", True):
                del named["aliases"]
    return msgspec.json.encode(plain)


def decode(data: bytes) -> Catalogue:
    """Return the catalogue that `encode` wrote. Raises CatalogueFormatError."""
    try:
        return msgspec.json.decode(data, type=Catalogue)
    except msgspec.DecodeError as error:
        raise CatalogueFormatError(str(error)) from error


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
    condition = question.asked_after
    if condition is not None:
        condition = msgspec.structs.replace(condition, choices=tuple(sorted(condition.choices)))
    return msgspec.structs.replace(_named(question), choices=choices, asked_after=condition)


def _canonical_scenario(scenario: Scenario) -> Scenario:
    answers = tuple(
        msgspec.structs.replace(answer, choices=tuple(sorted(answer.choices)))
        for answer in sorted(scenario.answers, key=attrgetter("question"))
    )
    return msgspec.structs.replace(
        _named(scenario),
        answers=answers,
        right=tuple(sorted(scenario.right)),
        unacceptable=tuple(sorted(scenario.unacceptable)),
        chosen=tuple(sorted(scenario.chosen)),
    )
