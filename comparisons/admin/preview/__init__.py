"""The preview: the public pages as they would be with unpublished changes, for editors alone."""
