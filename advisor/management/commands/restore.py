import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from advisor.accounts.roles import security
from advisor.operations.backups import Contents, DamagedBackup, OtherVersion
from advisor.operations.restoring import NotEmpty, restore_backup


class Command(BaseCommand):
    help = "Put a backup into the database, whole or not at all. The site may go on running. All sessions end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="- reads from standard input")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="take away all that the database holds: it is lost unless backed up",
        )

    def handle(self, *args: Any, file: Path, overwrite: bool, **options: Any) -> None:
        try:
            contents = _restore_stream(overwrite) if str(file) == "-" else restore_backup(file, overwrite=overwrite)
        except NotEmpty as error:
            raise CommandError(
                f"{error} Back it up, then say --overwrite: all that it holds would be lost.\nNothing has changed."
            ) from error
        except DamagedBackup as error:
            raise CommandError(f"{file} is damaged. {error}\nNothing has changed.") from error
        except (OtherVersion, OSError, DatabaseError, InterfaceError) as error:
            raise CommandError(f"Not restored: {error}\nNothing has changed.") from error
        security.warning("backup %s restored on the command line", file)
        self.stdout.write(f"Restored {contents}. Everybody has to log in again.")


def _restore_stream(overwrite: bool) -> Contents:
    """Restore from standard input. It is kept among the temporary files, since a backup is read twice."""
    with NamedTemporaryFile(prefix="advisor-restore-") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
        file.flush()
        return restore_backup(Path(file.name), overwrite=overwrite)
