"""The working copy, which editors change, and published editions of it, which visitors see."""

from comparisons.models.corrections import Correction
from comparisons.models.criteria import Criterion, Group, Kind
from comparisons.models.editions import Edition, ReadyMark, RowId, ShippedCatalogue, WorkingCopy
from comparisons.models.evidence import Claim, Source
from comparisons.models.frameworks import Extension, ExtensionStatement, Fact, Framework, Score, Statement
from comparisons.models.moves import Move, MovedPart
from comparisons.models.packages import Package
from comparisons.models.questions import Choice, Effect, Question, Requirement, StartingPoint
from comparisons.models.review import Assignment, OpenForm, ReviewComment
from comparisons.models.scenarios import Scenario, StoryFact, TurnedDown
from comparisons.models.source_checks import SourceCheck
from comparisons.models.versions import Version

__all__ = [
    "Assignment",
    "Choice",
    "Claim",
    "Correction",
    "Criterion",
    "Edition",
    "Effect",
    "Extension",
    "ExtensionStatement",
    "Fact",
    "Framework",
    "Group",
    "Kind",
    "Move",
    "MovedPart",
    "OpenForm",
    "Package",
    "Question",
    "ReadyMark",
    "Requirement",
    "ReviewComment",
    "RowId",
    "Scenario",
    "Score",
    "ShippedCatalogue",
    "Source",
    "SourceCheck",
    "StartingPoint",
    "Statement",
    "StoryFact",
    "TurnedDown",
    "Version",
    "WorkingCopy",
]
