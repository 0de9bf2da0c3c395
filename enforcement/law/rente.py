"""Wettelijke rente over a public-law debt: exact fractions inside, whole cents at the door.

Awb 4:97 to 4:102, BW 6:119 and 6:120 lid 1, text read late in 2026. Not coded: whether rente runs
during uitstel or a suspension (4:101); the caller names the days on which it does not.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import count, takewhile
from math import floor
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from enforcement.law import quantities, rentevoet
from enforcement.law.spans import Span, covering
from enforcement.law.terms import anniversary, day_count, next_day

_HALF: Final = Fraction(1, 2)


class RenteStep(NamedTuple):
    """One line of the receipt: a period in which sum, rate and length of the year are the same.

    Both days inclusive. The sum is kept as `scaled` over `scale`: a fraction is made of it only
    when the receipt is asked for.
    """

    from_on: date
    until: date
    days: int
    year_days: int
    basis_points: int
    scaled: int
    scale: int

    @property
    def base(self) -> Fraction:
        """The sum that bears rente, exact, in eurocents."""
        return Fraction(self.scaled, self.scale)

    @property
    def amount(self) -> Fraction:
        """Rente of this period, exact, in eurocents."""
        return self.base * Fraction(self.basis_points * self.days, rentevoet.WHOLE * self.year_days)


@dataclass(frozen=True, slots=True)
class Rente:
    """Gross rente in whole eurocents with its steps.

    `known_until` is filled when the day asked for lies beyond the last day with a known rate while
    a sum still bore rente: it was counted up to and including that day, no further.
    """

    cents: int
    steps: tuple[RenteStep, ...]
    known_until: date | None = None


@dataclass(frozen=True, slots=True)
class RenteAfterPayments:
    """Gross rente, and what payments left open of hoofdsom and rente, in whole eurocents.

    `open_exact` is both together, not rounded: for who adds up several before rounding.
    """

    rente: Rente
    principal_open_cents: int
    rente_open_cents: int
    scaled: int
    scale: int

    @property
    def open_exact(self) -> Fraction:
        """What is open of both together, exact, in eurocents."""
        return Fraction(self.scaled, self.scale)


@dataclass(slots=True)
class _Account:
    """What bears rente: the hoofdsom, the rente of whole years that joined it, that of this year.

    Sums are whole numbers over one `scale`, exact like fractions and ten times as fast. `weight`
    gathers days times rate over the present base, until the base changes.
    """

    from_on: date
    principal: int
    joined: int = 0
    running: int = 0
    gross: int = 0
    weight: int = 0
    scale: int = 1

    @property
    def base(self) -> int:
        return self.principal + self.joined

    def settle(self) -> None:
        if not self.weight:
            return
        amount = self.base * self.weight
        self.principal *= rentevoet.UNIT
        self.joined *= rentevoet.UNIT
        self.running = self.running * rentevoet.UNIT + amount
        self.gross = self.gross * rentevoet.UNIT + amount
        self.scale *= rentevoet.UNIT
        self.weight = 0

    def close_year(self) -> None:
        self.settle()
        self.joined += self.running
        self.running = 0

    def set_principal(self, cents: int) -> None:
        self.settle()
        self.principal = cents * self.scale

    def pay(self, cents: int) -> None:
        self.settle()
        paid = cents * self.scale
        to_joined = min(paid, self.joined)
        to_running = min(paid - to_joined, self.running)
        self.joined -= to_joined
        self.running -= to_running
        self.principal -= min(paid - to_joined - to_running, self.principal)
        # Less than half a cent cannot be paid, so it is not owed and bears nothing.
        if self._is_nothing(self.principal + self.joined + self.running):
            self.principal = self.joined = self.running = 0

    def remit(self, cents: int) -> None:
        self.settle()
        self.principal -= min(cents * self.scale, self.principal)
        if self._is_nothing(self.principal):
            self.principal = 0

    def _is_nothing(self, scaled: int) -> bool:
        return 2 * scaled < self.scale

    def rounded(self, scaled: int) -> int:
        """A sum in whole eurocents, as round_half_up does it."""
        return (2 * scaled + self.scale) // (2 * self.scale)


_Change: TypeAlias = tuple[date, Callable[[int], None], int]
"""From a day on: what is done with a sum in eurocents."""


def rente_cents(principal_cents: int, from_on: date, until: date) -> Rente:
    """Wettelijke rente over a hoofdsom that does not change; both days inclusive.

    Awb 4:98 lid 1: the rente of BW 6:119 lid 1 and 2 and 6:120 lid 1 [V]. After each full year of
    verzuim the rente of that year joins the sum it runs over. Actual days over 365, or 366 for days
    in a leap year [C, convention rente_dagen]. Rounded once, on the total.

    Example: 10,000 euro from 1 January up to and including 31 December 2024 at 7%: 700 euro.
    """
    return _run(_Account(from_on, principal_cents), until, ())


def rente_over(balances: Sequence[tuple[date, int]], until: date) -> Rente:
    """Wettelijke rente over a hoofdsom in eurocents that changes on given days.

    Each pair is a day and the hoofdsom that bears rente from that day on; the first day is the
    first of verzuim and full years count from it (BW 6:119 lid 2) [V]. The day of a payment still
    bears rente over the old sum [C]: give the new sum from the day after. All rente of a full year
    joins the sum; where payments cover rente as well, ask rente_after_payments.

    Example: 1,000 euro from 1 January 2025, 600 paid on 30 June: [(1 January, 100000), (1 July,
    40000)].
    """
    (from_on, principal_cents), *later = balances
    account = _Account(from_on, principal_cents)
    return _run(account, until, [(day, account.set_principal, cents) for day, cents in later])


# The same debt is asked for again by each further act, page and letter of a day.
@lru_cache(maxsize=65536)
def rente_after_payments(
    principal_cents: int,
    from_on: date,
    payments: tuple[tuple[date, int], ...],
    until: date,
    *,
    paused: tuple[Span, ...] = (),
    remissions: tuple[tuple[date, int], ...] = (),
) -> RenteAfterPayments:
    """Wettelijke rente over one debt on which payments came in, with what is left open.

    Awb 4:92 lid 1: costs first, then rente, then the hoofdsom [V]; the caller takes the costs off.
    Rente accrued up to and including the day of payment counts as due on that day [C]. A payment is
    a day (of crediting, 4:89 lid 3) and a sum in eurocents; what exceeds the debt is not kept here.
    On the days in `paused` no rente runs (4:101: «tenzij» the uitstel says otherwise); a year of
    verzuim goes on through them. A remission gives up hoofdsom and touches no rente (4:94a).

    Example: 10,000 euro in verzuim from 1 January 2024, 700 euro paid on 31 December 2024 at 7%:
    rente open 0, hoofdsom open 10,000 euro.
    """
    account = _Account(from_on, principal_cents)
    changes: list[_Change] = [
        *((next_day(on), account.pay, cents) for on, cents in payments),
        *((next_day(on), account.remit, cents) for on, cents in remissions),
    ]
    rente = _run(account, until, changes, paused=paused)
    still_open = account.principal + account.joined + account.running
    principal_open_cents = account.rounded(account.principal)
    rente_open_cents = account.rounded(still_open) - principal_open_cents
    return RenteAfterPayments(
        rente, principal_open_cents, rente_open_cents, still_open, account.scale
    )


def owed(cents: int, on: date, *, by_authority: bool = False) -> int:
    """Rente that is really owed: nothing below a small sum, in eurocents.

    Awb 4:98 lid 2: not owed where it comes to less «bij enige of laatste betaling»: 20 euro, or 10
    where the authority owes [V]. `on` is that day. Example: 1999 gives 0, 2000 gives 2000.
    """
    name = "rente_drempel_bestuursorgaan_cents" if by_authority else "rente_drempel_cents"
    return cents if cents >= quantities.value(name, on) else 0


def round_half_up(amount: Fraction) -> int:
    """Round an exact sum to whole eurocents, half a cent upwards (policy of the house [C])."""
    return floor(amount + _HALF)


def _run(
    account: _Account,
    until: date,
    changes: Iterable[_Change],
    *,
    paused: Sequence[Span] = (),
) -> Rente:
    known_until = rentevoet.known_until()
    last = until if known_until is None else min(until, known_until)
    years = set(_anniversaries(account.from_on, last))
    pending = deque(sorted(changes, key=itemgetter(0)))
    cuts = years.union((change[0] for change in pending), _edges(paused))
    steps: list[RenteStep] = []
    for from_on, to, even in rentevoet.periods(account.from_on, last, cuts):
        if from_on in years:
            account.close_year()
        _apply_due(pending, from_on)
        if paused and covering(paused, from_on) is not None:
            continue
        days = day_count(from_on, to)
        account.weight += even.weight * days
        basis_points, year_days = even.basis_points, even.year_days
        base, scale = account.base, account.scale
        steps.append(RenteStep(from_on, to, days, year_days, basis_points, base, scale))
    account.settle()
    _apply_due(pending, next_day(last))
    is_unknown = last < until and account.base > 0
    _apply_due(pending, next_day(until))
    known = known_until if is_unknown else None
    return Rente(account.rounded(account.gross), tuple(steps), known)


def _edges(paused: Sequence[Span]) -> set[date]:
    """The first day of each span and the day after its last."""
    ends = {next_day(span.until) for span in paused if span.until is not None}
    return ends | {span.from_on for span in paused}


def _apply_due(pending: deque[_Change], on: date) -> None:
    while pending and pending[0][0] <= on:
        _, apply, cents = pending.popleft()
        apply(cents)


def _anniversaries(from_on: date, until: date) -> Iterator[date]:
    """First day of each further year of verzuim within a span."""
    return takewhile(lambda day: day <= until, (anniversary(from_on, years) for years in count(1)))
