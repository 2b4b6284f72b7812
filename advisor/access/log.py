import logging

__all__ = ["security"]

# Security events (logins, failures, roles, publishing) and who caused them. Never passwords, codes or keys.
security = logging.getLogger("advisor.security")
