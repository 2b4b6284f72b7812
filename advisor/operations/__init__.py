"""Running the site: server settings, preparation, health, metrics, logs, backups."""
