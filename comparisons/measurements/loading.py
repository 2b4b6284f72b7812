"""A catalogue with what the lab measured: scores, sources, and what editors' scores rest on. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from comparisons.applications.reading import application_of
from comparisons.catalogue.days import day_in_words
from comparisons.catalogue.names import slug_now
from comparisons.catalogue.value import CRITERIA, Catalogue, Framework, Score, Source
from comparisons.catalogue.wording import joined
from comparisons.measurements.probes import RULES, supported_criteria
from comparisons.measurements.results import Measured, Results, measured_of
from comparisons.measurements.scores import FIGURES, measured_scores, source_of_run


class Loaded(Struct, frozen=True):
    """A catalogue with measurements; why frameworks are left out, by slug; and criteria that it does not have."""

    catalogue: Catalogue
    refused: Mapping[str, str]
    missing: tuple[str, ...]


def with_measurements(catalogue: Catalogue, results: Results, wanted: Iterable[str]) -> Loaded:
    """Return the catalogue with the measurements of the frameworks that are wanted, by slug."""
    refused: dict[str, str] = {}
    frameworks, sources = dict(catalogue.framework_by_slug), dict(catalogue.source_by_slug)
    for slug in wanted:
        framework = frameworks[slug]
        measured = measured_of(framework, results.measured)
        if measured is None:
            refused[slug] = _why_not_measured(framework, results)
        elif fault := _fault(framework, measured, catalogue):
            refused[slug] = fault
        else:
            frameworks[slug] = _measured(framework, measured, catalogue)
            sources[source_of_run(measured)] = _source(framework, measured, catalogue)
    return Loaded(
        replace(catalogue, frameworks=tuple(frameworks.values()), sources=tuple(sources.values())),
        refused,
        tuple(name for name in FIGURES if slug_now(catalogue, CRITERIA, name) not in catalogue.criterion_by_slug),
    )


def _why_not_measured(framework: Framework, results: Results) -> str:
    own = application_of(framework)
    return results.refused[own.slug] if own else "the lab has no application of it"


def _fault(framework: Framework, measured: Measured, catalogue: Catalogue) -> str:
    """Return why a result is not loaded, or ''."""
    release, result = measured.described.release, measured.result
    if release != framework.latest_version:
        return f"the lab ran release {release}, and the catalogue is about {framework.latest_version}"
    if result.failed:
        return f"these parts of the run failed: {', '.join(sorted(result.failed))}"
    if result.speed and measured.bare is None:
        return "there is no speed of the two bare programs, which its own is compared with"
    stored = catalogue.source_by_slug.get(source_of_run(measured))
    if stored and date.fromisoformat(measured.day) < stored.accessed:
        return f"the run of {measured.day} is older than what is stored, of {stored.accessed}"
    if gone := [*_without_figure(framework, measured, catalogue)]:
        return f"it has no figure on {joined(gone)}, of which a former run's is stored"
    return ""


def _without_figure(framework: Framework, measured: Measured, catalogue: Catalogue) -> Iterator[str]:
    """Yield the measured criteria on which the scores rest on a former run that had more parts."""
    found = {score.criterion for score in _scores(framework, measured, catalogue)}
    for criterion in sorted(_measured_criteria(catalogue) - found):
        score = framework.score_by_criterion.get(criterion)
        if score and source_of_run(measured) in score.sources:
            yield criterion


def _measured_criteria(catalogue: Catalogue) -> set[str]:
    return {slug_now(catalogue, CRITERIA, name) for name in FIGURES}


def _scores(framework: Framework, measured: Measured, catalogue: Catalogue) -> Iterator[Score]:
    """Yield the scores on the measured criteria that the catalogue has."""
    for score in measured_scores(framework.name, measured):
        criterion = slug_now(catalogue, CRITERIA, score.criterion)
        if criterion in catalogue.criterion_by_slug:
            yield _reviewed_since(framework.score_by_criterion.get(criterion), replace(score, criterion=criterion))


def _reviewed_since(stored: Score | None, score: Score) -> Score:
    """Return the stored score if it says the same and an editor has looked at it since the run."""
    if stored is None or stored.reviewed_on <= score.reviewed_on:
        return score
    return stored if replace(score, reviewed_on=stored.reviewed_on) == stored else score


def _measured(framework: Framework, measured: Measured, catalogue: Catalogue) -> Framework:
    found = {score.criterion: score for score in _scores(framework, measured, catalogue)}
    # On other criteria it is for editors to say whether a score rests on the run.
    editorial = {rule.criterion for rule in RULES} - _measured_criteria(catalogue)
    resting = {*supported_criteria(framework, measured)} & editorial
    kept = (score for score in framework.scores if score.criterion not in found)
    scores = (_cited(score, measured, resting) if score.criterion in editorial else score for score in kept)
    return replace(framework, scores=(*scores, *found.values()))


def _cited(score: Score, measured: Measured, resting: Collection[str]) -> Score:
    """Return a score that cites the run if a probe supports it, and does not if none does any more."""
    source = source_of_run(measured)
    if (score.criterion in resting) == (source in score.sources):
        return score
    others = tuple(one for one in score.sources if one != source)
    return replace(score, sources=(*others, source) if score.criterion in resting else others)


def _source(framework: Framework, measured: Measured, catalogue: Catalogue) -> Source:
    """Return the source that stands for a run. It keeps the other names of the one that it replaces."""
    (_, run), *_ = measured.result.runs
    slug = source_of_run(measured)
    stored = catalogue.source_by_slug.get(slug)
    return Source(
        slug=slug,
        title=f"The lab: {framework.name} {measured.described.release}, measured by us",
        publisher="Framework advisor",
        published=f"run of {day_in_words(measured.day)}",
        accessed=date.fromisoformat(measured.day),
        note=(
            f"The application in lab/apps/{measured.described.slug} on Python {run.python}, {measured.processors}. "
            f'To repeat it: make lab ARGS="{measured.described.slug}".'
        ),
        aliases=stored.aliases if stored else (),
    )
