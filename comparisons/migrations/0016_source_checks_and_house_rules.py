from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0015_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="framework",
            name="ring",
            field=models.CharField(
                blank=True,
                choices=[("adopt", "Adopt"), ("trial", "Trial"), ("hold", "Hold")],
                default="",
                help_text="What your organisation has decided about it. "
                "Shown beside the ranking, which it does not move.",
                max_length=10,
                verbose_name="house rule",
            ),
        ),
        migrations.AddField(
            model_name="framework",
            name="ring_decided_on",
            field=models.DateField(blank=True, null=True, verbose_name="decided on"),
        ),
        migrations.AddField(
            model_name="framework",
            name="ring_reason",
            field=models.TextField(
                blank=True, default="", help_text="Why, for those who read it later.", verbose_name="reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="framework",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ring", ""), ("ring_decided_on", None), ("ring_reason", "")),
                    models.Q(models.Q(("ring", ""), _negated=True), ("ring_decided_on__isnull", False)),
                    _connector="OR",
                ),
                name="house_rule_has_a_day",
                violation_error_message="A house rule has a ring, a reason and the day of the decision, "
                "or none of them.",
            ),
        ),
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
