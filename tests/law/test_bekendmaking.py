"""The day that makes a besluit work."""

from datetime import date

from enforcement.law import bekendmaking


def test_the_day_of_sending_is_the_day_of_bekendmaking() -> None:
    assert bekendmaking.bekendgemaakt_on(date(2025, 3, 3)) == date(2025, 3, 3)


def test_after_a_failed_delivery_the_second_sending_counts() -> None:
    sent = bekendmaking.bekendgemaakt_on(date(2025, 3, 3), date(2025, 3, 10))
    assert sent == date(2025, 3, 10)


def test_a_besluit_works_from_its_bekendmaking_and_its_terms_from_the_day_after() -> None:
    assert bekendmaking.besluit_works_from_on(date(2025, 3, 1)) == date(2025, 3, 1)
    assert bekendmaking.term_from_on(date(2025, 3, 1)) == date(2025, 3, 2)


def test_a_last_without_begunstigingstermijn_works_from_the_day_after() -> None:
    assert bekendmaking.works_from_on(date(2025, 2, 28)) == date(2025, 3, 1)


def test_of_electronic_sending_only_the_text_since_2026_was_read() -> None:
    assert bekendmaking.elektronisch_verkeer_geldt(date(2026, 1, 1))
    assert not bekendmaking.elektronisch_verkeer_geldt(date(2025, 12, 31))
