"""The three questions of the small catalogue (catalogues.py), and projects that answer them.

'parts' takes several answers, 'screens' is asked after 'site'. Scenarios are in the small catalogue. Starting
points are not, unless given: small_catalogue(starting_points=STARTING_POINTS).
"""

from comparisons.catalogue.value import (
    Answer,
    Choice,
    Condition,
    Effect,
    Importance,
    Question,
    Requirement,
    Scenario,
    StartingPoint,
    StoryFact,
    Strength,
    TurnedDown,
)

BUILD = Question(
    slug="build",
    text="What are you building?",
    help="Take the nearest.",
    why="It decides most.",
    choices=(
        Choice(
            slug="site",
            text="A site",
            help="With pages.",
            effects=(Effect(criterion="admin", importance=Importance.A_LOT),),
        ),
        Choice(
            slug="api",
            text="A service",
            effects=(Effect(criterion="speed", importance=Importance.DECISIVE),),
            requirements=(Requirement(criterion="speed", at_least=500.0),),
        ),
    ),
)

PARTS = Question(
    slug="parts",
    text="Which parts do you need?",
    help="Take all that apply.",
    why="They take long to build.",
    multiple=True,
    choices=(
        Choice(
            slug="editors",
            text="Screens for editors",
            effects=(
                Effect(criterion="admin", importance=Importance.DECISIVE),
                Effect(criterion="speed", importance=Importance.A_LITTLE),
            ),
        ),
        Choice(
            slug="lean",
            text="Few packages",
            effects=(Effect(criterion="packages", importance=Importance.SOMEWHAT),),
            requirements=(Requirement(criterion="packages", at_most=50.0),),
        ),
        Choice(slug="none", text="None of these", exclusive=True),
    ),
)

SCREENS = Question(
    slug="screens",
    text="Who makes the screens?",
    help="",
    why="Some frameworks bring screens along.",
    asked_after=Condition(question="build", choices=("site",)),
    choices=(
        Choice(
            slug="framework",
            text="The framework",
            effects=(Effect(criterion="admin", importance=Importance.A_LOT),),
            requirements=(Requirement(criterion="type", one_of=("full",)),),
        ),
        Choice(
            slug="own",
            text="Our own people",
            effects=(Effect(criterion="speed", importance=Importance.SOMEWHAT),),
        ),
    ),
)

SCENARIOS = (
    Scenario(
        slug="gateway",
        title="A gateway",
        story="Many answers a second.",
        answers=(Answer(question="build", choices=("api",)),),
        right=("birch",),
        unacceptable=(),
        group="services",
        strength=Strength.MEDIUM,
    ),
    Scenario(
        slug="shop",
        title="A shop",
        story="Editors keep its pages.",
        answers=(
            Answer(question="build", choices=("site",)),
            Answer(question="parts", choices=("editors", "lean")),
        ),
        right=("alder",),
        unacceptable=("birch",),
        chosen=("alder",),
        group="sites",
        strength=Strength.STRONG,
        address="https://shop.example/decision",
        source="How we chose",
        decided="2019 or later",
        facts=(
            StoryFact(topic="Team", text="Three people."),
            StoryFact(topic="Editors", text="Two, who write no code."),
        ),
        weighed=("Alder", "Birch", "A shop of our own"),
        turned_down=(TurnedDown(name="Birch", reason="It has no screens for editors."),),
        outcome="It sells.",
    ),
)

STARTING_POINTS = (
    StartingPoint(
        slug="web-shop",
        name="Web shop",
        description="Pages that editors keep.",
        answers=(Answer(question="build", choices=("site",)), Answer(question="parts", choices=("editors", "lean"))),
    ),
    StartingPoint(
        slug="back-end",
        name="Back end of an app",
        description="Answers in a second.",
        answers=(Answer(question="build", choices=("api",)),),
    ),
)
