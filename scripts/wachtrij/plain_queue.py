"""A general job queue on the same PostgreSQL, for scale: procrastinate, with jobs that do nothing."""

from __future__ import annotations

import asyncio
import time
from importlib.metadata import version

from procrastinate import App, PsycopgConnector
from sqlalchemy.engine import make_url

AT_ONCE = 1_000


def procrastinate_jobs(url: str, jobs: int, workers: int) -> dict[str, float | str]:
    """Return how many jobs a second one worker takes and finishes, `workers` at a time."""
    return asyncio.run(_measure(url, jobs, workers))


async def _measure(url: str, jobs: int, workers: int) -> dict[str, float | str]:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    app = App(connector=PsycopgConnector(conninfo=address, min_size=1, max_size=workers + 2))

    @app.task(name="nothing")
    async def nothing(number: int) -> None:
        """Do nothing: only taking and finishing a job is measured."""

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        for start in range(0, jobs, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, jobs))
            await nothing.batch_defer_async(*({"number": number} for number in numbers))
        began = time.perf_counter()
        await app.run_worker_async(wait=False, concurrency=workers, listen_notify=False, install_signal_handlers=False)
        seconds = time.perf_counter() - began
        left = await app.connector.execute_query_one_async(
            "SELECT count(*) AS left FROM procrastinate_jobs WHERE status <> 'succeeded'"
        )
    if left["left"]:
        raise RuntimeError(f"{left['left']} jobs were not done")
    return {"per_second": round(jobs / seconds), "version": version("procrastinate")}
