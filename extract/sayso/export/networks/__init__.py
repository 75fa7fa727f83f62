"""Networks in a store: who characterizes, speaks of, is named with or acts upon whom.

A network is made of evidence: pieces of articles that link one node to another. An edge is all the
evidence between two nodes, or a single piece where that is asked for.
"""

from sayso.export.networks.gather import VOICE_NAME, read_network
from sayso.export.networks.model import KINDS, About, Edge, Kind, Link, Node, Tone
from sayso.export.networks.network import Network

__all__ = [
    "KINDS",
    "VOICE_NAME",
    "About",
    "Edge",
    "Kind",
    "Link",
    "Network",
    "Node",
    "Tone",
    "read_network",
]
