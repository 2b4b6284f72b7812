"""What every application of the lab does, in the words of our pages. lab/specification.md is the contract. Pure."""

from collections.abc import Mapping

from msgspec import Struct


class Part(Struct, frozen=True):
    """A part of what an application does. `missing` names it in a list of what is left out."""

    name: str
    text: str
    missing: str


# By the names that `[cannot]` in app.toml uses, in the order of the specification.
_WEB = {
    "html": Part(
        "Pages",
        "Lists the notes from its database on a page made from a template, with every title escaped. Another page has "
        "a table of 30 rows.",
        "pages from templates",
    ),
    "form": Part(
        "A form",
        "Adds a note and goes back to the list. Refuses a title that is missing or longer than 100 characters.",
        "the form",
    ),
    "csrf": Part(
        "Protection of the form",
        "Accepts the form only from its own page, with the framework's own protection against forged requests.",
        "protection against forged forms",
    ),
    "api": Part(
        "JSON",
        "Sends all notes, or one by its number, to other programs. A number without a note gets 404.",
        "JSON for programs",
    ),
    "validation": Part(
        "Checks of JSON",
        "Adds a note sent as JSON. Refuses a title that is missing, empty, too long or not a text, and a body that is "
        "not JSON, in the framework's own way.",
        "checks of JSON",
    ),
    "login": Part(
        "Log-in",
        "Signs a user in with a name and a password, and shows one page only to signed-in users.",
        "the log-in",
    ),
    "stream": Part(
        "A streamed answer",
        "Sends five lines of text, one by one, a fifth of a second apart.",
        "the streamed answer",
    ),
    "echo": Part("WebSockets", "Sends every text back that it receives.", "WebSockets"),
    "jobs": Part(
        "A job after the response",
        "Responds at once and keeps working for a second afterwards. Another address counts the finished jobs.",
        "jobs after the response",
    ),
    "test": Part(
        "Its own test",
        "Has a test of its own, with the test client that the documentation uses.",
        "a test of its own",
    ),
}
_SCREEN = {
    "filter": Part(
        "A table with a filter",
        "Shows 200 rows. Typing leaves the rows whose name contains the text, and says how many.",
        "the filter",
    ),
    "slider": Part("A slider and a chart", "Draws as many points of a line chart as the slider says.", "the slider"),
    "form": Part(
        "A form",
        "Takes a name and an age, and says what is wrong: no name, or an age that is not between 0 and 150.",
        "the form",
    ),
    "job": Part(
        "A slow job",
        "Works for five steps of half a second with a progress bar, and blocks no other tab meanwhile.",
        "the slow job",
    ),
    "tabs": Part("State of a tab", "Counts clicks for each tab alone.", "state of a tab"),
    "pages": Part("Two pages", "Has two pages with addresses of their own.", "two pages"),
}

PARTS: Mapping[str, Mapping[str, Part]] = {"web": _WEB, "screen": _SCREEN}
# The heading above the applications of a specification, and what is said of them in short.
KINDS = {
    "web": ("Web applications", "the same small web application"),
    "screen": ("Screens in Python", "the same two screens"),
}
