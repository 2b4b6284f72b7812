"""What to ask, so that a few answers settle the advice."""
