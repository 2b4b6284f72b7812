"""Pages of the site around comparisons and advice."""
