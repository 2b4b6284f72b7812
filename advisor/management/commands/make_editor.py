from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.accounts.roles import ROLES, NameTaken, make_editor


class Command(BaseCommand):
    help = "Make a login with a random password, printed once. Without a role it may do everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="")
        parser.add_argument(
            "--role",
            choices=[role.lower() for role in ROLES],
            help="editor: changes the working copy; publisher: also publishes and restores; "
            "admin: also keeps logins and their roles (default: a superuser)",
        )

    def handle(self, *args: Any, name: str, role: str | None = None, **options: Any) -> None:
        name = (name or self.ask_for_name()).strip()
        if not name:
            raise CommandError("An editor needs a name.")
        try:
            password = make_editor(name, role.capitalize() if role else None)
        except NameTaken as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Login: {name}\nPassword: {password}\nIt is shown this once.")

    def ask_for_name(self) -> str:
        try:
            return input("Name of the new editor: ")
        except EOFError:
            return ""
