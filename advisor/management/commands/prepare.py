import os
import re
from argparse import ArgumentParser
from time import monotonic, sleep
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from advisor.environment import misspelt

# How PostgreSQL says that waiting is in vain. An error while connecting has no code (psycopg's `sqlstate` is None).
_REFUSED = re.compile(
    r"(password|peer|ident) authentication failed|does not exist|no pg_hba.conf entry|permission denied", re.I
)
ADVISORY_LOCK = 7_266_738  # an arbitrary number that all replicas share


class Command(BaseCommand):
    help = (
        "Before the site starts: wait for the database, migrate it, and do what first_start, forget_contacts and "
        "clearsessions do."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wait", type=float, default=30, help="seconds to wait for the database (default: 30)")

    def handle(self, *args: Any, wait: float, **options: Any) -> None:
        for sentence in misspelt():
            self.stderr.write(sentence)
        # SQLite needs no waiting. On PostgreSQL a lock lets one replica migrate while the others wait.
        self.wait_for_database(0 if connection.vendor == "sqlite" else wait)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        call_command("migrate", interactive=False, verbosity=0)
        call_command("first_start", stdout=self.stdout)
        call_command("forget_contacts", stdout=self.stdout)
        self.forget_sessions()

    def forget_sessions(self) -> None:
        try:
            call_command("clearsessions")
        except DatabaseError as error:  # a site also starts on a database that cannot be written to
            self.stderr.write(f"Expired sessions stay: {error}")

    def wait_for_database(self, seconds: float) -> None:
        until = monotonic() + seconds
        while True:
            try:
                connection.ensure_connection()
            except DatabaseError as error:
                if _REFUSED.search(str(error)):
                    raise CommandError(f"The database refuses this login: {error}\nCheck DATABASE_URL.") from error
                if monotonic() >= until:
                    # The exit code lets a start script distinguish this from a failed migration.
                    raise CommandError(f"The database cannot be reached: {error}", returncode=os.EX_TEMPFAIL) from error
                self.stderr.write("Waiting for the database.")
                sleep(1)
            else:
                return
