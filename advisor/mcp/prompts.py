"""The prompt that walks through the wizard. Pure."""

from typing import Any

from advisor.mcp.calls import Site, ToolError, unknown
from comparisons.catalogue.value import Question

_NAME = "choose_framework"
_PROJECT = "project"
# The most characters of the project's description that are passed on.
_LONGEST = 4_000

PROMPTS: tuple[dict[str, Any], ...] = (
    {
        "name": _NAME,
        "title": "Choose a Python web framework",
        "description": "Ask about the project one question at a time, then recommend a framework with its reasons.",
        "arguments": [
            {"name": _PROJECT, "description": "What is known of the project already.", "required": False},
        ],
    },
)
_STEPS = """Help me choose a Python web framework with the tools of the framework advisor.

1. Call `questions` with the answers that are certain so far. It says which question decides most now. Where
   it offers topics, let me pick those that matter first.
2. Ask me that question in its own words, with its choices, one question at a time. Take "not-sure" for an answer. Do
   not answer for me, except where I or my project's files have said it already: then tell me what you took and why.
3. Go on until `questions` says that enough is known, or I want to stop.
4. Call `recommend` with all answers. Tell me who comes first, how sure that is, what speaks against it, who is excluded
   and by which must-have, and what is unknown. Give me the pinned link. Do not add scores of your own.
5. Offer to explain any score with `explain_score`, and to compare the first two with `compare`.
"""


def prompt(site: Site, name: Any, arguments: Any) -> dict[str, Any]:
    """Return the messages of a prompt. Raises ToolError."""
    if name != _NAME:
        raise ToolError(unknown("There is no prompt", str(name), [_NAME]))
    given = arguments if isinstance(arguments, dict) else {}
    for other in given.keys() - {_PROJECT}:
        raise ToolError(unknown("There is no argument", str(other), [_PROJECT]))
    project = str(given.get(_PROJECT, ""))[:_LONGEST]
    about = f"What is known of the project:\n{project}\n\n" if project else ""
    asked = "\n".join(_line(question) for question in site.current.catalogue.questions)
    text = f"{_STEPS}\n{about}All questions (edition {site.current.number}):\n{asked}\n"
    message = {"role": "user", "content": {"type": "text", "text": text}}
    return {"description": PROMPTS[0]["description"], "messages": [message]}


def _line(question: Question) -> str:
    return f"- {question.slug}: {question.text}"
