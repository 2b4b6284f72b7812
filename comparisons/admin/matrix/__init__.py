"""The matrix: a page to view and edit the scores of many frameworks on many criteria."""
