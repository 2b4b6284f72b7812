import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0014_review"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="under_review",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="How many corrections were under review when it was published, by the name of what they are about.",
            ),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(db_index=True, max_length=200)),
                ("title", models.CharField(max_length=300)),
                ("edition", models.PositiveIntegerField()),
                ("address", models.CharField(max_length=300)),
                ("text", models.TextField(max_length=2000, verbose_name="what is wrong")),
                ("source", models.CharField(blank=True, max_length=500)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("network", models.CharField(blank=True, max_length=64)),
                ("sent_at", models.DateTimeField(db_index=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("new", "New"),
                            ("review", "Under review"),
                        ],
                        db_index=True,
                        default="new",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="corrections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-pk"],
                "indexes": [models.Index(fields=["network", "sent_at"], name="corrections_of_a_network")],
            },
        ),
    ]
