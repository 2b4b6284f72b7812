import logging

__all__ = ["security"]

# Logins, failures, roles, publishing: who and when, never a password, a code or a key.
security = logging.getLogger("advisor.security")
