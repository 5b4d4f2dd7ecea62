# Everything here needs Python 3.11 or later with pip and venv, and sets up what else it needs in .venv.
# `make help` lists what there is.

PYTHON ?= python3
PYTEST_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --constraint constraints.txt --editable

# Stamps stand in .venv and carry the Python's version: set-up runs again when pyproject.toml or constraints.txt
# changes, or when another Python is asked for.
VERSION := $(shell $(PYTHON) -c 'import platform; print(platform.python_version())')
PINS := pyproject.toml constraints.txt
READY := $(VENV)/.venv-$(VERSION)
BASE := $(VENV)/.base-$(VERSION)
DURABLE := $(VENV)/.durable-$(VERSION)
TEST := $(VENV)/.test-$(VERSION)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test golden bench schemas clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(BASE) $(DURABLE) ## install the package and check a real example
	@code=0; $(BIN)/pa-dataflow check examples/courier.yaml || code=$$?; \
	case $$code in \
	    0|1|3) ;; \
	    *) echo "pa-dataflow check failed with exit code $$code" >&2; exit $$code ;; \
	esac

test: $(TEST) $(DURABLE) ## style, types, imports and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python scripts/links.py
	$(BIN)/mypy --strict -p pa_dataflow
	PYTHONPATH=.links $(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n auto --maxprocesses 2 --dist loadgroup $(PYTEST_ARGS)

golden: $(TEST) $(DURABLE) ## write the golden files anew; read the difference before you commit it
	$(BIN)/pytest --update-golden $(PYTEST_ARGS)

bench: $(BASE) ## measure how fast it is
	$(BIN)/python -m benchmarks

schemas: $(BASE) ## generate schemas/ from the models
	$(BIN)/python scripts/schemas.py

clean: ## remove everything that was generated
	rm -rf $(VENV) .links build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY):
	@echo "setting up $(VENV) with Python $(VERSION)"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(BASE): $(READY) $(PINS)
	@echo "installing the package"
	@$(INSTALL) .
	@touch $@

$(TEST): $(BASE) $(PINS)
	@echo "installing what the tests need"
	@$(INSTALL) '.[test]'
	@touch $@

# Tolerated: without a C compiler, or on Python 3.13 and later, everything else works without this engine.
$(DURABLE): $(BASE) $(PINS)
	@echo "trying the optional second engine"
	@$(INSTALL) '.[durable]' >$(VENV)/durable.log 2>&1; \
	$(BIN)/python -c 'import durable.lang' >>$(VENV)/durable.log 2>&1 || \
	echo "note: going on without durable-rules, which needs a C compiler and Python below 3.13 (see $(VENV)/durable.log)"
	@touch $@
