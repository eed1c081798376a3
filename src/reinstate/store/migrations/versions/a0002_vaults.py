"""What each journal is of: cases, as all were until now, and vaults."""

import sqlalchemy as sa
from alembic import op

revision = "a0002"
down_revision = "a0001"


def upgrade() -> None:
    """Add the column; what is there already are cases."""
    op.add_column("cases", sa.Column("kind", sa.String(16), nullable=False, server_default="case"))
