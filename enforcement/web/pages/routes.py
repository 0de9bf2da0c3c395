"""Puts the pages and their files into the application."""

from __future__ import annotations

from fastapi import FastAPI

from enforcement.web.pages import case_page, finding_page, list_page, live
from enforcement.web.pages.site import STATIC, STATIC_PATH, Static


def install(app: FastAPI) -> None:
    """The pages and their files. What has a tail comes before the case, which takes any path."""
    for room in (list_page, live, finding_page, case_page):
        app.include_router(room.router)
    app.mount(STATIC_PATH, Static(directory=STATIC), name="static")
