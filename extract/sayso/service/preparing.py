"""Looks an update through before a process is started for it, and gives it its dataset."""

from __future__ import annotations

from dataclasses import replace

from sayso.service.graph_changes import named_node
from sayso.service.update_text import OwnDatasetError, loads_documents, with_dataset
from sayso.service.wire import Update
from sayso.service.worker import BAD_REQUEST, FORBIDDEN, RefusalError
from sayso.store.federation import calls_another_server


def prepared(update: Update) -> Update:
    """Return an update whose text says all that its request does.

    Raises:
        RefusalError: it would call another server and may not, or its request is at odds with it.
    """
    _refuse_calls(update)
    try:
        default, named = (
            [named_node(iri).value for iri in iris] for iris in (update.using, update.using_named)
        )
        return replace(update, sparql=with_dataset(update.sparql, default, named))
    except OwnDatasetError as error:
        raise RefusalError(
            BAD_REQUEST,
            f"The request names the graphs that the update is about, and the update has {error}, "
            "which does it again.",
        ) from error


def _refuse_calls(update: Update) -> None:
    for allowed, found, word in (
        (update.service, calls_another_server, "SERVICE"),
        (update.load, loads_documents, "LOAD"),
    ):
        if not allowed and found(update.sparql):
            raise RefusalError(
                FORBIDDEN,
                f"The update has {word}, which would call another server; this service uses its "
                f"own store only, unless it is started with --allow-{word.lower()}. A prefix with "
                "this word in it has to be written as a full IRI.",
            )
