"""Which part of the catalogue lies in which file."""

FRAMEWORKS = "frameworks"

COLLECTIONS = {
    "criteria.toml": ("groups", "criteria"),
    "questions.toml": ("questions",),
    "sources.toml": ("sources",),
    "claims.toml": ("claims",),
    "scenarios.toml": ("scenarios",),
}

_FILE_OF_THING = {
    "group": "criteria.toml",
    "criterion": "criteria.toml",
    "question": "questions.toml",
    "source": "sources.toml",
    "claim": "claims.toml",
    "scenario": "scenarios.toml",
}


def framework_file(slug: str) -> str:
    return f"{FRAMEWORKS}/{slug}.toml"


def file_of(where: str) -> str:
    """Return the file that holds what a problem of `check` is about: 'framework django, score admin'."""
    thing, _, rest = where.partition(" ")
    if thing == "framework":
        return framework_file(rest.split(",")[0])
    return _FILE_OF_THING[thing]
