"""What moving from one framework to another costs, as editors keep it."""
