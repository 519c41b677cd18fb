"""Says of each request to the console that it came in there, for the audit log."""

from starlette.types import ASGIApp, Receive, Scope, Send

from handoff.audit import coming_from


class FromConsole:
    """Says of each request to the console that it came in there."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        with coming_from("console"):
            await self.app(scope, receive, send)
