"""What the site serves in a second, as ratios to a bare Django view on the same machine in the same run."""
