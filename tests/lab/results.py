"""Results that are made for a test, of applications that the lab has: Flask's, FastAPI's and NiceGUI's."""

from msgspec.structs import replace

from lab.application import read
from lab.figures import Behaviour, Effort, Footprint, Imports, Installed, Memory, Ratio, Speed, Tested
from lab.probes.listing import does_not_apply, seen
from lab.results import Part, Result, Run, digest, write

MACHINE = {"processor": "a processor", "cores": "2", "memory": "4 GB", "system": "Linux 6"}


def run_of(slug, part, **changed):
    application = read(slug)
    told = {
        "date": "2026-11-24T12:00:00+00:00",
        "release": application.release,
        "python": "3.13.0",
        "application": digest(application),
        "machine": MACHINE,
        "command": f'make lab ARGS="{slug} --only {part}"',
        "seconds": 1.5,
    }
    return Run(**told | changed)


def ratio(figure, low, high, *, confidence=0.9586, rounds=20, disturbed=0, unit="requests per second"):
    return Ratio(unit, figure, low, high, confidence, (figure,) * rounds, (1.0,) * rounds, disturbed)


def speed(interface, *figures):
    """Return the speed with the median and the ends of the interval of each of the four cases."""
    cases = zip(("json", "page", "list", "post"), figures, strict=True)
    return Speed(interface, {case: ratio(*found) for case, found in cases})


FOOTPRINT = Footprint(
    plain=Installed(("flask 3.1.3", "jinja2 3.1.6"), 6.4),
    needed=Installed(("flask 3.1.3", "gunicorn 27.0.1", "jinja2 3.1.6"), 9.8),
    imports=Imports(("flask",), (), ratio(2.5, 2.4, 2.6, rounds=9, unit="seconds")),
    start=ratio(1.234, 1.2, 1.3, rounds=6, unit="seconds"),
    memory=Memory(3, 43.21, 45.0, 10_000),
    bare_memory=Memory(3, 30.0, 30.5, 10_000),
)
OUTCOMES = {
    "csrf-by-default": seen(False, "status 200"),
    "body-limit": seen(1_048_576, "no limit met", at_least=True),
    "openapi-version": seen("none"),
    "validation-status": does_not_apply("It brings no validation."),
    "test-client": seen(True),
}


def result_of(slug, *parts, **changed):
    """Return a result with these parts, or with all that the application's specification has.

    `changed` are the fields of the runs that are to be other ones.
    """
    values = {
        "conformance": (Tested("Hello answers in json", "passed"), Tested("The echo answers", "cannot", "None here.")),
        "effort": Effort({"app.py": 90, "templates/index.html": 21}, (slug, "gunicorn")),
        "footprint": FOOTPRINT,
        "behaviour": Behaviour(OUTCOMES),
    }
    if slug == "flask":
        values["speed"] = speed("wsgi", (0.424, 0.41, 0.44), (0.083, 0.08, 0.09), (0.3, 0.2, 0.4), (0.5, 0.5, 0.5))
    if slug == "fastapi":
        values["speed"] = speed("asgi", (0.2, 0.19, 0.21), (0.1, 0.1, 0.1), (0.3, 0.2, 0.4), (0.5, 0.5, 0.5))
    found = Result(slug)
    for part in parts or values:
        found = replace(found, **{part: Part(run_of(slug, part, **changed), values[part])})
    return found


def bare(**changed):
    """Return the result of the two bare programs: the ASGI program is twice as fast."""
    found = speed("asgi", (2.0, 1.9, 2.1), (2.0, 2.0, 2.0), (2.0, 2.0, 2.0), (2.0, 2.0, 2.0))
    return Result("bare", speed=Part(run_of("flask", "speed", **changed), found))


def write_results(folder, *results):
    """Write results and that of the bare programs, if none of them is it. Returns the folder."""
    for one in (bare(), *results):
        write(one, folder)
    return folder
