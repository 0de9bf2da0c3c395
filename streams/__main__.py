"""`python -m streams` is the command line."""

from streams.root import app

app()
