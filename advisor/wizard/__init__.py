"""The questions, one page each, and the review of all answers."""
