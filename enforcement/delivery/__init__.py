"""How a letter leaves the house, once, and what is kept of it. One channel, one file."""
