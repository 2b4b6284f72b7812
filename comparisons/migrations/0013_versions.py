import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep what a thing was before and after each entry in its history."""

    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("comparisons", "0012_topics_of_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=200)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="version", to="admin.logentry"
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
    ]
