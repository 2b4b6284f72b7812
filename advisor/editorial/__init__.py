"""The admin of this site: evidence desk, impact preview, the admin site itself."""
