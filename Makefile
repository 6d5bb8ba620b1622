# The few commands of the project.  PYTHON=... takes another interpreter; ARGS=... goes to the tests.
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python)
ARGS ?=
DIMENSION ?= all

.PHONY: help test coverage mutants audit lint types docs build bench evaluate screenshots

help:
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

test: ## all tests, or those of ARGS
	$(PYTHON) -m pytest $(ARGS)

coverage: ## all tests but the slow ones, measured; fails under 95 % of lines, or of branches
	$(PYTHON) -m coverage erase
	$(PYTHON) -m coverage run -m pytest $(ARGS)
	$(PYTHON) -m coverage combine
	$(PYTHON) -m coverage report
	$(PYTHON) -m coverage json -q -o - | $(PYTHON) scripts/covered.py

mutants: ## whether tests notice what is changed in the modules that judge; ARGS=rubric for one of them
	$(PYTHON) scripts/mutants.py $(ARGS)

audit: ## known vulnerabilities of what is installed; needs pip-audit and the network
	$(PYTHON) -m pip_audit --skip-editable

lint: ## what ruff says of code and form
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: ## mypy, strict
	$(PYTHON) -m mypy

docs: ## the docs with the demo newsroom, into site/
	NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --strict

build: ## wheel and source archive, into dist/
	$(PYTHON) -m build

bench: ## what a build costs; ARGS=--small for a minute's worth
	$(PYTHON) -m benchmarks $(ARGS)

evaluate: ## findings by rule in articles of your own: DATA=articles.jsonl, a {"text": ...} a line; DIMENSION=byline
	$(PYTHON) scripts/count_findings.py $(DIMENSION) $(DATA) --rules $(ARGS)

screenshots: ## the pictures of the docs; needs chromium
	$(PYTHON) scripts/screenshots.py
