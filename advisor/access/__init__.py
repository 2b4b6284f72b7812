"""Logins, roles, login throttling and second factors of the admin; and limits on what one client may request."""
