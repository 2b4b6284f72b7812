import pytest
from msgspec.structs import replace

from advisor.answers.query import Answers
from comparisons.catalogue.removal.removed import unasked
from comparisons.catalogue.value import (
    Condition,
    Confidence,
    Criterion,
    EditorialScale,
    Importance,
    Kind,
    KindScale,
    MeasuredScale,
    Requirement,
    Status,
)
from tests.advisor.advice.editions import (
    A_SITE,
    RETIRED,
    SITE,
    SMALL,
    SPEED_JUDGED,
    WITH_ELM,
    WITHOUT_PACKAGES,
    answers,
    effects,
    summary_of,
)
from tests.catalogues import BIRCH, CRITERIA, changed, score, with_choice, with_score, without, without_score
from tests.questions import PARTS

A_SERVICE = answers(build="api")
ON_SPEED = answers(levels={"speed": Importance.A_LOT})
EDITORS = "Your answer “Screens for editors” to “Which parts do you need?”"
LEAN = "Your answer “Few packages” to “Which parts do you need?”"
OWN = "Your answer “Our own people” to “Who makes the screens?”"
AFTER_API = changed(SMALL, "questions", "screens", asked_after=Condition(question="build", choices=("api",)))
DOCS = Criterion(
    slug="docs",
    name="Docs",
    group="with-it",
    description="How it is described.",
    scale=EditorialScale(anchor_0="No.", anchor_5="Some.", anchor_10="All."),
)
WHOLE = KindScale(kinds=(Kind("micro", "Micro", "A small core."), Kind("full", "Whole", "All in one.")))

