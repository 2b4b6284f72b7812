"""URLs that have not been requested yet, in canonical form so that they are not redirected. Pure."""

from collections.abc import Iterator
from random import Random
from string import ascii_lowercase
from urllib.parse import urlencode

from advisor.answers.flow import asked_questions
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue, Question
from comparisons.content.comparison import MOST_COMPARED

_EXPORTS = (".json", ".csv", ".md")

_OPTIONS: tuple[dict[str, str], ...] = (
    {},
    {"axes": "swapped"},
    {"reasons": "shown"},
)


def comparison(slugs: list[str], **options: str) -> str:
    query = urlencode(options)
    return f"/compare/{'-vs-'.join(sorted(slugs))}/" + (f"?{query}" if query else "")


def advice(catalogue: Catalogue, answers: Answers) -> str:
    return f"/advise/result/?{answers.query(catalogue)}"


def card_of(address: str) -> str:
    """Return the URL of the social card of a comparison or a result."""
    path, _, query = address.partition("?")
    return f"{path[:-1]}.png?{query}" if path == "/advise/result/" else f"{path}card.png"


def export_of(address: str, draw: Random) -> str:
    """Return the URL of a result as a file of some kind."""
    path, _, query = address.partition("?")
    return f"{path[:-1]}{draw.choice(_EXPORTS)}?{query}"


def search(name: str, draw: Random) -> str:
    """Return the URL of a search for a name and a made-up word."""
    return f"/find/?{urlencode({'q': name + ' ' + ''.join(draw.choices(ascii_lowercase, k=6))})}"


def new_comparisons(slugs: list[str], draw: Random) -> Iterator[str]:
    """Yield URLs of comparisons of two to six of these frameworks with random options, none twice."""
    seen: set[str] = set()
    while True:
        chosen = draw.sample(slugs, draw.randint(2, min(MOST_COMPARED, len(slugs))))
        address = comparison(chosen, **draw.choice(_OPTIONS))
        if address not in seen:
            seen.add(address)
            yield address


def new_advice(catalogue: Catalogue, draw: Random, among: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield URLs of results with random answers to nine of ten questions, none twice."""
    seen: set[str] = set()
    while True:
        address = advice(catalogue, _answered(catalogue, draw, Answers(among=tuple(sorted(among)))))
        if address not in seen:
            seen.add(address)
            yield address


def _answered(catalogue: Catalogue, draw: Random, answers: Answers) -> Answers:
    for question in catalogue.questions:
        if question in asked_questions(catalogue, answers) and draw.random() < 0.9:
            answers = answers.with_choices(question.slug, _chosen(question, draw))
    return answers


def _chosen(question: Question, draw: Random) -> list[str]:
    if not question.multiple:
        return [draw.choice(question.choices).slug]
    together = [choice.slug for choice in question.choices if not choice.exclusive]
    alone = [[choice.slug] for choice in question.choices if choice.exclusive]
    some = draw.sample(together, draw.randint(1, min(3, len(together))))
    return draw.choice([some, some, some, *alone])
