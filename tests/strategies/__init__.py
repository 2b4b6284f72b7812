"""Strategies for random catalogues in which `check` finds no errors.

Texts have no control characters, numbers fit their scale, and references are valid.
"""
