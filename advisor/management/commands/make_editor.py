from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.editors import NameTaken, make_editor


class Command(BaseCommand):
    help = "Make an editor's login with a random password, printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        name = (name or self.asked()).strip()
        if not name:
            raise CommandError("An editor needs a name.")
        try:
            password = make_editor(name)
        except NameTaken as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Login: {name}\nPassword: {password}\nIt is shown this once.")

    def asked(self) -> str:
        try:
            return input("Name of the new editor: ")
        except EOFError:
            return ""
