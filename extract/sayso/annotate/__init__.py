"""Annotating: a spaCy pipeline finds what an article says; its components can be used alone."""

from sayso.annotate.annotator import PROFILES, Annotator, load_pipeline

__all__ = ["PROFILES", "Annotator", "load_pipeline"]
