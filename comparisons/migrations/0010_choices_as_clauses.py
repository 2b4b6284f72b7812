from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0009_decisions_and_starting_points"),
    ]

    operations = [
        migrations.AddField(
            model_name="choice",
            name="clause",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The answer as results repeat it after “if” or “because”, such as “staff need a back office”: no capital at the start, no full stop. If empty, they quote question and answer.",
                max_length=200,
                verbose_name="as a clause",
            ),
            preserve_default=False,
        ),
    ]
