"""Whether two checkouts answer the same pages: `python -m benches.same_pages BEFORE AFTER`."""
