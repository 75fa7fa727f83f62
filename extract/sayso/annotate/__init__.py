"""Annotating: a spaCy pipeline finds what an article says; its components can be used alone."""

from sayso.annotate.annotator import Annotator, load_pipeline

__all__ = ["Annotator", "load_pipeline"]
