"""HTTP: acts in, reckonings out. `create_app` makes the application; another runs it."""

from enforcement.web.app import create_app
from enforcement.web.ports import Submit

__all__ = ["Submit", "create_app"]
