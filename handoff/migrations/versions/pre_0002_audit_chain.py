"""
The audit log as chains, and the data keys out of this database.

Lines from before get their place in a chain at the next start, when the key is there; data keys move to the key store.
"""

import sqlalchemy as sa
from alembic import op

revision = "pre_0002"
down_revision = "pre_0001"
branch_labels = None
depends_on = None

LANES = 16


def upgrade() -> None:
    _columns()
    op.create_index("event_place_in_chain", "event", ["lane", "number"], unique=True)
    _heads()
    protect = _protect_sqlite if op.get_bind().dialect.name == "sqlite" else _protect_postgresql
    protect()
    _leave_no_empty_table_of_keys()


def _leave_no_empty_table_of_keys() -> None:
    if not op.get_bind().scalar(sa.text("SELECT count(*) FROM data_key")):
        op.drop_table("data_key")


def _columns() -> None:
    op.add_column("event", sa.Column("object_id", sa.String(36)))
    op.add_column("event", sa.Column("origin", sa.String(10), nullable=False, server_default=""))
    op.add_column("event", sa.Column("lane", sa.Integer))
    op.add_column("event", sa.Column("number", sa.Integer))
    op.add_column("event", sa.Column("mac", sa.LargeBinary))


def _heads() -> None:
    heads = op.create_table(
        "event_head",
        sa.Column("lane", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
    )
    op.bulk_insert(heads, [{"lane": lane, "number": 0, "event_id": 0, "mac": b""} for lane in range(LANES)])


def _protect_sqlite() -> None:
    """A line that isn't in a chain yet may get its place, once; nothing else may change."""
    op.execute("DROP TRIGGER event_no_update")
    op.execute(
        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event WHEN OLD.mac IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER event_head_no_delete BEFORE DELETE ON event_head "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    )


def _protect_postgresql() -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' THEN IF OLD.mac IS NULL THEN RETURN NEW; END IF; END IF; "
        "RAISE EXCEPTION 'the audit log is append-only'; END $$"
    )
    for table in ("event", "event_head"):
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only()"
        )
    op.execute(
        "CREATE TRIGGER event_head_no_delete BEFORE DELETE ON event_head "
        "FOR EACH ROW EXECUTE FUNCTION event_is_append_only()"
    )
