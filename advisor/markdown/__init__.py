"""Every public page as Markdown: made of the page itself, so that both say the same."""
