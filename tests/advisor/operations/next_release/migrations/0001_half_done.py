from django.db import migrations, models


def fail(apps, schema_editor):
    raise RuntimeError("this migration is broken")


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.CreateModel(name="Half", fields=[("id", models.BigAutoField(primary_key=True))]),
        migrations.RunPython(fail),
    ]
