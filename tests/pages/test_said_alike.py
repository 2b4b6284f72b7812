"""What a result has to say, it says in all of its outputs, in the same words.

A new state of a result goes into STATES, a new output into OUTPUTS: tests fail until it does.
"""

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

import pytest
from django.urls import reverse
from msgspec.structs import replace

from advisor.advice.notices import State
from advisor.advice.recommendation import recommend
from advisor.advice.robustness import verdict_of
from advisor.answers.own import KEYS, read_own, with_own
from advisor.answers.query import query_pairs, read_answers
from advisor.result import urls
from advisor.result.card import ResultCard, result_card
from advisor.result.page import result_page
from comparisons.cards.text_layout import Block
from comparisons.catalogue.names import Names
from tests.catalogues import with_score
from tests.pages.editions import add_edition

PUBLISHED = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
EQUAL = "You named no priorities, so every criterion counts the same"


def equal(catalogue):
    """Alder and Birch answer equally fast."""
    level = with_score(catalogue, "alder", "speed", value=400.0, relative_error=0.0)
    return with_score(level, "birch", "speed", value=400.0)


@dataclass(frozen=True)
class Case:
    """`words` are said by every output, `headline` by those with a headline too. `never` is said by none."""

    query: str
    words: tuple[str, ...]
    headline: str
    never: str = "comes first"
    make: object = None
    state: State | None = None
    refused_by: str = ""


STATES = {
    "one first": Case(
        "build=site&parts=editors", ("Alder comes first",), "First impression: Alder", never="share the first place"
    ),
    "own": Case(
        "build=site&own=alder.admin.7:We+know+it",
        ("ours, not ours",),  # a heading on the page, "1 score is yours, not ours" elsewhere
        "First impression: Alder",
        "NEVER",
        state=State.OWN,
        refused_by="api-recommendation",
    ),
    "a tie": Case(
        "level.speed=decisive",
        ("Alder and Birch share the first place with 40 out of 100",),
        "First impression: Alder and Birch",
        never="Use |Chosen option|comes first with|comes first, |robust|leaning|Advice: (?!no clear winner)",
        make=equal,
    ),
    "no priorities": Case(
        "",
        (EQUAL, "Birch comes first"),
        "No best fit yet: you named no priorities",
        never="Use Birch|Chosen option|first, clearly|Advice: |How sure: |> clear <| clear We ",
        state=State.NO_PRIORITIES,
    ),
    "few answers": Case(
        "build=site", ("First impression from 1 answer",), "First impression: Alder", "NEVER", state=State.FEW_ANSWERS
    ),
    "no answers, but an importance": Case(
        "level.admin=a-lot", ("No question answered",), "First impression: Alder", "NEVER"
    ),
    "retired": Case(
        "among=alder&among=birch&among=dogwood&build=site",
        ("Dogwood is retired; Alder and Birch are left of those you named",),
        "First impression: Alder",
        "NEVER",
        state=State.RETIRED,
    ),
    "unknown": Case("build=site", ("1 score unknown",), "First impression: Alder", "NEVER", state=State.UNKNOWN),
    "excluded and the only one": Case(
        "build=api",
        ("1 left out by must-haves", "Birch is the only one that meets your must-haves"),
        "Birch is the only one that meets your must-haves",
        state=State.EXCLUDED,
    ),
    "unconfirmed and the only one": Case(
        "need.admin=5",
        ("1 could not be confirmed", "Alder is the only one known to meet your must-haves", EQUAL),
        "Alder is the only one known to meet your must-haves",
        state=State.UNCONFIRMED,
    ),
    "nothing left": Case(
        "build=api&need.packages=0.5",
        ("No framework meets all your must-haves", "2 left out by must-haves"),
        "No framework meets all your must-haves",
    ),
    "nothing known to be left": Case(
        "need.admin=5&need.speed=500",
        ("No framework is known to meet all your must-haves", "1 could not be confirmed"),
        "No framework is known to meet all your must-haves",
        never="No framework meets|comes first",
    ),
}


def head(client, query, name):
    body = client.get(f"/advise/result/?{query}", follow=True).content.decode().partition("</head>")[0]
    return unescape(re.search(rf'(?:name|property)="{name}"\s+content="([^"]*)"', body)[1])


