from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand

from notes.models import Note


class Command(BaseCommand):
    help = "Makes the tables, the user and the first notes."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        User.objects.create_user("ada", password="lovelace-1843")
        Note.objects.create(title="Milk", body="Two litres")
        Note.objects.create(title="<b>Bold</b>", body="Tea & cake")
        Note.objects.create(title="Post office", body="Before noon")
