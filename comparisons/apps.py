from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ComparisonsConfig(AppConfig):
    name = "comparisons"
    verbose_name = "The catalogue"
    default_auto_field = "django.db.models.BigAutoField"


class EditorsAdminConfig(AdminConfig):
    default_site = "comparisons.admin.site.EditorsSite"
