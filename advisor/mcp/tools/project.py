"""The tool `read_project_files`: the framework that a project uses, and the answers that follow. Pure."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from advisor.mcp.calls import Arguments, Call, Tool, ToolError
from advisor.mcp.lines import Line
from advisor.project_files.address import packages_query
from advisor.project_files.frameworks import packages_in_use
from advisor.project_files.project import Project
from advisor.project_files.proposals import ProposedAnswer, proposal_of
from advisor.project_files.reading import MOST_FILES, read_project
from comparisons.catalogue.wording import joined


class FilesGiven(Arguments, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The texts of a project's files by their names."""

    files: Annotated[
        dict[str, str],
        Meta(
            description=(
                "Name of a file -> its text: pyproject.toml, requirements.txt, setup.cfg, Pipfile, environment.yml, a "
                "lock file, or the output of `pip freeze`. Leave out secrets. Nothing is stored."
            ),
            min_length=1,
            max_length=MOST_FILES,
        ),
    ]


def project_files(call: Call, given: FilesGiven) -> Iterator[Line]:
    """Yield what the files say, and the answers that follow from it."""
    project = read_project((name, text.encode(errors="replace")) for name, text in given.files.items())
    packages = packages_in_use(call.catalogue, project)
    proposal = proposal_of(call.catalogue, packages)
    query = packages_query(packages, call.edition.number)
    if not project.dependencies:
        raise ToolError(" ".join(["No package was found in these files.", *project.notes]))
    names = [framework.name for framework in proposal.uses] or [package.slug for package in proposal.others]
    yield Line(f"The project uses {joined(names)}." if names else "No framework was recognised.")
    if proposal.uses:
        slugs = ", ".join(framework.slug for framework in proposal.uses)
        yield Line(f"Call `recommend` with `uses` ({slugs}) to see whether to stay with it.", 1)
    if query:
        yield Line(f"To check and change these answers: {call.page('advise/project-files/')}?{query}", whole=True)
    yield from (Line(_words(answer)) for answer in proposal.proposed)
    yield from (Line(note, 1) for note in project.notes)
    yield from _unread(project)


def _words(answer: ProposedAnswer) -> str:
    """Return an answer as the tool `recommend` takes it, and its reasons."""
    reasons = " ".join(reason.sentence for reason in answer.reasons)
    if answer.is_contradictory:
        return f"{answer.question.slug}: ask the user, as packages say different things. {reasons}"
    return f"{answer.question.slug}: {', '.join(choice.slug for choice in answer.choices)}. {reasons}"


def _unread(project: Project) -> Iterator[Line]:
    for line in project.unread:
        yield Line(f"Not understood: {line.file}, {line.where}{f': {line.text}' if line.text else ''}", 2)
    if project.more_unread:
        yield Line(f"And {project.more_unread} more lines were not understood.", 1)


TOOL = Tool(
    name="read_project_files",
    title="Read a project's files",
    description=(
        "What the files that list a project's dependencies say: the web framework in use, and answers for `recommend` "
        "that follow, each with the package that it follows from. Show them to the user before you use them."
    ),
    takes=FilesGiven,
    answer=project_files,
)
