from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from advisor.accounts.admin import LogEntryAdmin, LoginAdmin, RoleAdmin
from advisor.models import KeptDecision
from advisor.watching.admin import KeptDecisionAdmin

admin.site.unregister([User, Group])
admin.site.register(User, LoginAdmin)
admin.site.register(Group, RoleAdmin)
admin.site.register(LogEntry, LogEntryAdmin)
admin.site.register(KeptDecision, KeptDecisionAdmin)
# Their pages show secrets. Everybody has a page of their own, and whoever is locked out has manage.py.
admin.site.unregister([TOTPDevice, StaticDevice])
