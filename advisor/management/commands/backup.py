import shutil
import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from advisor.operations.backups import Contents, DamagedBackup, check_backup, note_backup, write_backup


class Command(BaseCommand):
    help = (
        "Back up the whole database to a file while the site runs, and read the file back. Guard it: it holds logins."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="- writes to standard output, once the backup is verified")
        parser.add_argument("--verify", action="store_true", help="write nothing: check a file that is there")

    def handle(self, *args: Any, file: Path, verify: bool, **options: Any) -> None:
        streams, begun = str(file) == "-" and not verify, timezone.now()
        try:
            contents = check_backup(file) if verify else _stream() if streams else write_backup(file)
        except DamagedBackup as error:
            raise CommandError(f"{file} is damaged. {error}") from error
        except (OSError, DatabaseError, InterfaceError) as error:
            raise CommandError(f"No backup: {error}") from error
        said = self.stderr if streams else self.stdout
        said.write(f"{file}: {contents}, read back and complete.")
        if contents.damaged:
            self.stderr.write(f"Editions that did not match their digests already: {contents.damaged}")
        if not verify:
            self.note(begun)

    def note(self, begun: datetime) -> None:
        try:
            note_backup(begun)
        except (DatabaseError, InterfaceError) as error:
            self.stderr.write(f"The backup is complete, but the metrics do not know of it: {error}")


def _stream() -> Contents:
    """Write a backup to standard output, whole or not at all: a place for it among the temporary files is needed."""
    with TemporaryDirectory(prefix="advisor-backup-") as folder:
        path = Path(folder) / "backup.gz"
        contents = write_backup(path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    return contents
