"""How generated cases are drawn: little in `make test`, much in `make deep`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

# No deadline: two cores that are busy with other tests say nothing about a rule.
# The same cases in every run of `make test`: what is red was made red by the change. `make deep`
# draws other ones each time, and many more.
settings.register_profile("house", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("deep", deadline=None, print_blob=True, max_examples=5_000)
settings.load_profile("house")

_LONG_DRAWS: Final = {"properties", "second"}


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Leave the long draws out of the coverage: counting lines makes them several times slower,
    and what only they reach should have a story.
    """
    if settings.get_current_profile_name() != "deep":
        return
    tests = Path(__file__).parent
    for item in items:
        if item.path.relative_to(tests).parts[0] in _LONG_DRAWS:
            item.add_marker("no_cover")
