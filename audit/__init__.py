"""What tools of others find on the finished pages: `make audit`."""
