import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0017_moves"),
    ]

    operations = [
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "slug",
                    models.CharField(
                        help_text="Its name in the Python Package Index: in lower case, with hyphens for dots and underscores.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("framework", "Web framework"),
                            ("either", "Web framework, often used for something else"),
                            ("library", "Anything else"),
                        ],
                        default="library",
                        max_length=10,
                    ),
                ),
                (
                    "meaning",
                    models.TextField(
                        help_text="What it is for, in one sentence that justifies the answers: “SQLAlchemy is a data layer of its own.”"
                    ),
                ),
                (
                    "extends",
                    models.CharField(
                        blank=True,
                        help_text="The package of the framework that it is of no use without, such as flask.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                            )
                        ],
                        verbose_name="add-on for",
                    ),
                ),
                (
                    "brings",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Packages that it installs itself, separated by spaces. Beside it, they say nothing about a project.",
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*(\\s+[a-z0-9]+(-[a-z0-9]+)*)*$",
                                "Give names in lower case with single hyphens, separated by spaces.",
                            )
                        ],
                    ),
                ),
                (
                    "answers",
                    models.ManyToManyField(
                        blank=True,
                        help_text="What follows for every project that depends on it. If you have doubts, leave it out.",
                        related_name="packages",
                        to="comparisons.choice",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
    ]
