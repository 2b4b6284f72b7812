"""The page of changes, publishing, discarding, and past editions in the admin."""
