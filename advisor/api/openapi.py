"""The OpenAPI document, generated from the endpoints and their response types. Pure."""

import re
from collections.abc import Mapping
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import msgspec

from advisor.answers.among import AMONG
from advisor.answers.query import LEVEL, REQUIREMENT, USES, Answers
from advisor.api import endpoints
from advisor.api.endpoints import ENDPOINTS, Endpoint
from advisor.api.measurements import measured_by_slug
from advisor.api.parameters import EDITION, ApiQuery, BadRequest, NotFound
from advisor.api.recommendation import recommendation_answer
from advisor.api.resources import edition_answer
from advisor.api.types import DIGITS, PROBLEM_TYPE, Editions, EditionSummary, Index, ParameterError, Problem, problem
from comparisons.catalogue.public import public
from comparisons.catalogue.slugs import SLUG_PATTERN
from comparisons.catalogue.value import Catalogue

if TYPE_CHECKING:
    from comparisons.editions.store import Edition

VERSION = "1"
_REF = "#/components/schemas/{name}"
_ABOUT = (
    "Everything that the site shows, for programs: read-only (GET and HEAD), without a key. Every answer names the "
    "edition that it comes from; `edition=N` reads an older one, whose answers never change. Measurements belong to "
    "the release of the site instead. Within a version, fields and addresses may be added; none is removed or changes "
    f"its meaning. Calculated figures are rounded to {DIGITS} decimals. Errors are problem details (RFC 9457)."
)
_PROBLEMS = {
    400: (
        "Bad parameters; each is named.",
        problem(
            400,
            "'limit' is a whole number from 1 to 200.",
            (ParameterError(parameter="limit", detail="'limit' is a whole number from 1 to 200."),),
        ),
    ),
    404: ("There is no such thing, or no such edition.", problem(404, "There is no framework 'djagno' in edition 3.")),
    405: ("The API is read-only.", problem(405, "This address answers GET and HEAD only.")),
    500: ("Something went wrong on our side.", problem(500, "Something went wrong on our side.")),
    503: ("Nothing is published yet.", problem(503, "Nothing is published yet. Try again later.")),
}
_MOVED = "It has another name now; `Location` holds its address."
_ETAG = {"description": "Send it back in `If-None-Match`.", "schema": {"type": "string"}, "required": True}


def document(edition: "Edition", root: str) -> dict[str, Any]:
    """Return the OpenAPI document. Examples and questions come from `edition`; `root` is the API's absolute address."""
    types = [*dict.fromkeys(endpoint.answer for endpoint in ENDPOINTS), Problem]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    for schema in components.values():
        if "description" in schema:
            schema["description"] = cleandoc(schema["description"])
        _without_tuples(schema)
    schema_of = dict(zip(types, schemas, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Framework advisor", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": root.rstrip("/")}],
        "security": [],
        "tags": [{"name": tag} for tag in dict.fromkeys(endpoint.tag for endpoint in ENDPOINTS)],
        "paths": {
            f"/{endpoint.path}": {"get": _operation(endpoint, schema_of, edition, root)} for endpoint in ENDPOINTS
        },
        "components": {
            "schemas": components,
            "responses": {str(status): _problem(words, example) for status, (words, example) in _PROBLEMS.items()},
        },
    }


def _without_tuples(schema: Any) -> None:
    """Describe arrays of fixed parts as arrays of any of these: generators of clients stop at `items: false`."""
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _without_tuples(part)
    if isinstance(schema, dict) and "prefixItems" in schema:
        schema["items"] = {"anyOf": schema.pop("prefixItems")}


def index(edition: "Edition", root: str, documentation: str) -> Index:
    addresses = {one.name: f"{root}{one.path}" for one in ENDPOINTS if one is not endpoints.INDEX}
    query = ApiQuery(edition=edition, here=root, root=root, path={}, values={})
    return Index(edition=query.name, documentation=documentation, openapi=f"{root}openapi.json", addresses=addresses)


def _operation(
    endpoint: Endpoint, schema_of: Mapping[Any, dict[str, Any]], edition: "Edition", root: str
) -> dict[str, Any]:
    content = {"schema": schema_of[endpoint.answer]}
    example = _example(endpoint, edition, root)
    if example is not None:
        content["example"] = _trimmed(msgspec.to_builtins(example))
    problems = [status for status in _PROBLEMS if status != 405]
    return {
        "operationId": endpoint.name,
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "x-example": _address(endpoint, public(edition.catalogue)),
        **({"description": endpoint.description} if endpoint.description else {}),
        "parameters": _parameters(endpoint, public(edition.catalogue)),
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {"ETag": _ETAG},
                "content": {"application/json": content},
            },
            **({"301": {"description": _MOVED}} if "{slug" in endpoint.path else {}),
            "304": {"description": "Nothing has changed since the ETag in `If-None-Match`."},
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in problems},
        },
    }


def _problem(words: str, example: Problem) -> dict[str, Any]:
    schema = {"$ref": _REF.format(name="Problem")}
    return {
        "description": words,
        "content": {PROBLEM_TYPE: {"schema": schema, "example": msgspec.to_builtins(example)}},
    }


