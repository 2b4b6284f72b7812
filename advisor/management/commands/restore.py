from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from advisor.accounts.roles import security
from advisor.operations.backups import DamagedBackup, OtherVersion
from advisor.operations.restoring import NotEmpty, restore_backup


class Command(BaseCommand):
    help = "Put a backup into the database, whole or not at all. The site may go on running. All sessions end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="take away all that the database holds: it is lost unless backed up",
        )

    def handle(self, *args: Any, file: Path, overwrite: bool, **options: Any) -> None:
        try:
            contents = restore_backup(file, overwrite=overwrite)
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
