# Everything a developer does by one word; each target works on a fresh checkout.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)
PINS := --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --annotation-style=line \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

.PHONY: help run install test lint bench pictures docs-pictures soak mutants vendor catalogue requirements fmt clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/runtime $(COMPILED) ## the application with its demo world (BIND, PORT, DATABASE_URL, REDIS_URL, MODE)
	@export MODE=$${MODE:-demo} ENDS_WITH_PARENT=1; $(PYTHON) -m tools.prepare; exec $(PYTHON) -m flask --app wsgi serve

install: $(VENV)/runtime $(COMPILED) ## what a server needs: virtual environment and compiled translations

test: $(VENV)/dev $(COMPILED) ## every check and test (BROWSER=skip, POSTGRES=skip leave those out)
	@bash tools/test.sh

lint: $(VENV)/dev ## style, types and the direction of imports
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: $(VENV)/dev $(COMPILED) ## costs of pages and acts, each against a baseline of the same run
	@$(PYTHON) -m bench $(ARGS)

pictures: $(VENV)/dev $(COMPILED) ## a picture of every page, in both languages, at 1280 and 360 px
	@$(PYTHON) -m tests.pictures $(ARGS)

docs-pictures: $(VENV)/dev $(COMPILED) ## the few pictures that the documents show
	@$(PYTHON) -m tests.pictures --docs

soak: $(VENV)/dev $(COMPILED) ## the long form of the fault tests
	@SOAK=1 $(BIN)/pytest -m faults $(ARGS)

mutants: $(VENV)/dev $(COMPILED) ## every line of the policy, widened and removed, turns a test red
	@$(PYTHON) -m tests.mutants $(ARGS)

vendor: $(VENV)/runtime ## fetches the vendored styles, scripts and fonts anew and checks their hashes
	@$(PYTHON) -m tools.vendor $(ARGS)

catalogue: $(VENV)/dev ## brings the catalogues up to date with the source, then compiles them
	@$(PYTHON) -m tools.catalogue

requirements: $(VENV)/dev ## pins what requirements.in and requirements-dev.in name, with hashes
	@$(BIN)/pip-compile $(PINS) -o requirements.txt requirements.in
	@$(BIN)/pip-compile $(PINS) -o requirements-dev.txt requirements-dev.in

fmt: $(VENV)/dev ## puts the source into its one form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean: ## removes what was built; the data under var/ stays
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis pictures
	@find . -name __pycache__ -type d -prune -exec rm -rf {} + ; find translations -name '*.mo' -delete

# Stamps: what is younger than its pins is installed already. The pins are complete, so nothing else is resolved.
$(VENV)/runtime: requirements.txt | $(PYTHON)
	@echo "Installing what Hamahang needs."
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

$(VENV)/dev: requirements-dev.txt | $(VENV)/runtime
	@echo "Installing what checks and tests need."
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

$(PYTHON):
	@bash tools/environment.sh $(VENV)

%.mo: %.po | $(VENV)/runtime
	@$(BIN)/pybabel -q compile -i $< -o $@
