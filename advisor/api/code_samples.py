"""How programs ask the API for an address, in three languages. Pure."""

from msgspec import Struct


class Sample(Struct, frozen=True):
    """`language` is its name, `slug` the end of the ids and CSS classes that choose it."""

    language: str
    slug: str
    code: str


# Language, slug, and the code with ADDRESS in place of the address. Each needs nothing but the language itself.
_TEMPLATES = (
    ("curl", "curl", "curl 'ADDRESS'"),
    (
        "Python",
        "python",
        'import json\nfrom urllib.request import urlopen\n\nwith urlopen("ADDRESS") as response:\n'
        "    answer = json.load(response)",
    ),
    ("JavaScript", "javascript", 'const response = await fetch("ADDRESS");\nconst answer = await response.json();'),
)


def samples(address: str) -> tuple[Sample, ...]:
    """Return the code that asks for an address, which is percent-encoded and so has no quotes."""
    return tuple(Sample(language, slug, code.replace("ADDRESS", address)) for language, slug, code in _TEMPLATES)
