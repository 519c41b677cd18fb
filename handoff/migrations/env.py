"""Runs the migrations on the connection that `handoff.database.migrate` opened."""

from alembic import context

from handoff.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
