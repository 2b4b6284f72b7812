"""Deleting or retiring things, with what leans on them shown and decided first."""
