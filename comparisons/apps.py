from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    name = "comparisons"
    verbose_name = "Catalogue"
    default_auto_field = "django.db.models.BigAutoField"
