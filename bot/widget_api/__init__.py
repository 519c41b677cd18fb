"""The talk over HTTP, by the NL API Design Rules: `/v1/gesprekken` and its messages."""

from bot.widget_api.api import build_api
from bot.widget_api.limits import RateLimits
from bot.widget_api.pages import build_pages
from bot.widget_api.routes import Context
from bot.widget_api.security_txt import security_router

__all__ = ["Context", "RateLimits", "build_api", "build_pages", "security_router"]
