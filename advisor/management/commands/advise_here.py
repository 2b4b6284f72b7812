from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from advisor.project_files.address import packages_query
from advisor.project_files.folder import files_in
from advisor.project_files.frameworks import packages_in_use
from advisor.project_files.project import Project
from advisor.project_files.proposals import Proposal, proposal_of
from advisor.project_files.reading import read_project
from comparisons.catalogue.wording import joined
from comparisons.editions.store import UnknownEdition, current_edition


class Command(BaseCommand):
    help = "Read the files that list what a project depends on, and print a link to the answers that follow."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(), help="the project's folder (default: here)")
        parser.add_argument(
            "--site", default="http://127.0.0.1:8000", help="where the site runs (default: %(default)s)"
        )

    def handle(self, *args: Any, folder: Path, site: str, **options: Any) -> None:
        project = read_project(self._files(folder))
        self._tell(project)
        try:
            catalogue = current_edition().catalogue
        except UnknownEdition as error:
            raise CommandError("Nothing is published yet.") from error
        packages = packages_in_use(catalogue, project)
        query = packages_query(packages)
        if not query:
            raise CommandError("Nothing follows from what the project depends on.")
        self._tell_proposal(proposal_of(catalogue, packages))
        self.stdout.write(f"{site.rstrip('/')}{reverse('advisor:project-files')}?{query}")

    def _files(self, folder: Path) -> list[tuple[str, bytes]]:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        try:
            files = files_in(folder)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from error
        if not files:
            raise CommandError(f"{folder} holds no file that lists what a project depends on.")
        return files

    def _tell(self, project: Project) -> None:
        for file in project.files:
            self.stderr.write(f"Read {file.name}: {file.packages} packages.")
        for note in project.notes:
            self.stderr.write(note)
        for line in project.unread:
            self.stderr.write(f"Not understood: {line.file}, {line.where}{f': {line.text}' if line.text else ''}")
        if project.more_unread:
            self.stderr.write(f"And {project.more_unread} more lines.")

    def _tell_proposal(self, proposal: Proposal) -> None:
        if proposal.uses:
            self.stderr.write(f"The project uses {joined([framework.name for framework in proposal.uses])}.")
        for answer in proposal.proposed:
            texts = joined([choice.text for choice in answer.choices]) or "please choose, packages differ"
            reasons = joined([reason.package.slug for reason in answer.reasons])
            self.stderr.write(f"{answer.question.text} {texts} (because of {reasons})")
