"""What has changed for a pinned link since its edition. Pure."""
