"""In and out of the admin: scores and frameworks as spreadsheets, the whole catalogue as an archive of its files."""
