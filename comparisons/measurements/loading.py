"""A catalogue with what the lab measured: scores, sources, and what editors' scores rest on. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from comparisons.catalogue.days import day_in_words
from comparisons.catalogue.value import Catalogue, Framework, Score, Source
from comparisons.measurements.probes import supported_criteria
from comparisons.measurements.results import Measured, Results, measured_of
from comparisons.measurements.scores import FIGURES, measured_scores, source_slug


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
            refused[slug] = results.refused.get(slug, "the lab has no application of it")
        elif fault := _fault(framework, measured):
            refused[slug] = fault
        else:
            frameworks[slug] = _measured(framework, measured, catalogue)
            sources[source_slug(slug)] = source_of(framework, measured)
    return Loaded(
        replace(catalogue, frameworks=tuple(frameworks.values()), sources=tuple(sources.values())),
        refused,
        tuple(criterion for criterion in FIGURES if criterion not in catalogue.criterion_by_slug),
    )


def _fault(framework: Framework, measured: Measured) -> str:
    """Return why a result is not loaded, or ''."""
    release = measured.described.release
    if release != framework.latest_version:
        return f"the lab ran release {release}, and the catalogue is about {framework.latest_version}"
    if failed := sorted(measured.result.failed):
        return f"these parts of the run failed: {', '.join(failed)}"
    newest = max((one.reviewed_on for one in framework.scores if _is_of_lab(one, framework)), default=date.min)
    if date.fromisoformat(measured.day) < newest:
        return f"the run of {measured.day} is older than what is stored, of {newest}"
    return ""


def _is_of_lab(score: Score, framework: Framework) -> bool:
    return score.criterion in FIGURES and source_slug(framework.slug) in score.sources


def _measured(framework: Framework, measured: Measured, catalogue: Catalogue) -> Framework:
    found = {
        score.criterion: score
        for score in measured_scores(framework.name, framework.slug, measured)
        if score.criterion in catalogue.criterion_by_slug
    }
    supported = supported_criteria(framework, measured)
    kept = [_resting(one, framework, supported) for one in framework.scores if one.criterion not in found]
    return replace(framework, scores=(*kept, *found.values()))


def _resting(score: Score, framework: Framework, supported: Sequence[str]) -> Score:
    """Return a score that cites the run if a probe supports it, and does not if none does any more."""
    source = source_slug(framework.slug)
    others = tuple(one for one in score.sources if one != source)
    return replace(score, sources=(*others, source) if score.criterion in supported else others)


def source_of(framework: Framework, measured: Measured) -> Source:
    """Return the source that stands for a run."""
    (_, run), *_ = measured.result.runs
    machine = f"{run.machine.get('cores', '?')} cores of {run.machine.get('processor', 'an unknown processor')}"
    return Source(
        slug=source_slug(framework.slug),
        title=f"The lab: {framework.name} {measured.described.release}, measured by us",
        publisher="Framework advisor",
        published=f"run of {day_in_words(measured.day)}",
        accessed=date.fromisoformat(measured.day),
        note=(
            f"The application in lab/apps/{measured.described.slug} on Python {run.python}, {machine}. "
            f'To repeat it: make lab ARGS="{measured.described.slug}".'
        ),
    )
