"""Training of the tagger of attributions: `python -m training.attribution --help`."""
