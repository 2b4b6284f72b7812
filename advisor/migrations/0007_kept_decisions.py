from typing import Any

from django.db import migrations, models

from advisor.accounts.roles import make_roles


def forwards(apps: Any, schema_editor: Any) -> None:
    make_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    """Add the decisions that editors keep an eye on; give the roles the rights to them, and to what moving costs."""

    dependencies = [
        ("advisor", "0006_desk_items_and_rights_to_corrections"),
        ("comparisons", "0017_moves"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="Whose decision it is, or what it is about.", max_length=120, unique=True
                    ),
                ),
                (
                    "link",
                    models.TextField(
                        help_text="Paste the permanent link from the page “Share or export” of a result. "
                        "A link without an edition is kept with the current one.",
                        verbose_name="permanent link",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Whom to tell when it no longer holds, for example.",
                    ),
                ),
                ("kept_on", models.DateField(auto_now_add=True)),
            ],
            options={"ordering": ["name"]},
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
