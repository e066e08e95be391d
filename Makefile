# make run    sets up what is needed in .venv and opens seeds/ in the app
# make test   sets up what is needed in .venv and runs all tests
.DEFAULT_GOAL := help
.PHONY: help run test lint check bench samples picture report-picture terminals clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests at a time: two for each of the two cores there may be, as tests with a terminal wait for it to be quiet.
JOBS ?= 4
UV := $(shell command -v uv 2>/dev/null)

ifdef UV
  CREATE = $(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
  INSTALL = $(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt
  PRECOMPILE = --compile-bytecode
else
  CREATE = $(PYTHON) -m venv $(VENV)
  INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
  PRECOMPILE = --compile
endif

help:
	@echo "make run    open the sample texts in the app"
	@echo "make test   run all tests"
	@echo "make lint   check the code: ruff, mypy, import-linter"
	@echo "make bench  measure beside other programs (BENCH='--huge --keep': with 1 GB, and keep the results)"
	@echo "make clean  remove what was set up"

# What is installed is older than what it was made from: only then is anything installed again.
$(VENV)/.run: pyproject.toml constraints.txt
	@echo "Setting up tui-reader in $(VENV) ..."
	@"$(PYTHON)" -c 'import sys; sys.exit("tui-reader needs Python 3.11 or later, this is %s.%s; set PYTHON=" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(CREATE)
	@$(INSTALL) $(PRECOMPILE) --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "Setting up the tools for testing in $(VENV) ..."
	@$(INSTALL) --editable '.[dev]'
	@touch $@

run: $(VENV)/.run
	@$(BIN)/tui-reader seeds

test: $(VENV)/.dev
	@echo "Running the tests, $(JOBS) at a time ..."
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal

lint: $(VENV)/.dev
	@echo "Checking the code ..."
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

check: lint test

bench: $(VENV)/.dev
	@$(BIN)/python benchmarks/bench.py $(BENCH)

# The sample sets and the pictures in docs/ are made with the app itself.
samples: $(VENV)/.dev
	@$(BIN)/python tools/make_samples.py

picture: $(VENV)/.dev
	@$(BIN)/python tools/make_picture.py

# The report of a review in a real browser.
report-picture: $(VENV)/.dev
	@$(BIN)/python tools/make_report_picture.py

# What the terminals show that are installed here.
terminals: $(VENV)/.dev
	@$(BIN)/python tools/terminal_pictures.py

clean:
	rm -rf $(VENV)
