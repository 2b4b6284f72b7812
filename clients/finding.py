from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What a tool did not read or make as it should: the tool, what it was given, and what came of it."""

    tool: str
    given: str
    said: str

    def __str__(self) -> str:
        return f"{self.tool}  {self.given}  {self.said}"
