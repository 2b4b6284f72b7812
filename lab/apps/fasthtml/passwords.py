import hashlib
import hmac
import os

SALT_BYTES = 16


def hash_password(password: str) -> bytes:
    salt = os.urandom(SALT_BYTES)
    return salt + hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def verify_password(password: str, hashed: bytes) -> bool:
    salt = hashed[:SALT_BYTES]
    return hmac.compare_digest(hashed, salt + hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1))
