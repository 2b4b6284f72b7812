from typing import Any

from django.db import migrations

from advisor.accounts.roles import make_roles, remove_roles


def forwards(apps: Any, schema_editor: Any) -> None:
    make_roles(apps, schema_editor.connection.alias)


def backwards(apps: Any, schema_editor: Any) -> None:
    remove_roles(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("advisor", "0001_login_failures"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("comparisons", "0002_working_copy_row"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
