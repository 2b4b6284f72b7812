from typing import Any

from django.db import migrations


def add_row(apps: Any, schema_editor: Any) -> None:
    apps.get_model("comparisons", "WorkingCopy").objects.create(pk=1)


def remove_row(apps: Any, schema_editor: Any) -> None:
    apps.get_model("comparisons", "WorkingCopy").objects.filter(pk=1).delete()


class Migration(migrations.Migration):
    dependencies = [("comparisons", "0001_working_copy_and_editions")]

    operations = [migrations.RunPython(add_row, remove_row)]
