"""How generated cases are drawn: little in `make test`, much in `make deep`."""

from hypothesis import settings

# No deadline: two cores that are busy with other tests say nothing about a rule.
# The same cases in every run of `make test`: what is red was made red by the change. `make deep`
# draws other ones each time, and many more.
settings.register_profile("house", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("deep", deadline=None, print_blob=True, max_examples=5_000)
settings.load_profile("house")
