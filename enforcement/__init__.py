"""Dwangsom: the last onder dwangsom as acts, effects and a reckoning (Awb afdeling 5.3.2)."""
