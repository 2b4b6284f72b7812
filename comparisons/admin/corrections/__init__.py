"""Corrections from visitors on the editors' side."""
