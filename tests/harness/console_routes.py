"""Every address of the console, read from the application itself."""

import re

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

# Who isn't signed in may ask for these; the provider of the gemeente sends the browser back to the last one.
OPEN = {
    "/begin",
    "/begin/app",
    "/inloggen",
    "/inloggen/code",
    "/uitnodiging",
    "/nieuwe-app",
    "/nieuw-wachtwoord",
    "/gemeente/naar/{nummer}",
    "/gemeente/terug",
    "/static/{name:path}",
}
UNKNOWN = "00000000-0000-0000-0000-000000000000"
PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


def routes_of(routes: list[BaseRoute]) -> list[tuple[str, str]]:
    """Give method and path of every route, also of routers that are included as one."""
    found: list[tuple[str, str]] = []
    for route in routes:
        if isinstance(route, APIRoute):
            found += [(method, route.path) for method in sorted(route.methods)]
        else:
            original = getattr(route, "original_router", None) or getattr(route, "app", None)
            found += routes_of(getattr(original, "routes", []))
    return found


def address(path: str, **ids: str) -> str:
    """Give the address of a route with these ids in it; an id that isn't given is one that doesn't exist."""
    return "/console" + PARAMETER.sub(lambda found: ({"soort": "notitie"} | ids).get(found[1], UNKNOWN), path)


def parameters(path: str) -> set[str]:
    """Give the names of the ids in a route."""
    return set(PARAMETER.findall(path))
