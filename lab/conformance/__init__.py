"""The tests that every application passes, or says in its app.toml why it cannot."""
