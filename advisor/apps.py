from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AdvisorConfig(AppConfig):
    name = "advisor"
    verbose_name = "Decisions"


class EditorsAdminConfig(AdminConfig):
    default = False
    default_site = "advisor.editorial.site.AdvisorSite"


class TotpConfig(AppConfig):
    name = "django_otp.plugins.otp_totp"
    default_auto_field = "django.db.models.AutoField"  # as its migrations have it


class BackupCodesConfig(AppConfig):
    name = "django_otp.plugins.otp_static"
    default_auto_field = "django.db.models.AutoField"  # as its migrations have it