# The earlier catalogue, that of today, the answers, and the lines: subject, before, after, points.
CHANGES = {
    "a criterion that is retired": (
        SMALL,
        unasked(changed(SMALL, "criteria", "speed", retired=True), ["speed"]),
        answers(levels={"speed": Importance.A_LOT}, build="site"),
        [("Criterion Speed", "50% of the weight", "retired", None)],
    ),
    "a score with its confidence": (
        SMALL,
        with_score(SMALL, "alder", "admin", value=6.0, confidence=Confidence.LOW),
        A_SITE,
        [("Alder on Admin", "9 (high confidence)", "6 (low confidence)", -30)],
    ),
    "a confidence alone, which moves no total": (
        SMALL,
        with_score(SMALL, "alder", "admin", confidence=Confidence.LOW),
        A_SITE,
        [("Alder on Admin", "9 (high confidence)", "9 (low confidence)", None)],
    ),
    "a figure with its error": (
        SMALL,
        with_score(SMALL, "alder", "speed", value=500.0, relative_error=0.2),
        ON_SPEED,
        [("Alder on Speed", "400 answers ± 10%", "500 answers ± 20%", 10)],
    ),
    "a move of less than a point": (
        SMALL,
        with_score(SMALL, "alder", "speed", value=404.0),
        ON_SPEED,
        [("Alder on Speed", "400 answers", "404 answers", 0)],
    ),
    "a score that was unknown": (
        SMALL,
        changed(SMALL, "frameworks", "birch", scores=(*BIRCH.scores, score("admin", 7.0))),
        A_SITE,
        [("Birch on Admin", "unknown", "7", 20)],
    ),
    "a score that is unknown now": (
        SMALL,
        without_score(SMALL, "alder", "admin"),
        A_SITE,
        [("Alder on Admin", "9", "unknown", -40)],
    ),
    "a kind that a must-have is about": (
        SMALL,
        with_score(SMALL, "alder", "type", value="micro"),
        answers(build="site", screens="framework"),
        [("Alder on Type", "Full-stack", "Micro", None)],
    ),
    "a kind that no must-have is about": (SMALL, with_score(SMALL, "alder", "type", value="micro"), A_SITE, []),
    "of one that is left out, what its must-have is about": (
        SMALL,
        with_score(with_score(SMALL, "alder", "speed", value=450.0), "alder", "admin", value=1.0),
        answers(build="api", parts="editors"),
        [("Alder on Speed", "400 answers", "450 answers", None)],
    ),
    "scores that move most, first": (
        SMALL,
        with_score(with_score(SMALL, "alder", "speed", value=500.0), "alder", "admin", value=8.0),
        SITE,
        [("Alder on Admin", "9", "8", -7), ("Alder on Speed", "400 answers", "500 answers", 2)],
    ),
    "a stricter must-have": (
        SMALL,
        with_choice(SMALL, "build", "api", requirements=(Requirement("speed", at_least=700.0),)),
        A_SERVICE,
        [("Must-have, by your answer “A service”", "Speed at least 500 answers", "Speed at least 700 answers", None)],
    ),
    "a must-have less": (
        SMALL,
        with_choice(SMALL, "build", "api", requirements=()),
        A_SERVICE,
        [("Must-have, by your answer “A service”", "Speed at least 500 answers", "none", None)],
    ),
    "a must-have that one set by hand hides": (
        SMALL,
        with_choice(SMALL, "build", "api", requirements=()),
        answers(build="api", requirements={"speed": 100.0}),
        [],
    ),
    "effects": (
        SMALL,
        with_choice(SMALL, "build", "site", effects=effects(admin=Importance.DECISIVE, speed=Importance.A_LITTLE)),
        A_SITE,
        [
            ("Importance of Admin, by your answer “A site”", "a lot", "decisive", None),
            ("Importance of Speed, by your answer “A site”", "not at all", "a little", None),
        ],
    ),
    "an effect that a level set by hand hides": (
        SMALL,
        with_choice(SMALL, "build", "site", effects=effects(admin=Importance.SOMEWHAT)),
        answers(build="site", levels={"admin": Importance.DECISIVE}),
        [],
    ),
    "a choice that is gone": (
        SMALL,
        changed(SMALL, "questions", "parts", choices=PARTS.choices[1:]),
        SITE,
        [(EDITORS, "counted", "no longer offered", None)],
    ),
    "a question that is gone": (
        SMALL,
        without(SMALL, "questions", "parts"),
        SITE,
        [(EDITORS, "counted", "no longer asked", None), (LEAN, "counted", "no longer asked", None)],
    ),
    "a question that one answer alone is left to": (
        SMALL,
        changed(SMALL, "questions", "parts", multiple=False),
        SITE,
        [
            (EDITORS, "counted", "can no longer be combined with the others", None),
            (LEAN, "counted", "can no longer be combined with the others", None),
        ],
    ),
    "a question that is asked after other answers": (
        SMALL,
        AFTER_API,
        answers(build="site", screens="own"),
        [(OWN, "counted", "no longer asked after your other answers", None)],
    ),
    "a question that is asked at last": (
        AFTER_API,
        SMALL,
        answers(build="site", screens="own"),
        [(OWN, "did not count", "counts", None)],
    ),
    "one framework left of those named": (
        WITH_ELM,
        changed(WITH_ELM, "frameworks", "birch", **RETIRED),
        answers(build="site", among=("alder", "birch")),
        [
            ("The choice between Alder and Birch", "only these", "only Alder is left", None),
            ("Birch", "2nd with 50 points", "retired", None),
        ],
    ),
    "a criterion that is gone": (
        SMALL,
        WITHOUT_PACKAGES,
        SITE,
        [
            ("Importance of Packages, by your answer “Few packages”", "somewhat", "not at all", None),
            ("Must-have, by your answer “Few packages”", "Packages at most 50 packages", "none", None),
            ("Criterion Packages", "17% of the weight and a must-have", "gone", None),
        ],
    ),
    "a criterion that is gone, and was a must-have set by hand": (
        SMALL,
        WITHOUT_PACKAGES,
        answers(build="site", requirements={"packages": 20.0}),
        [("Criterion Packages", "a must-have", "gone", None)],
    ),
    "a criterion that is new, where all weigh the same": (
        SMALL,
        replace(SMALL, criteria=(*CRITERIA, DOCS)),
        Answers(),
        [("Criterion Docs", "not there", "25% of the weight", None)],
    ),
    "a criterion that is new and counts for nothing": (
        SMALL,
        replace(SMALL, criteria=(*CRITERIA, DOCS)),
        A_SITE,
        [],
    ),
    "what a score means": (
        SMALL,
        changed(SMALL, "criteria", "admin", scale=replace(CRITERIA[0].scale, anchor_0="No.", anchor_5="Half.")),
        A_SITE,
        [
            ("What 0 means on Admin", "“None.”", "“No.”", None),
            ("What 5 means on Admin", "“An add-on.”", "“Half.”", None),
        ],
    ),
    "levels of a scale": (
        SMALL,
        changed(SMALL, "criteria", "speed", scale=MeasuredScale("answers", worst=1.0, best=2000.0, logarithmic=True)),
        ON_SPEED,
        [("Scale of Speed", "0 to 1,000 answers", "1 to 2,000 answers, by ratio", None)],
    ),
    "a scale of another kind": (
        SMALL,
        SPEED_JUDGED,
        ON_SPEED,
        [
            ("Scale of Speed", "0 to 1,000 answers", "0 to 10", None),
            ("Alder on Speed", "400 answers ± 10%", "7 ± 0%", None),
            ("Birch on Speed", "800 answers", "8", None),
        ],
    ),
    "kinds": (
        SMALL,
        changed(SMALL, "criteria", "type", scale=WHOLE),
        answers(build="site", screens="framework"),
        [("Scale of Type", "Micro or Full-stack", "Micro or Whole", None)],
    ),
    "a new framework": (SMALL, WITH_ELM, A_SITE, [("Elm", "not in the catalogue", "2nd with 70 points", None)]),
    "a draft that is published": (
        SMALL,
        changed(SMALL, "frameworks", "cedar", status=Status.PUBLISHED),
        A_SITE,
        [("Cedar", "not in the catalogue", "2nd with 50 points", None)],
    ),
    "a framework that is retired": (
        SMALL,
        changed(SMALL, "frameworks", "birch", **RETIRED),
        A_SITE,
        [("Birch", "2nd with 50 points", "retired", None)],
    ),
    "a framework that was left out and is gone": (
        SMALL,
        without(SMALL, "frameworks", "alder"),
        A_SERVICE,
        [("Alder", "left out: misses Speed at least 500 answers", "not in the catalogue", None)],
    ),
    "a draft that is gone": (SMALL, without(SMALL, "frameworks", "cedar"), A_SITE, []),
}


