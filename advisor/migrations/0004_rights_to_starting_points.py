from typing import Any

from django.db import migrations

from advisor.accounts.roles import make_roles


def forwards(apps: Any, schema_editor: Any) -> None:
    make_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    """Give the roles the rights to starting points, and to facts and options of scenarios."""

    dependencies = [
        ("advisor", "0003_rights_to_mark"),
        ("comparisons", "0009_decisions_and_starting_points"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
