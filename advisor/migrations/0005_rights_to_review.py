from typing import Any

from django.db import migrations

from advisor.accounts.roles import make_roles


def forwards(apps: Any, schema_editor: Any) -> None:
    make_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    """Give the roles the rights to comment on changes and to assign them."""

    dependencies = [
        ("advisor", "0004_rights_to_starting_points"),
        ("comparisons", "0014_review"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
