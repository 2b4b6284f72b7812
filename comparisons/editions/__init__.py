"""Published editions: store, publishing, the current one, changelog, feeds, what is unpublished."""
