"""The pages of the explorer: each a function from what was asked to a page, one file a subject."""
