"""The reckoning: what the law makes of the acts of one case on one day."""

from enforcement.reckoning.outcome import Reckoning
from enforcement.reckoning.reckon import reckon

__all__ = ["Reckoning", "reckon"]
