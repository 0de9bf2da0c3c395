# Everything stands in .venv, made from a bare Python 3.11 or later; nothing else is needed.
# Which interpreter: `make setup PYTHON=/path/to/python3.13`; without it the first that fits.

VENV := .venv
BIN := $(VENV)/bin
LOCK := deploy/requirements.lock
# mutmut stands apart: it brings a package with which Faust renames its worker (DECISIONS.md).
MUTMUT := mutmut==3.7.0
MUTANTS := $(VENV)/mutants
MUTANTS_LOCK := deploy/mutants.lock
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
CANDIDATES := python3 python3.11 python3.12 python3.13 python3.14 python
PYTHON ?= $(shell for name in $(CANDIDATES); do \
	"$$name" -c '$(FITS)' >/dev/null 2>&1 && { command -v "$$name"; break; }; done)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
# Measures, so it wants the machine for itself.
APART := --ignore=tests/bench
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo check static house test browser rules schemas faults bench mutants deep lock
.DELETE_ON_ERROR:

help:  ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 14

setup: $(VENV)/.installed  ## .venv with everything at the pinned versions; at once when it stands

# A new lock means a new .venv: what the lock dropped must be gone, or a test would still find it.
# The lock holds everything, so pip has nothing to resolve: asked to, it takes a newer version for
# a package with an extra (pypa/pip#9644), finds no hash for it, and stops.
$(VENV)/.locked: $(LOCK)
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or later with venv and ensurepip found" \
		"(Debian: apt-get install python3-venv); or say PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --no-deps --require-hashes --requirement $(LOCK)
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup  ## play the made-up ProRail case on real parts; the page stays up until Ctrl-C
	@$(BIN)/dwangsom demo $(ARGS)

check: static house  ## format, lint, types, floors, dependencies, house tests

static: setup
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports
	$(BIN)/deptry --no-ansi .

house: setup
	$(PYTEST) --quiet tests/house

# The house tests are among all tests, so they are not run a second time through `check`.
test: static browser  ## all of check and all tests; what CI runs
	$(PYTEST) --numprocesses=auto --dist=loadfile $(APART) $(ARGS)

# The one thing that no package index has: the tests of the pages drive the system's Chromium.
browser:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		--no-install-recommends chromium >/dev/null; } || echo "make: no chromium found, so the" \
		"tests of the pages in a browser are left out (Debian: apt-get install chromium)" >&2

rules: setup  ## the table of rules and the stories that show each from both sides
	@$(BIN)/python -m tests.stories_coverage

schemas: setup  ## write the JSON Schema of each act anew under enforcement/schemas/
	$(BIN)/dwangsom schemas $(ARGS)

$(MUTANTS)/.installed: $(VENV)/.locked $(MUTANTS_LOCK)
	$(BIN)/python -m venv --clear $(MUTANTS)
	$(MUTANTS)/bin/python -m pip --quiet --disable-pip-version-check install --no-deps \
		--require-hashes --requirement $(LOCK) --requirement $(MUTANTS_LOCK)
	@touch $@

mutants: setup $(MUTANTS)/.installed  ## how many of 1,000 small faults in the law the tests notice
	$(MUTANTS)/bin/python -m tests.mutation $(ARGS)

# The mutants come last: they say nothing of a house whose tests fail.
deep: setup browser  ## all tests with many more generated cases and seeds, branch coverage, mutants
	DWANGSOM_SEEDS_TIMES=10 $(PYTEST) --numprocesses=auto --dist=worksteal \
		--hypothesis-profile=deep $(APART) --cov --cov-report=term-missing $(ARGS)
	$(MAKE) --no-print-directory mutants ARGS=

faults: setup  ## the tests that kill and cut, with ten times the seeds of `make test`
	DWANGSOM_SEEDS_TIMES=10 $(PYTEST) tests/system tests/simulator $(ARGS)

bench: setup  ## what things cost, beside a peer in the same run
	$(PYTEST) --capture=no tests/bench $(ARGS)

# `make lock ARGS=--upgrade` takes the newest versions that pyproject.toml allows.
lock: $(VENV)/.locked  ## resolve pyproject.toml into the lock file, each file with its hashes
	$(BIN)/python -m uv pip compile pyproject.toml --all-extras --group dev --universal \
		--python-version 3.11 --generate-hashes --quiet \
		--custom-compile-command "make lock" --output-file $(LOCK) $(ARGS)
	echo "$(MUTMUT)" | $(BIN)/python -m uv pip compile - --constraint $(LOCK) --universal \
		--python-version 3.11 --generate-hashes --quiet --no-annotate \
		--custom-compile-command "make lock" --output-file $(MUTANTS_LOCK)
