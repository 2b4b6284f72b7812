"""Editors' accounts: roles, login, lockout, second factor, trusted networks."""
