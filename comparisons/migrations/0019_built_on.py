import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0018_packages"),
    ]

    operations = [
        migrations.AddField(
            model_name="framework",
            name="built_on",
            field=models.ForeignKey(
                blank=True,
                help_text="The framework that it needs and adds to. Its scores are those of the two together.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="built_upon",
                to="comparisons.framework",
            ),
        ),
    ]
