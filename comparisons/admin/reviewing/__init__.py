"""Review before publishing: the queue, the page of one change with its comments, and who has which form open."""
