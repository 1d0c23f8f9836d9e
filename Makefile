# `make run` and `make test` work from nothing but Python 3.11-3.13 and make; all others set up what they need as well.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
INSTALLED := $(VENV)/.installed
QUESTION := docs/queries/most_improved_provinces.sql
GOOD_PYTHON := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

.PHONY: help setup run test test-slow evaluate bench lint format lock
help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort

setup: $(INSTALLED) ## .venv from the lock, so that .venv/bin/chiso runs

run: $(INSTALLED) ## build warehouse/chiso.duckdb from raw/, then answer one question from it
	$(BIN)/chiso run
	@echo
	$(BIN)/chiso query $(QUESTION)

test: $(INSTALLED) ## the tests, without those that take minutes
	$(BIN)/python -m pytest -m "not slow"

test-slow: $(INSTALLED) ## the tests that kill and restart whole runs
	$(BIN)/python -m pytest -m slow

evaluate: $(INSTALLED) ## how well labelled announcements are read; FOLDERS="..." for others, ERRORS=20 to see them
	$(BIN)/python -m chiso.evaluation $(FOLDERS) $(if $(ERRORS),--errors $(ERRORS))

bench: $(INSTALLED) ## ratios measured side by side; fails where a bound is broken
	$(BIN)/python -m bench

lint: $(INSTALLED) ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED) ## write the style that lint wants
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## for maintainers, needs uv: requirements.lock anew from pyproject.toml
	@command -v uv >/dev/null || { echo "lock: uv is not installed; install it first" >&2; exit 1; }
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--group dev pyproject.toml -o requirements.lock

# The lock is complete (--no-deps) and hashed. The stamps make setup run again only when the lock or the project file changed.
$(LOCKED): requirements.lock
	@python=; for name in python3.11 python3.12 python3.13 python3 python; do \
		if $$name -c '$(GOOD_PYTHON)' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	test -n "$$python" || { echo "setup: no Python 3.11, 3.12 or 3.13 with venv found; install one" \
		"(on Debian: apt-get install python3 python3-venv)" >&2; exit 1; }; \
	echo "setup: $$($$python --version), packages from requirements.lock"; \
	$$python -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

$(INSTALLED): $(LOCKED) pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