def _parameters(endpoint: Endpoint, catalogue: Catalogue) -> list[dict[str, Any]]:
    found = [_path_parameter(name, endpoint, catalogue) for name in re.findall(r"{(\w+)}", endpoint.path)]
    found += [
        {
            "name": parameter.name,
            "in": "query",
            "description": parameter.description,
            "schema": parameter.schema(),
            "example": int(parameter.example) if parameter.minimum is not None else parameter.example,
        }
        for parameter in endpoint.takes
    ]
    return found + (_answers(catalogue) if endpoint is endpoints.RECOMMENDATION else [])


def _path_parameter(name: str, endpoint: Endpoint, catalogue: Catalogue) -> dict[str, Any]:
    described: dict[str, Any] = {"name": name, "in": "path", "required": True}
    if name == "number":
        return described | {"schema": EDITION.schema(), "example": 1}
    named = _named(endpoint, catalogue)
    described["schema"] = {"type": "string", "pattern": SLUG_PATTERN}
    return described | ({"example": named} if named else {})


def _answers(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the parameters of a recommendation: questions, `among`, and what is set by hand."""
    frameworks = [framework.slug for framework in catalogue.frameworks]
    among = {"type": "array", "items": {"enum": frameworks}, "minItems": 1}
    return [
        *(
            {
                "name": question.slug,
                "in": "query",
                "description": question.text,
                "schema": {
                    "type": "array",
                    "items": {"enum": [choice.slug for choice in question.choices]},
                    **({} if question.multiple else {"maxItems": 1}),
                },
            }
            for question in catalogue.questions
        ),
        {"name": AMONG, "in": "query", "description": "The only frameworks to consider.", "schema": among},
        {
            "name": USES,
            "in": "query",
            "description": "Frameworks that the project uses; no ranking changes.",
            "schema": among,
        },
        {
            "name": "by-hand",
            "in": "query",
            "description": f"Set by hand: `{LEVEL}<criterion>` an importance, `{REQUIREMENT}<criterion>` a must-have.",
            "style": "form",
            "explode": True,
            "schema": {
                "type": "object",
                "propertyNames": {"pattern": rf"^({LEVEL}|{REQUIREMENT})[a-z0-9-]+$".replace(".", r"\.")},
                "additionalProperties": {"type": "string"},
            },
            "example": {f"{LEVEL}{criterion.slug}": "a-lot" for criterion in catalogue.rated_criteria[:1]},
        },
    ]


def _named(endpoint: Endpoint, catalogue: Catalogue) -> str:
    """Return the slug in an example address: that of the endpoint's own example if it exists, else the first."""
    example_slug = endpoint.example.rpartition("/")[2]
    if endpoint.path.startswith("comparisons"):
        slugs = [framework.slug for framework in catalogue.frameworks]
        return example_slug if {*example_slug.split("-vs-")} <= {*slugs} else "-vs-".join(slugs[:2])
    if endpoint is endpoints.MEASUREMENT_DETAIL:
        slugs = [framework.slug for framework, _ in measured_by_slug(catalogue)]
    else:
        slugs = [part.slug for part in getattr(catalogue, endpoint.path.partition("/")[0])]
    return example_slug if example_slug in slugs else next(iter(slugs), "")


def _address(endpoint: Endpoint, catalogue: Catalogue) -> str:
    """Return an example address that exists, relative to the root."""
    path, _, query = endpoint.example.partition("?")
    if re.search(r"{slugs?}", endpoint.path):
        path = f"{path.rpartition('/')[0]}/{_named(endpoint, catalogue)}"
    return f"/{path}?{query}" if query else f"/{path}"


def _example(endpoint: Endpoint, edition: "Edition", root: str) -> msgspec.Struct | None:
    """Return the answer to the example address, None if the catalogue lacks what it needs."""
    catalogue = public(edition.catalogue)
    path = {name: _named(endpoint, catalogue) for name in re.findall(r"{(slugs?)}", endpoint.path)}
    values = {one.name: one.default for one in endpoint.takes if one.default is not None}
    query = ApiQuery(edition=edition, here=root + endpoint.path, root=root, path=path, values=values)
    if endpoint is endpoints.INDEX:
        return index(edition, root, root)
    if endpoint is endpoints.RECOMMENDATION:
        asked_first = catalogue.questions[:1]
        answers = Answers(choices={question.slug: (question.choices[0].slug,) for question in asked_first})
        return recommendation_answer(edition, answers)
    if endpoint in (endpoints.DUMP, endpoints.EDITION_DUMP):
        return catalogue
    if endpoint is endpoints.EDITION_DETAIL:
        return edition_answer(root, edition, None)
    if endpoint is endpoints.EDITION_LIST:
        name = msgspec.structs.asdict(query.name)
        return Editions(**query.page([EditionSummary(note=edition.note, **name)]))
    assert endpoint.build is not None, "every other endpoint is answered from a catalogue"
    try:
        return endpoint.build(query)
    except (NotFound, BadRequest):
        return None


def _trimmed(plain: Any) -> Any:
    """Return an example short enough to read: of every list the first item."""
    if isinstance(plain, dict):
        return {key: _trimmed(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_trimmed(item) for item in plain[:1]]
    return plain
