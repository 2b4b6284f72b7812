"""Differences between two catalogues: found, told, applied in part. Pure."""
