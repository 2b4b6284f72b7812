"""Sheets: all scores of one framework, or all on one criterion, with everything in them, on one page."""
