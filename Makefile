# One command for each thing a contributor does; each prepares what it needs, once.
# `.venv` and `.tools` are stamped by the content of what made them, so a second run starts at once.

SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The first Python that is new enough. A name on the PATH may be an empty shim: only running it tells.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)

RUN := .venv/bin/python
stamp = $(firstword $(shell cat $(1) 2>/dev/null | cksum))
VENV := .venv/.made-$(call stamp,pyproject.toml tests/requirements.txt tests/tools/bootstrap.py)
TOOLS := .tools/.made-$(call stamp,tests/support/tools.py tests/tools/apt.py tests/tools/fetch.py)

JOBS ?= 2
SHOP := build/shop

.PHONY: help
help: ## Say what there is to make
	@printf 'make demo       builds the web shop and checks all of it on the real tools\n'
	@printf 'make test       runs every test\n'
	@printf 'make accept     takes what the tests wrote as the new goldens\n'
	@printf 'make check      lint, types, layers, and that generated files are fresh\n'
	@printf 'make format     lays out the Python code\n'
	@printf 'make bench      measures speed\n'
	@printf 'make bench-rules  compares what the rules record with the truth (SLOTH= PYRRA= to compare with those)\n'
	@printf 'make generate   writes all generated files that are committed\n'
	@printf 'make schemas    writes the JSON Schemas that come from others (needs Node.js and Go)\n'
	@printf 'make pictures   draws the boards of the web shop with Grafana parts (needs Node.js, 450 MB)\n'
	@printf 'make lock       chooses newer versions of what the tests need\n'
	@printf 'make tools      fetches Prometheus, Alertmanager and Chromium into .tools\n'
	@printf 'make clean      removes what was built; `make distclean` .venv and .tools too\n'

.PHONY: demo
demo: $(VENV) $(TOOLS)
	@rm -rf $(SHOP)
	@echo "Building the web shop's promises into $(SHOP)"
	@.venv/bin/nines build specs/shop --out $(SHOP)
	@$(RUN) -m tests.tools.prove $(SHOP) specs/shop

.PHONY: test
test: $(VENV) $(TOOLS)
	@$(RUN) -m pytest -q -n $(JOBS) $(ARGS)

.PHONY: accept
accept: $(VENV) $(TOOLS)
	@$(RUN) -m pytest -q -n $(JOBS) --snapshot-update $(ARGS)
	@git status --short tests

# Each part runs even when one before it fails: a contributor sees all there is to mend.
.PHONY: check
check: $(VENV)
	@status=0; \
	echo "Lint"; .venv/bin/ruff check --quiet || status=1; \
	echo "Layout"; .venv/bin/ruff format --quiet --check --output-format concise || status=1; \
	echo "Types"; .venv/bin/mypy --no-error-summary || status=1; \
	echo "Layers"; .venv/bin/lint-imports --no-logo > .venv/layers.txt || { cat .venv/layers.txt; status=1; }; \
	echo "Generated files"; $(RUN) -m tests.tools.generate --check || status=1; \
	echo "The web shop's outputs"; .venv/bin/nines build specs/shop --check > .venv/shop.txt 2>&1 \
		|| { tail -n 40 .venv/shop.txt; status=1; }; \
	exit $$status

.PHONY: format
format: $(VENV)
	@.venv/bin/ruff check --quiet --fix-only
	@.venv/bin/ruff format

.PHONY: bench
bench: $(VENV) $(TOOLS)
	@$(RUN) -m pytest -q -s -o python_files='bench_*.py' -o python_functions='bench_*' -o norecursedirs='.*' tests/bench $(ARGS)

.PHONY: bench-rules
bench-rules: $(VENV) $(TOOLS)
	@$(RUN) -m tests.bench.rules

.PHONY: generate
generate: $(VENV)
	@$(RUN) -m tests.tools.generate
	@.venv/bin/nines build specs/shop

.PHONY: schemas
schemas: $(VENV)
	@$(RUN) -m tests.tools.schemas

.PHONY: pictures
pictures: $(VENV) $(TOOLS)
	@$(RUN) -m tests.render.pictures

# Of the package that carries the accessibility rules of axe, only the rules are used: our own Chromium runs them.
NOT_NEEDED := greenlet playwright

.PHONY: lock
lock: $(VENV)
	@$(RUN) -m pip install --quiet uv
	@.venv/bin/uv pip compile --quiet --universal --upgrade --generate-hashes --group dev --extra calendars --extra documents \
		$(addprefix --no-emit-package ,$(NOT_NEEDED)) --custom-compile-command 'make lock' --output-file tests/requirements.txt pyproject.toml

.PHONY: tools
tools: $(TOOLS)

.PHONY: clean
clean:
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .cache
	@find compiler tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean
	@rm -rf .venv .tools

$(VENV):
	@$(MAKE) have-python
	@$(PYTHON) -m tests.tools.bootstrap
	@rm -f .venv/.made-* && touch $@

$(TOOLS):
	@$(MAKE) have-python
	@$(PYTHON) -m tests.tools.fetch
	@rm -f .tools/.made-* && touch $@

.PHONY: have-python
have-python:
	@test -n "$(PYTHON)" || { echo "Nines needs Python 3.11 or newer, and none is on the PATH: \
	install it (Debian 12 and newer: sudo apt-get install python3) or name it: make PYTHON=/path/to/python" >&2; exit 1; }
