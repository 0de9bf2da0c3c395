"""How generated cases are drawn: little in `make test`, much in `make deep`."""

from hypothesis import settings

# No deadline: two cores that are busy with other tests say nothing about a rule.
settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile("deep", parent=settings.get_profile("house"), max_examples=5_000)
settings.load_profile("house")
