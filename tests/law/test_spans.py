"""Stretches of days: merged, asked for a day, counted; both ends inclusive."""

from datetime import date

from enforcement.law.spans import Span, covering, days_within, merged


def may(day: int) -> date:
    return date(2025, 5, day)


def test_a_span_holds_its_first_and_its_last_day_and_no_other() -> None:
    span = Span(may(3), may(5))
    assert [day for day in range(1, 9) if span.holds(may(day))] == [3, 4, 5]
    assert Span(may(3), None).holds(date(2199, 12, 31))
    assert not Span(may(3), None).holds(may(2))


def test_spans_that_touch_become_one_and_a_day_between_keeps_them_two() -> None:
    assert merged([Span(may(4), may(6)), Span(may(1), may(3))]) == (Span(may(1), may(6)),)
    apart = (Span(may(1), may(3)), Span(may(5), may(5)))
    assert merged(reversed(apart)) == apart


def test_a_span_inside_another_adds_nothing() -> None:
    assert merged([Span(may(1), may(9)), Span(may(3), may(5))]) == (Span(may(1), may(9)),)
    assert merged([Span(may(1), None), Span(may(3), may(5))]) == (Span(may(1), None),)


def test_a_span_without_an_end_swallows_what_follows() -> None:
    assert merged([Span(may(1), may(4)), Span(may(2), None)]) == (Span(may(1), None),)
    assert merged([Span(may(1), may(4)), Span(may(5), None)]) == (Span(may(1), None),)
    assert merged([Span(may(1), may(4)), Span(may(6), None)]) == (
        Span(may(1), may(4)),
        Span(may(6), None),
    )


def test_of_two_spans_that_end_on_one_day_the_one_that_may_go_on_keeps_the_end_open() -> None:
    fixed, open_end = Span(may(1), may(9)), Span(may(3), may(9), may_go_on=True)
    assert merged([fixed, open_end]) == (Span(may(1), may(9), may_go_on=True),)
    earlier = Span(may(3), may(8), may_go_on=True)
    assert merged([fixed, earlier]) == (Span(may(1), may(9)),)


def test_a_span_that_ends_before_it_starts_is_none_and_one_day_is_one() -> None:
    assert merged([Span(may(4), may(3))]) == ()
    assert merged([Span(may(4), may(4))]) == (Span(may(4), may(4)),)


def test_a_skipped_span_does_not_hide_the_ones_behind_it() -> None:
    assert merged([Span(may(2), may(1)), Span(may(3), may(4))]) == (Span(may(3), may(4)),)


def test_of_two_that_end_on_one_day_the_one_that_may_go_on_decides() -> None:
    term = Span(may(1), may(9), may_go_on=True)
    event = Span(may(2), may(9))
    assert merged([term, event]) == merged([event, term]) == (term,)
    later = Span(may(5), may(10))
    assert merged([term, later]) == (Span(may(1), may(10)),)
    longer = Span(may(5), may(12), may_go_on=True)
    assert merged([event, longer]) == (Span(may(2), may(12), may_go_on=True),)


def test_what_an_act_ended_is_settled_on_that_day_a_term_the_day_after() -> None:
    assert not Span(may(1), may(9)).settled_on(may(8))
    assert Span(may(1), may(9)).settled_on(may(9))
    term = Span(may(1), may(9), may_go_on=True)
    assert not term.settled_on(may(9))
    assert term.settled_on(may(10))
    assert not Span(may(1), None).settled_on(date(2199, 12, 31))


def test_the_span_that_covers_a_day_is_found_in_whatever_place() -> None:
    spans = (Span(may(1), may(3)), Span(may(5), may(7)))
    assert covering(spans, may(5)) == spans[1]
    assert covering(spans, may(3)) == spans[0]
    assert covering(spans, may(4)) is None


def test_only_the_days_inside_are_counted() -> None:
    spans = (Span(may(1), may(3)), Span(may(5), None))
    assert days_within(spans, may(3), may(6)) == 3
    assert days_within(spans, may(4), may(4)) == 0
    assert days_within(spans, may(1), may(1)) == 1
    assert days_within((), may(1), may(9)) == 0
