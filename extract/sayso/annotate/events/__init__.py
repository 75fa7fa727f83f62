"""Events: the words that name them, who takes part, where and when, and how real they are."""

from sayso.annotate.events.component import annotate_events, make_events

__all__ = ["annotate_events", "make_events"]
