"""The matrix: the scores of many frameworks on many criteria, seen and changed on one page."""
