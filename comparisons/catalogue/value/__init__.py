"""The catalogue as a frozen value.

Files, the working copy and editions are converted to and from it; pages and advice read it. Tuples are in display
order. References between parts are slugs; `check` verifies that they exist.

`aliases` of a part are other slugs that lead to it, such as those that it had before it was renamed (names.py).
"""

from comparisons.catalogue.value.catalogue import (
    CLAIMS,
    CRITERIA,
    FRAMEWORKS,
    METHOD,
    NAMED,
    QUESTIONS,
    SCENARIOS,
    SOURCES,
    Catalogue,
)
from comparisons.catalogue.value.criteria import Criterion, EditorialScale, Group, Kind, KindScale, MeasuredScale, Scale
from comparisons.catalogue.value.decisions import Scenario, StoryFact, Strength, TurnedDown
from comparisons.catalogue.value.evidence import Claim, Confidence, Fact, Source, Statement, Verdict
from comparisons.catalogue.value.frameworks import Extension, Framework, HouseRule, Interface, Ring, Score, Status
from comparisons.catalogue.value.part import Part
from comparisons.catalogue.value.projects import (
    EFFORTS,
    UNKNOWN_EFFORT,
    WRITTEN_ANEW,
    Move,
    MovedPart,
    Package,
    PackageKind,
    ProjectPart,
)
from comparisons.catalogue.value.questions import (
    Answer,
    Choice,
    Condition,
    Effect,
    Importance,
    Question,
    Requirement,
    StartingPoint,
)

__all__ = [
    "CLAIMS",
    "CRITERIA",
    "EFFORTS",
    "FRAMEWORKS",
    "METHOD",
    "NAMED",
    "QUESTIONS",
    "SCENARIOS",
    "SOURCES",
    "UNKNOWN_EFFORT",
    "WRITTEN_ANEW",
    "Answer",
    "Catalogue",
    "Choice",
    "Claim",
    "Condition",
    "Confidence",
    "Criterion",
    "EditorialScale",
    "Effect",
    "Extension",
    "Fact",
    "Framework",
    "Group",
    "HouseRule",
    "Importance",
    "Interface",
    "Kind",
    "KindScale",
    "MeasuredScale",
    "Move",
    "MovedPart",
    "Package",
    "PackageKind",
    "Part",
    "ProjectPart",
    "Question",
    "Requirement",
    "Ring",
    "Scale",
    "Scenario",
    "Score",
    "Source",
    "StartingPoint",
    "Statement",
    "Status",
    "StoryFact",
    "Strength",
    "TurnedDown",
    "Verdict",
]
