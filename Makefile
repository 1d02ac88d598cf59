# make demo   install everything, audit the demo articles, write reports/
# make test   install everything, run every test
# make audit  look the pinned dependencies and the lowest that are allowed up for known faults
# make sbom   write sbom.json, the bill of materials (CycloneDX)
# make hashes write .ci/constraints-hashes.txt anew, after a change of constraints.txt
# make check  format, lint, types, import contract, tests
# WORKERS=N        how many processes run the tests (2; each takes up to 2 GB)
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
CODE := quotes tests benchmarks training

.PHONY: audit sbom hashes demo test check lint format benchmark clean

demo: $(VENV)/.installed
	@.ci/debian "back-translation without a network" apertium apertium-es-pt
	@.ci/debian "the learned risk" libgomp1
	@$(BIN)/quotes audit seeds/articles --originals seeds/originals --report reports --fail-on never

test: $(VENV)/.installed
	@.ci/debian "back-translation without a network" apertium apertium-es-pt apertium-eng-spa
	@.ci/debian "the learned risk" libgomp1
	@.ci/debian "tests of the page" chromium
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: lint test

lint: $(VENV)/.installed
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

benchmark: $(VENV)/.installed
	$(BIN)/python -m benchmarks.audit

clean:
	rm -rf $(VENV) reports/*.html reports/*.json reports/*.csv

# The stamp is newer than what it was made from, so a second call costs nothing.
$(VENV)/.installed: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "missing: $(PYTHON): install Python 3.11, or name one with make PYTHON=…" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' || { echo "$(PYTHON) is not Python 3.11 or 3.12: name one with make PYTHON=…" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "missing: the venv module: sudo apt-get install python3-venv" >&2; exit 2; }
	@echo "installing into $(VENV) (once, some minutes)" >&2
	@$(BIN)/pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]' || { echo "could not install: is PyPI (or your mirror of it) reachable? see the lines above" >&2; exit 2; }
	@touch $@

audit: .tools/.installed
	.tools/bin/pip-audit --strict --disable-pip --no-deps -r constraints.txt
	.tools/bin/uv pip compile -q --python-version 3.11.9 --resolution lowest-direct --no-annotate \
		--no-header pyproject.toml -o .tools/floors
	.tools/bin/pip-audit --strict --disable-pip --no-deps -r .tools/floors

sbom: $(VENV)/.installed .tools/.installed
	.tools/bin/cyclonedx-py environment $(VENV) --output-reproducible --of JSON -o sbom.json

hashes: .tools/.installed
	.tools/bin/uv pip compile -q --python-version 3.11.9 --python-platform x86_64-unknown-linux-gnu \
		--generate-hashes --no-annotate -c constraints.txt \
		--extra dev --extra cluster --extra deepl --extra keyring pyproject.toml -o .tools/hashes
	@sed -n '/^#/p;/^[^#]/q' .ci/constraints-hashes.txt > .tools/head
	@grep -v '^#' .tools/hashes | cat .tools/head - > .ci/constraints-hashes.txt

.tools/.installed:
	@$(PYTHON) -m venv .tools
	@.tools/bin/pip install -qq --disable-pip-version-check pip-audit cyclonedx-bom uv
	@touch $@
