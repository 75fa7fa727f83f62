"""A trained tagger: which words report, and which words are their source and their content."""
