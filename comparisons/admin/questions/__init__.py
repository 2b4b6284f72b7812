"""Questions in the admin: their forms, the overview, the map, and what each choice does."""
