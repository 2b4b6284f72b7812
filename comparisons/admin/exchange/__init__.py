"""Export and import in the admin: scores and frameworks as tables, the whole catalogue as an archive of its files."""