@pytest.mark.parametrize(("then", "today", "given_answers", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_each_relevant_change_has_exactly_one_line(then, today, given_answers, expected):
    found = summary_of(then, today, given_answers)
    assert [(line.subject, line.before, line.after, line.points) for line in found.changes] == expected
    assert found.renamed == ()


RENAMED = {
    "a criterion": (
        changed(SMALL, "criteria", "admin", name="Back office"),
        ("A criterion's name", "Admin", "Back office"),
    ),
    "a framework": (changed(SMALL, "frameworks", "alder", name="Elder"), ("A framework's name", "Alder", "Elder")),
    "a question": (
        changed(SMALL, "questions", "build", text="What is it?"),
        ("A question that you answered", "“What are you building?”", "“What is it?”"),
    ),
    "an answer": (
        with_choice(SMALL, "build", "site", text="Pages"),
        ("An answer of yours", "“A site”", "“Pages”"),
    ),
}


@pytest.mark.parametrize(("today", "expected"), RENAMED.values(), ids=RENAMED.keys())
def test_renamed_things_are_listed_apart_and_change_no_total(today, expected):
    found = summary_of(SMALL, today, A_SITE)
    assert [(line.subject, line.before, line.after) for line in found.renamed] == [expected]
    assert (found.changes, found.others) == ((), 0)


def test_irrelevant_changes_are_counted():
    # A reason and a version, a summary, a source, a help text, an order, a name that means nothing to this visitor.
    today = with_score(SMALL, "alder", "admin", reason="Read again.", version="2.0")
    today = changed(today, "frameworks", "birch", summary="It serves them quickly.")
    today = replace(today, sources=today.sources[:1], criteria=today.criteria[::-1])
    today = changed(with_choice(today, "build", "site", help=""), "criteria", "packages", name="Size")
    assert summary_of(SMALL, today, A_SITE).others == 7


def test_changes_described_by_a_line_are_not_counted_again():
    # A score's reason with its value, a criterion's scores and the answer's effects with the criterion.
    assert summary_of(SMALL, with_score(SMALL, "alder", "admin", value=8.0, reason="Read again."), A_SITE).others == 0
    assert summary_of(SMALL, WITHOUT_PACKAGES, SITE).others == 0
