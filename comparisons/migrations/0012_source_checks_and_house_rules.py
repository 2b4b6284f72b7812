from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0011_editors_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=500, unique=True)),
                ("checked_at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=10)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("words", models.CharField(max_length=100)),
                ("moved_to", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["address"],
                "default_permissions": (),
            },
        ),
    ]
