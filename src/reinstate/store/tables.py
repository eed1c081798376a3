"""The two tables, as the newest migration leaves them."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

schema = MetaData()

cases = Table(
    "cases",
    schema,
    Column("id", String(64), primary_key=True),
    Column("opened", String(32), nullable=False),
    # What the journal is of: a case or a vault. Its first entry tells it; here a list needs no journals for it.
    Column("kind", String(16), nullable=False, server_default="case"),
)

entries = Table(
    "entries",
    schema,
    Column("hash", String(64), primary_key=True),
    Column("case_id", String(64), ForeignKey("cases.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    # Text, not JSON: a database that reorders or rounds would break the chain.
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    # The optimistic lock: of two writers of the same seq, one loses.
    UniqueConstraint("case_id", "seq", name="one_entry_a_seq"),
)

NEWEST = "a0002"
"""The newest step in `migrations/versions`."""

stamp = Table("alembic_version", MetaData(), Column("version_num", String(32)))
"""Where Alembic writes the step that the tables are at; it makes this table itself."""
