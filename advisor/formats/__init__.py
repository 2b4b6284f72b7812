"""Formats for the admin: Django looks for a module `formats` in the package of each language."""
