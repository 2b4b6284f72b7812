from typing import Any

from django.db import migrations

from advisor.accounts.roles import make_roles


def forwards(apps: Any, schema_editor: Any) -> None:
    make_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    """Give the roles the rights to packages."""

    dependencies = [
        ("advisor", "0007_kept_decisions"),
        ("comparisons", "0018_packages"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
