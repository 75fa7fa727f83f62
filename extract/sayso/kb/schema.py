"""The tables of a knowledge base, and the version that says which they are."""

FORMAT = "sayso-knowledge-base"
VERSION = "1"

# Item numbers are those of Wikidata without the Q.
STAGING = """
CREATE TABLE raw (id INTEGER PRIMARY KEY, label TEXT, description TEXT, popularity INTEGER);
CREATE TABLE name (name TEXT NOT NULL, item INTEGER NOT NULL);
CREATE TABLE instance (item INTEGER NOT NULL, class INTEGER NOT NULL);
CREATE TABLE subclass (class INTEGER NOT NULL, parent INTEGER NOT NULL);
CREATE TABLE held (item INTEGER NOT NULL, position INTEGER NOT NULL, begins TEXT, ends TEXT);
CREATE TABLE belongs (item INTEGER NOT NULL, country INTEGER NOT NULL);
"""

FINAL = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE item (
  id INTEGER PRIMARY KEY, label TEXT NOT NULL, description TEXT NOT NULL, types TEXT NOT NULL,
  popularity INTEGER NOT NULL);
CREATE TABLE alias (name TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (name, item))
  WITHOUT ROWID;
CREATE TABLE position (
  item INTEGER NOT NULL, position INTEGER NOT NULL, label TEXT NOT NULL, begins TEXT NOT NULL,
  ends TEXT NOT NULL);
CREATE TABLE country (item INTEGER NOT NULL, country INTEGER NOT NULL,
  PRIMARY KEY (item, country)) WITHOUT ROWID;
CREATE TABLE reject (line INTEGER NOT NULL, reason TEXT NOT NULL);
"""
