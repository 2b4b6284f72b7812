import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0010_choices_as_clauses"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="group",
            options={
                "ordering": ["position", "slug"],
                "verbose_name": "group of criteria",
                "verbose_name_plural": "groups of criteria",
            },
        ),
        migrations.AlterField(
            model_name="criterion",
            name="logarithmic",
            field=models.BooleanField(
                default=False, help_text="For quantities where doubling matters equally at every size."
            ),
        ),
        migrations.AlterField(
            model_name="criterion",
            name="slug",
            field=models.CharField(
                help_text="Part of the address of its page. If you change it, the old address keeps working.",
                max_length=60,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                    )
                ],
            ),
        ),
        migrations.AlterField(
            model_name="framework",
            name="slug",
            field=models.CharField(
                help_text="Part of the address of its pages. If you change it, the old address keeps working.",
                max_length=60,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                    )
                ],
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="slug",
            field=models.CharField(
                help_text="Part of every advice link. If you change it, old links keep working.",
                max_length=60,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens."
                    )
                ],
            ),
        ),
        migrations.AlterField(
            model_name="score",
            name="relative_error",
            field=models.FloatField(
                default=0,
                help_text="Measured figures only: the stated error as a share, 0.1 for 10%.",
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(0.99),
                ],
            ),
        ),
        migrations.AlterField(
            model_name="score",
            name="reviewed_on",
            field=models.DateField(help_text="The day somebody last checked the reason against its sources."),
        ),
        migrations.AlterField(
            model_name="score",
            name="version",
            field=models.CharField(help_text="The version of the framework that the reason is about.", max_length=30),
        ),
    ]
