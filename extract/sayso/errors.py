"""The errors that Sayso raises on purpose: each says what happened, where, and what to do next."""


class SaysoError(Exception):
    """Something that the user can act on; the message is one paragraph, ready to be printed."""


class UsageError(SaysoError):
    """What was asked for does not exist or does not make sense."""


class InputError(SaysoError):
    """A file, folder or stream cannot be read as articles."""


class StoreError(SaysoError):
    """The store cannot be opened, read or written."""


class MissingPartError(SaysoError):
    """Something that must be installed for this is not: a model, Java, a package."""
