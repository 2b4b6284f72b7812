"""Second factor: time-based codes (TOTP) from an app, and single-use backup codes."""

from base64 import b32encode

import segno
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django_otp import match_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

BACKUP_CODES = 10
# Names of admin pages that stay open to users without the second factor that they need.
PAGES_WITHOUT = ("second_factor", "logout", "password_change", "password_change_done", "jsi18n")


def has_one(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_missing(user: User | AnonymousUser) -> bool:
    """Whether SECOND_FACTOR requires a second factor that this session has not verified."""
    if settings.SECOND_FACTOR == "optional" or user.is_verified():  # type: ignore[union-attr]
        return False
    return settings.SECOND_FACTOR == "everyone" or user.has_perm("comparisons.add_edition")


def accept(user: User, code: str) -> Device | None:
    """Return the device that the code belongs to, or None. An accepted code is not accepted again."""
    return match_token(user, code)


def start(user: User) -> None:
    """Create a new secret. It has no effect until `confirm` gets a code made from it."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        TOTPDevice.objects.create(user=user, name="App", confirmed=False)


def unconfirmed(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def confirm(user: User, code: str) -> TOTPDevice | None:
    """Confirm the new secret if the code was made from it; else return None. Never replaces a confirmed one."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or has_one(user) or not device.verify_token(code):
            return None
        device.confirmed = True
        device.save()
        return device


def new_backup_codes(user: User) -> list[str]:
    """Return new backup codes. The old ones stop working."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="Backup codes")
        codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
        StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def backup_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def remove(user: User) -> bool:
    """Delete the secret and the backup codes. Return whether a second factor was set up."""
    had_one = has_one(user)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
    return had_one


def secret(device: TOTPDevice) -> str:
    """Return the secret in base32, in groups of four, for typing into an app."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def qr_code(device: TOTPDevice) -> tuple[int, str]:
    """Return the QR code of a secret: its width in modules (with margins of 4) and its dark modules as an SVG path."""
    rows = segno.make(device.config_url, error="m", micro=False).matrix
    dark = "".join(f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit)
    return len(rows) + 8, dark
