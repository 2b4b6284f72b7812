from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from advisor.accounts.roles import make_roles


def forwards(apps: Any, schema_editor: Any) -> None:
    make_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    """Keep what editors note on the evidence desk, and give the roles the rights to corrections."""

    dependencies = [
        ("advisor", "0005_rights_to_review"),
        ("comparisons", "0015_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True)),
                ("reviewed", models.CharField(blank=True, max_length=64)),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="desk_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
