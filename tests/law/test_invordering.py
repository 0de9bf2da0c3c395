"""What a decision to collect covers, to the cent."""

import pytest

from enforcement.law.invordering import covered


@pytest.mark.parametrize(
    ("stated", "opens", "parts", "left"),
    [
        (250_000, [100_000, 100_000, 100_000], [100_000, 100_000, 50_000], 0),
        (200_000, [100_000, 100_000, 100_000], [100_000, 100_000], 0),
        (250_000, [100_000], [100_000], 150_000),
        (0, [100_000], [], 0),
        (1, [], [], 1),
    ],
)
def test_a_sum_covers_the_oldest_first_and_the_last_in_part(
    stated: int, opens: list[int], parts: list[int], left: int
) -> None:
    assert covered(stated, opens) == (parts, left)
