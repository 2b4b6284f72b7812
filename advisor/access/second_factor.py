"""A second factor: codes from an app on a phone, and backup codes for the day the phone is lost."""

from base64 import b32encode

import segno
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django_otp import match_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

__all__ = [
    "accept",
    "backup_codes_left",
    "confirm",
    "has_one",
    "is_missing",
    "new_backup_codes",
    "picture",
    "remove",
    "secret",
    "start",
    "waiting",
]

BACKUP_CODES = 10


def has_one(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_missing(user: User | AnonymousUser) -> bool:
    """Whether SECOND_FACTOR asks for one that this session has not shown."""
    if settings.SECOND_FACTOR == "optional" or user.is_verified():  # type: ignore[union-attr]
        return False
    return settings.SECOND_FACTOR == "everyone" or user.has_perm("comparisons.add_edition")


def accept(user: User, code: str) -> Device | None:
    """Return what made this code, and never accept the code again; None if it is wrong."""
    return match_token(user, code)


def start(user: User) -> None:
    """Make a new secret. It counts for nothing until it is confirmed with a code."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        TOTPDevice.objects.create(user=user, name="App", confirmed=False)


def waiting(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def confirm(user: User, code: str) -> TOTPDevice | None:
    """Let the secret that waits count, if the code was made from it."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or has_one(user) or not device.verify_token(code):
            return None
        device.confirmed = True
        device.save()
        return device


def new_backup_codes(user: User) -> list[str]:
    """Make new backup codes; former ones count no more."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="Backup codes")
        codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
        StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def backup_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def remove(user: User) -> bool:
    """Forget the secret and the backup codes; say whether there was one."""
    had_one = has_one(user)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
    return had_one


def secret(device: TOTPDevice) -> str:
    """Return the secret as apps take it by hand, in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def picture(device: TOTPDevice) -> tuple[int, str]:
    """Return the QR code of a secret: its size in squares with a margin of four, and the dark ones as an SVG path."""
    rows = segno.make(device.config_url, error="m", micro=False).matrix
    dark = "".join(f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit)
    return len(rows) + 8, dark
