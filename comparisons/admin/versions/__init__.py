"""Versions: what each thing was before and after every entry in its history."""
