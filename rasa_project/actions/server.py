"""The webhook that Rasa calls: rasa-sdk's executor behind our own route (its own server listens on all addresses)."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from content.catalogue import Catalogue
from content.talk import Flow
from privacy.log import get_logger
from rasa_project.actions.answering import answering_actions
from rasa_project.actions.questions import question_actions

log = get_logger()


def build_executor(catalogue: Catalogue, flows: list[Flow]) -> ActionExecutor:
    """Return an executor that knows our actions and no others."""
    executor = ActionExecutor()
    for action in [*answering_actions(catalogue), *question_actions(flows)]:
        executor.register_action(action)
    return executor


def build_router(
    catalogue: Catalogue,
    flows: list[Flow],
    turn: Callable[[str], AbstractContextManager[None]] = lambda _talk: nullcontext(),
) -> APIRouter:
    """
    Return the routes under /actions. Only Rasa may reach them; the reverse proxy doesn't pass them on.

    Args:
        turn: Gives an action the content that the turn of this talk began with.
    """
    executor = build_executor(catalogue, flows)
    router = APIRouter(prefix="/actions", include_in_schema=False)

    @router.post("/webhook")
    async def webhook(request: Request) -> dict[str, Any]:
        call = await request.json()
        try:
            with turn(str(call.get("sender_id"))):
                result = await executor.run(call)
        except (ActionExecutionRejection, ActionNotFoundException) as error:
            log.warning("action_refused", error=type(error).__name__, action=call.get("next_action"))
            raise HTTPException(400, {"error": str(error), "action_name": error.action_name}) from error
        except Exception as error:  # else the server writes its text down; the dialogue goes on in button mode
            log.error("action_failed", error=type(error).__name__, action=call.get("next_action"))
            raise HTTPException(500) from error
        return result.model_dump() if result else {}

    return router
