# Every habit of the house is a target here; `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo stop test check story bench torture tools clean
MAKEFLAGS += --no-print-directory
# Each of the many processes of a demo or a test would otherwise compile all it imports again.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
STADGA := $(BIN)/stadga
# Commands that read the code alone need neither a database nor a signing key.
CODE_ONLY := STADGA_WITHOUT_SECRETS=1

help: ## List what make can do.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' Makefile

setup: ## Install everything into this folder and build the front end; fast when nothing changed.
	@scripts/setup.sh

demo: setup ## Hold a meeting on this machine: starts all, prints the addresses (DETACH=1 returns when ready).
	@$(STADGA) demo $(if $(DETACH),--detach)

stop: ## End the demo that runs here.
	@if [ -x $(STADGA) ]; then $(STADGA) stop; else echo "Nothing was set up here."; fi

test: setup ## Run all tests (ARGS="tests/voting -k poll" narrows pytest).
	@scripts/test.sh $(ARGS)

check: setup ## Check style, types, layers, migrations, generated files, the front end's size and the chart.
	@$(MAKE) --keep-going $(CHECKS)

# Each can be asked for alone; make check runs all of them, also after one has failed.
CHECKS := check-style check-types check-layers check-models check-generated check-front check-chart
.PHONY: $(CHECKS)
check-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
check-types:
	$(CODE_ONLY) $(BIN)/mypy
check-layers:
	$(BIN)/lint-imports
check-models:
	$(CODE_ONLY) $(STADGA) check --fail-level WARNING
	$(CODE_ONLY) $(STADGA) check-migrations
check-generated:
	$(CODE_ONLY) $(STADGA) export-openapi --check
	$(CODE_ONLY) $(STADGA) catalogue --check
check-front:
	cd frontend && npm run check
	cd frontend && npm run size
check-chart:
	if [ -x scripts/helm_check.sh ]; then scripts/helm_check.sh; fi

story: setup ## Play IEC's day over HTTP and write story.json.
	$(STADGA) story iec --out story.json

bench: setup ## Measure ratios, each against its baseline in the same run, as JSON.
	$(BIN)/python -m bench

torture: setup ## Torture votes with crashes, cuts, wrong clocks and storms, in full; the figures go to docs/torture.md.
	$(BIN)/python -m tests.torture $(ARGS)

tools: ## Build helm, kubeconform, stripe-mock, veraPDF and the Peppol rules into .tools, where Go and Maven are here.
	@scripts/tools.sh

clean: stop ## Delete everything that was built or kept here, the demo's data too.
	@if [ -x $(BIN)/python ]; then $(BIN)/python -c 'from pathlib import Path; from embedded import services; services.remove_all(Path(".demo"))'; fi
	@if [ -d .tools ]; then chmod -R u+w .tools; fi
	rm -rf .demo .stamps .tools .venv frontend/node_modules frontend/build frontend/.svelte-kit
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results story.json
	find platform tenants voting billing tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