def page(client, query):
    body = client.get(f"/advise/result/?{query}", follow=True).content.decode()
    main = re.search(r"<main.*?</main>", body, re.DOTALL)[0]
    # Of what would change the result, and of whom to choose instead, other results come first.
    told = re.sub(r'<section aria-labelledby="(change|watch)">.*?</section>', "", main, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", told)).split())


def title(client, query):
    body = client.get(f"/advise/result/?{query}", follow=True).content.decode()
    return unescape(re.search(r"<title>(.*?)</title>", body, re.DOTALL)[1])


def text(address):
    def read(client, query):
        response = client.get(f"{address}?{query}", follow=True)
        assert response.status_code == 200
        # Of what would change the result other results come first.
        return re.sub(r"Revisit when:\n\n(- .*\n)*", "", response.content.decode())

    return read


def madr_2(client, query):
    return text("/advise/result.md")(client, f"{query}&madr=2".lstrip("&"))


def table(client, query):
    """Return what each row says, which all have to say alike."""
    content = client.get(f"/advise/result.csv?{query}", follow=True).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert len(rows) > 1
    (said,) = {row[rows[0].index("About this result")] for row in rows[1:]}
    return said


def document(address):
    def read(client, query):
        response = client.get(f"{address}?{query}", follow=True)
        found = json.loads(response.content)
        if response.status_code == 400:
            return json.dumps(found)
        return " ".join([found["summary"], *(f"{notice['words']}." for notice in found["notices"])])

    return read


def card(client, query):
    """Return the texts of the card. The picture itself holds them as shapes."""
    assert client.get(f"/advise/result.png?{query}", follow=True).status_code == 200
    pairs = query_pairs(query)
    own = read_own(pairs, Names(client.catalogue)).own
    read = read_answers([pair for pair in pairs if pair[0] not in KEYS], client.catalogue)
    catalogue, answers = with_own(client.catalogue, own), replace(read.answers, own=own)
    found = recommend(catalogue, answers)
    shown = result_card(result_page(catalogue, answers, found), verdict_of(catalogue, found))
    blocks = [getattr(shown, name) for name in ResultCard.__struct_fields__]
    return " ".join(line.text for block in blocks if isinstance(block, Block) for line in block.lines)


# How each output is read, by the name of its route and a part of it, and whether that is a headline only.
OUTPUTS = {
    "result": (page, False),
    "result <title>": (title, True),
    "result og:title": (lambda client, query: head(client, query, "og:title"), True),
    "result description": (lambda client, query: head(client, query, "description"), False),
    "result og:description": (lambda client, query: head(client, query, "og:description"), False),
    "result og:image:alt": (lambda client, query: head(client, query, "og:image:alt"), False),
    "result-json": (document("/advise/result.json"), False),
    "result-csv": (table, False),
    "result-adr": (text("/advise/result.md"), False),
    "result-adr MADR 2": (madr_2, False),
    "result-table": (text("/advise/result-table.md"), False),
    "result-card": (card, False),
    "api-recommendation": (document("/api/v1/recommendation"), False),
}


@pytest.mark.parametrize("state", STATES)
def test_every_output_says_what_a_result_has_to_say(client, db, small, state):
    case = STATES[state]
    client.catalogue = case.make(small) if case.make else small
    add_edition(1, client.catalogue, published_at=PUBLISHED)
    silent, wrong = {}, {}
    for output, (read, is_headline) in OUTPUTS.items():
        said = read(client, case.query)
        if output == case.refused_by:
            assert '"status": 400' in said
            silent[output] = wrong[output] = []
            continue
        silent[output] = [words for words in ((case.headline,) if is_headline else case.words) if words not in said]
        wrong[output] = re.findall(case.never, said)
    nothing: dict[str, list[str]] = {output: [] for output in OUTPUTS}
    assert silent == nothing
    assert wrong == nothing


# The pages behind a result, whose figures are those of the result.
BEHIND = {"levels", "side-by-side", "difference", "left-out", "answers", "share", "own", "moving", "watch"}


def files_on_the_share_page(client, query):
    body = client.get(f"/advise/result/share/?{query}", follow=True).content.decode()
    return set(re.findall(r'"(?:http://testserver)?(/advise/result[.-][^"]*)"', unescape(body)))


def test_every_state_and_every_output_is_tested(client, published):
    assert set(State) == {case.state for case in STATES.values() if case.state}
    routes = {output.partition(" ")[0] for output in OUTPUTS}
    behind = {f"result-{name}" for name in BEHIND}
    assert routes | behind == {pattern.name for pattern in urls.urlpatterns} | {"api-recommendation"}
    files = {file.partition("?")[0] for file in files_on_the_share_page(client, "build=site")}
    assert files == {reverse(f"advisor:{route}") for route in routes if route.startswith("result-")}


def test_files_say_that_a_framework_is_retired_as_their_page_does(client, published):
    files = files_on_the_share_page(client, "among=alder&among=birch&among=dogwood&build=site")
    assert len(files) == 6
    assert [file for file in files if "among=dogwood" not in file and "among.dogwood" not in file] == []
