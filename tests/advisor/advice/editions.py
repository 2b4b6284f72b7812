"""Later editions of the small catalogue, and answers to its questions."""

from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.advice.robustness import verdict_of
from advisor.advice.since.summary import summary
from advisor.advice.since.then_and_now import edition_advice
from advisor.answers.query import Answers
from comparisons.catalogue.value import (
    Condition,
    Confidence,
    EditorialScale,
    Effect,
    Importance,
    MeasuredScale,
    Requirement,
    Status,
)
from tests.catalogues import ALDER, changed, framework, score, small_catalogue, with_choice, with_score, without
from tests.strategies.questions import answers_to

SMALL = small_catalogue()


def answers(levels=None, requirements=None, among=(), **choices):
    made = {question: tuple(chosen.split()) for question, chosen in choices.items()}
    return Answers(choices=made, levels=levels or {}, requirements=requirements or {}, among=among)


def summary_of(then, today, given_answers):
    """Return the summary of what changed for answers given to `then`."""
    edition = edition_advice(then, given_answers)
    return summary(edition, today, verdict_of(then, edition.recommendation))


A_SITE = answers(build="site")
# By hand: a site with editors, few packages, and people who make the screens.
#   the weights are 2/3 for Admin, 1/6 for Packages, 1/6 for Speed
#   Alder 0.9 * 2/3 + 0.5 * 1/6 + 0.4 * 1/6 = 0.75, Birch 0.5 * 2/3 + 1.0 * 1/6 + 0.8 * 1/6 = 0.6333
#   Alder's Admin from 9 to 6 takes 0.3 * 2/3 = 20 points; Birch's Speed from 800 to 900 gives 0.1 / 6 = 1.7
SITE = answers(build="site", parts="editors lean", screens="own")


def effects(**importances):
    return tuple(Effect(criterion=slug, importance=importance) for slug, importance in importances.items())


def without_packages(catalogue):
    """Return the catalogue without the criterion Packages and all references to it."""
    catalogue = with_choice(catalogue, "parts", "lean", effects=(), requirements=())
    for one in catalogue.frameworks:
        other_scores = tuple(s for s in one.scores if s.criterion != "packages")
        catalogue = changed(catalogue, "frameworks", one.slug, scores=other_scores)
    return without(catalogue, "criteria", "packages")


WITHOUT_PACKAGES = without_packages(SMALL)
JUDGED = EditorialScale(anchor_0="Slow.", anchor_5="Fair.", anchor_10="Quick.")
SPEED_JUDGED = with_score(
    with_score(changed(SMALL, "criteria", "speed", scale=JUDGED), "birch", "speed", value=8.0),
    "alder",
    "speed",
    value=7.0,
    relative_error=0.0,
)

ELM = framework("elm", score("admin", 7.0), score("packages", 1.0), score("speed", 400.0))
FIR = framework("fir", score("admin", 10.0), score("packages", 1.0), score("speed", 400.0))
WITH_ELM = replace(SMALL, frameworks=(*SMALL.frameworks, ELM))
WITH_FIR = replace(SMALL, frameworks=(*SMALL.frameworks, FIR))
RETIRED = {"status": Status.RETIRED}
TWINS = small_catalogue(frameworks=(ALDER, replace(ALDER, slug="zelkova", name="Zelkova")))
TOO_MANY = with_score(SMALL, "alder", "packages", value=30.0)

FIGURES = {"admin": st.floats(0, 10), "packages": st.floats(1, 200), "speed": st.floats(0, 2000)}


@st.composite
def edited(draw):
    """Return the small catalogue with some changes of different kinds, removals last."""
    catalogue = SMALL
    for edit in sorted(draw(st.sets(st.sampled_from(EDITS), max_size=4)), key=EDITS.index):
        catalogue = edit(draw, catalogue)
    return catalogue


def _rescore(draw, catalogue):
    criterion = draw(st.sampled_from(sorted(FIGURES)))
    found = score(criterion, draw(FIGURES[criterion]), confidence=draw(st.sampled_from(Confidence)))
    slug = draw(st.sampled_from(["alder", "birch", "dogwood"]))
    other_scores = [s for s in catalogue.framework_by_slug[slug].scores if s.criterion != criterion]
    return changed(catalogue, "frameworks", slug, scores=(*other_scores, found))


def _rescale(draw, catalogue):
    ends = draw(st.lists(st.floats(1, 2000), min_size=2, max_size=2, unique=True))
    scale = MeasuredScale(unit="answers", worst=ends[0], best=ends[1], logarithmic=draw(st.booleans()))
    return changed(catalogue, "criteria", "speed", scale=scale)


def _reweigh(draw, catalogue):
    importances = {slug: draw(st.sampled_from(Importance)) for slug in ("admin", "speed")}
    return with_choice(catalogue, "build", "site", effects=effects(**importances))


def _require(draw, catalogue):
    bound = Requirement("speed", at_least=draw(st.floats(0, 1000)))
    return with_choice(catalogue, "build", "api", requirements=(bound,))


def _restate(draw, catalogue):
    slug = draw(st.sampled_from(["alder", "birch", "cedar", "dogwood"]))
    return changed(catalogue, "frameworks", slug, status=draw(st.sampled_from(Status)))


def _ask_otherwise(draw, catalogue):
    condition = draw(st.sampled_from([None, Condition("build", ("api",)), Condition("build", ("site", "api"))]))
    return changed(catalogue, "questions", "screens", asked_after=condition)


def _drop_choice(draw, catalogue):
    choices = catalogue.question_by_slug["parts"].choices[1:]
    return changed(catalogue, "questions", "parts", choices=choices, multiple=draw(st.booleans()))


def _drop_question(draw, catalogue):
    return without(catalogue, "questions", "screens")


def _drop_packages(draw, catalogue):
    return without_packages(catalogue)


def _rename(draw, catalogue):
    return changed(changed(catalogue, "criteria", "admin", name="Back office"), "frameworks", "alder", name="Elder")


EDITS = [
    _rescore,
    _rescale,
    _reweigh,
    _require,
    _restate,
    _ask_otherwise,
    _rename,
    _drop_choice,
    _drop_packages,
    _drop_question,
]

given_by_visitors = st.builds(
    Answers,
    choices=answers_to(SMALL.questions),
    levels=st.dictionaries(st.sampled_from(sorted(FIGURES)), st.sampled_from(Importance), max_size=2),
    requirements=st.dictionaries(st.sampled_from(sorted(FIGURES)), st.sampled_from([1.0, 9.0, 400.0]), max_size=1),
    among=st.sampled_from([(), (), ("alder", "birch")]),
)
