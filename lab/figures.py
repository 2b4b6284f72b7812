"""What the parts of a run find, as it is stored."""

from typing import Literal

from msgspec import Struct

from lab.application import Interface
from lab.probes.listing import Outcome, State


class Tested(Struct, frozen=True):
    """What one test of the suite found. `told` is why it failed, or why the application cannot."""

    test: str
    outcome: Literal["passed", "failed", "cannot"]
    told: str = ""


class Ratio(Struct, frozen=True):
    """The median ratio of the application to the bare program, and its 95 % interval.

    `application` and `bare` hold the values of each round, `disturbed` counts the rounds that stayed disturbed.
    """

    unit: str
    ratio: float
    low: float
    high: float
    confidence: float
    application: tuple[float, ...]
    bare: tuple[float, ...]
    disturbed: int = 0


class Effort(Struct, frozen=True):
    """Lines of each source file (tests are none), and the distributions that requirements.in names."""

    lines: dict[str, int]
    packages: tuple[str, ...]

    @property
    def files(self) -> int:
        return len(self.lines)

    @property
    def all_lines(self) -> int:
        return sum(self.lines.values())


class Installed(Struct, frozen=True):
    """What pip installed: the distributions, and megabytes (of a million bytes) in site-packages with bytecode."""

    distributions: tuple[str, ...]
    megabytes: float


class Imports(Struct, frozen=True):
    """The modules of packages that the source imports, and those of them that cannot be imported by themselves."""

    modules: tuple[str, ...]
    left_out: tuple[str, ...]
    time: Ratio


class Memory(Struct, frozen=True):
    """Megabytes (PSS) of all processes of a server with one worker, idle and after so many requests."""

    processes: int
    idle: float
    after: float
    requests: int


class Footprint(Struct, frozen=True):
    """Packages of the framework alone and of all that the application needs; times beside the bare program; memory."""

    plain: Installed
    needed: Installed
    imports: Imports
    start: Ratio
    memory: Memory
    bare_memory: Memory


class Speed(Struct, frozen=True):
    """Requests per second beside the bare program of the same interface, for each case of lab/speed.py."""

    interface: Interface
    cases: dict[str, Ratio]


class Behaviour(Struct, frozen=True):
    """The outcomes by the slug of their probe, in the order of the list."""

    outcomes: dict[str, Outcome]

    def count(self, state: State) -> int:
        """How many probes came to this state."""
        return sum(outcome.state == state for outcome in self.outcomes.values())
