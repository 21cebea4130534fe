# Everything a user or a developer needs: setup, run, test, lint, bench. Each does the set-up it depends on by itself.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
# Of tests at a time: one more than there are processors, because many of them wait for servers and processes; at most 8.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); [ $$n -lt 8 ] && echo $$((n + 1)) || echo 8)

# pip warns at length about things that are as they should be: its words are shown when it fails.
quietly = mkdir -p .setup && { $(1) >.setup/log 2>&1 || { cat .setup/log >&2; exit 1; }; }

.PHONY: setup setup-dev run test lint bench docs translations clean

setup: .setup/run
setup-dev: .setup/dev

.setup/system-run: .ci/system-packages .ci/install-system-packages
	@bash .ci/install-system-packages run
	@mkdir -p .setup && touch $@

.setup/system-test: .ci/system-packages .ci/install-system-packages
	@bash .ci/install-system-packages run test
	@mkdir -p .setup && touch $@

$(BIN)/python: | .setup/system-run
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Command Center needs Python 3.11 or later; point PYTHON at one: make PYTHON=python3.11" >&2; exit 1; }
	@echo "Making the virtual environment .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check -U pip "setuptools>=68" wheel

.setup/run: setup.cfg pyproject.toml $(BIN)/python
	@echo "Installing Command Center into .venv (some minutes the first time)"
	@$(call quietly,$(BIN)/python -m pip install -q --disable-pip-version-check -e .)
	@touch $@

.setup/dev: setup.cfg pyproject.toml $(BIN)/python .setup/system-test
	@echo "Installing Command Center and its development tools into .venv (some minutes the first time)"
	@$(call quietly,$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev]')
	@touch $@ .setup/run

run: .setup/run
	@$(BIN)/command-center run $(ARGS)

test: .setup/dev
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

lint: .setup/dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: .setup/dev
	@$(BIN)/command-center bench $(ARGS)

docs: .setup/dev
	@$(BIN)/python docs/reference/generate.py

translations: .setup/dev
	@$(BIN)/python resources/translations/update.py

clean:
	rm -rf .venv .setup build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
