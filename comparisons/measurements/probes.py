"""What the probes of the lab say about editors' scores: which they support, and which they contradict. Pure."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from comparisons.catalogue.value import Framework, Score
from comparisons.catalogue.wording import unit_of
from comparisons.measurements.results import Measured
from lab.probes.listing import Outcome, Probe, read_probes


class Rule(NamedTuple):
    """What an outcome means for a score: it can be no more, or no less, by the anchors of the criterion."""

    probe: str
    found: Callable[[Outcome], bool]
    criterion: str
    because: str
    at_least: float = 0
    at_most: float = 10

    def allows(self, value: float | str) -> bool:
        return isinstance(value, str) or self.at_least <= value <= self.at_most

    @property
    def bound(self) -> str:
        return f"at most {self.at_most:g}" if self.at_most < 10 else f"at least {self.at_least:g}"


def _yes(outcome: Outcome) -> bool:
    return outcome.value is True


def _no(outcome: Outcome) -> bool:
    return outcome.value is False


def _none(outcome: Outcome) -> bool:
    return outcome.value == "none"


def _some(outcome: Outcome) -> bool:
    return outcome.state == "seen" and outcome.value != "none"


def _missing(outcome: Outcome) -> bool:
    return outcome.state == "does not apply"


def _fails(outcome: Outcome) -> bool:
    return outcome.value == 500


RULES = (
    Rule("csrf-by-default", _no, "security", "a form from another site is taken", at_most=7),
    Rule("csrf-by-default", _yes, "security", "a form from another site is refused", at_least=5),
    Rule("host-checked", _no, "security", "any host name is taken", at_most=9),
    Rule("session-http-only", _no, "security", "scripts can read the session cookie", at_most=6),
    Rule("error-hidden", _no, "security", "an error shows its text to visitors", at_most=5),
    Rule("escapes-markup", _no, "security", "templates do not escape", at_most=5),
    Rule("escapes-markup", _no, "html-support", "templates do not escape", at_most=5),
    Rule("escapes-markup", _yes, "html-support", "templates escape", at_least=2),
    Rule("async-views", _no, "realtime", "async views do not work in a plain install", at_most=5),
    Rule("async-views", _yes, "realtime", "async views work in a plain install", at_least=3),
    Rule("openapi-version", _none, "api", "it writes no OpenAPI description by itself", at_most=7),
    Rule("openapi-version", _some, "api", "it writes an OpenAPI description by itself", at_least=5),
    Rule("validation-status", _missing, "api", "it brings no validation", at_most=7),
    Rule("malformed-json", _fails, "api", "a body that is not JSON ends in an error of the server", at_most=7),
    Rule("test-client", _no, "testing", "its test client needs another package", at_most=8),
    Rule("test-client", _yes, "testing", "a plain install has a test client", at_least=4),
    Rule("types-published", _no, "typing", "the package publishes no types", at_most=5),
    Rule("types-published", _yes, "typing", "the package publishes its types", at_least=4),
    Rule("strict-program", _no, "typing", "a small annotated program fails the strict mode of mypy", at_most=9),
    Rule("traceback-page", _no, "debugging", "no error page during development", at_most=5),
    Rule("traceback-page", _yes, "debugging", "an error page during development", at_least=4),
    Rule("debugger-console", _yes, "debugging", "code can be run in the error page", at_least=6),
    Rule("debugger-console", _no, "debugging", "no code can be run in the error page", at_most=8),
    Rule("stop-answers", _no, "deployment", "a request is lost when the server is stopped", at_most=8),
)


class Contradiction(Struct, frozen=True):
    """A score that an outcome does not allow."""

    framework: Framework
    score: Score
    question: str
    answer: str
    because: str
    bound: str


@cache
def probes() -> dict[str, Probe]:
    return {probe.slug: probe for probe in read_probes()}


def probes_on(criterion: str) -> list[Probe]:
    """Return the probes that bear on a criterion."""
    return [probe for probe in probes().values() if criterion in probe.criteria]


def answer_in_words(probe: Probe, outcome: Outcome) -> str:
    """Return what a probe found, or why it found nothing."""
    value = outcome.value
    if outcome.state != "seen" or value is None:
        return outcome.state
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    figure = f"{value:,.10g}"
    words = figure if probe.unit in ("", "status") else f"{figure} {unit_of(value, probe.unit)}"
    return f"{words} or more" if outcome.at_least else words


def contradictions(framework: Framework, measured: Measured) -> Iterator[Contradiction]:
    """Yield the scores of a framework that a probe contradicts, by the rules above."""
    for rule, outcome in _applying(measured):
        score = framework.score_by_criterion.get(rule.criterion)
        if score is not None and not rule.allows(score.value):
            probe = probes()[rule.probe]
            answer = answer_in_words(probe, outcome)
            yield Contradiction(framework, score, probe.question, answer, rule.because, rule.bound)


def supported_criteria(framework: Framework, measured: Measured) -> list[str]:
    """Return the criteria on which a probe bears, if none contradicts the framework's score."""
    contradicted = {one.score.criterion for one in contradictions(framework, measured)}
    return sorted({rule.criterion for rule, _ in _applying(measured)} - contradicted)


def _applying(measured: Measured) -> Iterator[tuple[Rule, Outcome]]:
    behaviour = measured.result.behaviour
    outcomes = behaviour.values.outcomes if behaviour else {}
    for rule in RULES:
        outcome = outcomes.get(rule.probe)
        if outcome and probes()[rule.probe].is_for(measured.described.specification) and rule.found(outcome):
            yield rule, outcome
