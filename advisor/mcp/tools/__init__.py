"""The tools of the advisor, in the order in which they are listed."""

from advisor.mcp.calls import Tool
from advisor.mcp.tools import changes, compare, framework, project, questions, recommend, score

TOOLS: tuple[Tool, ...] = (
    questions.TOOL,
    recommend.TOOL,
    compare.TOOL,
    framework.TOOL,
    score.TOOL,
    changes.TOOL,
    project.TOOL,
)
