"""/llms.txt: what there is for assistants without tools, and where (llmstxt.org)."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse

from advisor.mcp.protocol import DESCRIPTION
from comparisons.catalogue.value import Catalogue, Question
from comparisons.editions.store import Edition
from comparisons.files.markdown import escaped, link
from comparisons.rendering.addresses import address, markdown_address
from comparisons.views.decorators import on_current_edition

TEXT = "text/plain; charset=utf-8"
_OPTIONAL = {
    "comparisons:editions": "What changed: all editions of the catalogue",
    "comparisons:sources": "Every source that something cites",
    "comparisons:claims": "What others claim, fact-checked",
    "comparisons:lab": "The same small application in each framework, measured",
}


@on_current_edition
def llms(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Answer with the overview of the site in Markdown."""
    lines = _lines(edition, request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def _lines(edition: Edition, origin: str) -> Iterator[str]:
    catalogue = edition.catalogue
    yield "# Framework advisor"
    yield ""
    yield f"> {DESCRIPTION}"
    yield ""
    yield (
        f"Edition {edition.number} of the catalogue, {edition.published_at:%Y-%m-%d}. Every page is also there as "
        "Markdown: put `.md` in place of the last slash of its address. Cite scores and rankings with the address of "
        "their page, say what is unknown, and do not guess."
    )
    yield from _section("Advice", _advice(origin))
    yield from _section("Questions, with their choices (* takes several)", map(_question, catalogue.questions))
    yield from _section("Frameworks", _frameworks(catalogue, origin))
    yield from _section("Criteria", _criteria(catalogue, origin))
    yield from _section("Optional", (_page(name, words, origin) for name, words in _OPTIONAL.items()))


def _section(heading: str, items: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    yield ""
    yield from (f"- {item}" for item in items)


def _advice(origin: str) -> Iterator[str]:
    result = f"{origin}{address('advisor:result-adr')}?build=site&size=small"
    comparison = f"{origin}{markdown_address(address('comparisons:comparison', 'django-vs-flask'))}"
    yield f"{link('Tools for assistants', f'{origin}/mcp')}: the Model Context Protocol over streamable HTTP"
    yield _page("advisor:assistants", "How to add these tools to a client", origin)
    yield (
        f"{link('A recommendation', result)}: put the answers to the questions below into the query, once for each "
        "choice. `edition=N` pins an edition"
    )
    yield f"{link('A comparison', comparison)}: two to six slugs of frameworks, joined by `-vs-`"
    yield _page("advisor:method", "How the advice is worked out", origin)
    yield f"{link('Read API', origin + address('advisor:api-openapi'))}: the same as JSON (OpenAPI)"


def _page(name: str, words: str, origin: str) -> str:
    return link(words, f"{origin}{markdown_address(address(name))}")


def _question(question: Question) -> str:
    choices = ", ".join(f"`{choice.slug}` ({escaped(choice.text)})" for choice in question.choices)
    return f"`{question.slug}`{'*' if question.multiple else ''}: {escaped(question.text)} {choices}"


def _frameworks(catalogue: Catalogue, origin: str) -> Iterator[str]:
    for framework in catalogue.public_frameworks.values():
        page = f"{origin}{markdown_address(address('comparisons:framework', framework.slug))}"
        yield f"{link(framework.name_with_status, page)}: {escaped(framework.summary)}"


def _criteria(catalogue: Catalogue, origin: str) -> Iterator[str]:
    for criterion in catalogue.criteria_in_use:
        page = f"{origin}{markdown_address(address('comparisons:criterion', criterion.slug))}"
        yield f"{link(criterion.name, page)}: {escaped(criterion.description)}"
