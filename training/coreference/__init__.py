"""Training the ranker of coreference, and measuring it by cross-validation."""
