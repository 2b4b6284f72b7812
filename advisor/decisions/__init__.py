"""The pages of real decisions, and what the advice says to each."""
