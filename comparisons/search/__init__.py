"""Search, and suggestions for names that do not exist. Pure."""
