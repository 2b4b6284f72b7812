"""Compares the responses of two checkouts: `python -m benches.same_pages BEFORE AFTER`."""
