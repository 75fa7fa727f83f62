"""Annotating: what an article says, found by a spaCy pipeline whose components can be used one by one."""

from sayso.annotate.annotator import Annotator, load_pipeline

__all__ = ["Annotator", "load_pipeline"]
