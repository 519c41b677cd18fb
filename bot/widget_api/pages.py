"""The pages and files of the widget, with headers that let them load nothing from anybody else."""

from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

WIDGET = Path(__file__).resolve().parent.parent / "widget"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cache-Control": "no-cache",
}


def build_pages(app: FastAPI) -> None:
    """
    Add the demo page, the chat page, the page to keep an outcome, and the widget's files.

    Any website may show the chat page in a frame, and nobody the outcome.
    """

    @app.get("/", include_in_schema=False)
    async def demo(_request: Request) -> Response:
        return _page("index.html", "'self'")

    @app.get("/chat", include_in_schema=False)
    async def chat(_request: Request) -> Response:
        return _page("chat.html", "*")

    @app.get("/uitkomst", include_in_schema=False)
    async def outcome(_request: Request) -> Response:
        return _page("uitkomst.html", "'none'")

    app.mount("/", _Files(directory=WIDGET), name="widget")


def _page(name: str, ancestors: str) -> FileResponse:
    return FileResponse(WIDGET / name, headers={**HEADERS, "Content-Security-Policy": POLICY + ancestors})


class _Files(StaticFiles):
    """The widget's files: any website may load them."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """Add the headers."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers.update({**HEADERS, "Cross-Origin-Resource-Policy": "cross-origin"})
        return response
