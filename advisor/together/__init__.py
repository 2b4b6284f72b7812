"""Answers of several people, compared."""
