"""Sayso: read news articles and build an RDF knowledge graph of who said what about whom."""
