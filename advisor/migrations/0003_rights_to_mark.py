from typing import Any

from django.db import migrations

from advisor.accounts.roles import make_roles


def forwards(apps: Any, schema_editor: Any) -> None:
    make_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    """Give the roles the rights to mark changes as ready."""

    dependencies = [
        ("advisor", "0002_roles"),
        ("comparisons", "0007_ready_marks_and_row_ids"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
