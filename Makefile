# `make help` lists the targets. Everything runs in the environments that the locks describe.

PYTHON ?= python3
VENV := .venv/bin
COOLDOWN ?= 1 week
PART ?= 1
UV := $(VENV)/uv
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-header --upgrade --exclude-newer "$(COOLDOWN)"
APP_ONLY := --excludes locks/app.excludes --overrides locks/app.overrides

.DEFAULT_GOAL := help
.PHONY: help up edit talk dev test test-long check audit sbom bench bench-nlu bench-check bench-queue fix lock clean

help: ## Show this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

up: ## Install what is missing, train if content changed, start everything on this computer
	@$(PYTHON) scripts/up.py

edit: ## Look at texts and edit them in the browser, on this computer only
	@test -x $(VENV)/python || { echo "Start eerst: make up"; exit 1; }
	@$(VENV)/python -m content preview

talk: ## Talk with the whole bot in the terminal (while `make up` runs elsewhere)
	@test -x $(VENV)/python || { echo "Start eerst: make up"; exit 1; }
	@$(VENV)/python -m bot talk

dev: ## Install everything that developing needs
	@$(PYTHON) scripts/environments.py

test: ## Run the whole test suite as CI does; ARGS="tests/unit -k crisis" for a part of it
	@$(PYTHON) scripts/run_tests.py $(ARGS)

test-long: ## Run what `make test` leaves out: the same promises at length, on more stores and screens
	@$(PYTHON) scripts/run_tests.py -m long

check: dev ## Check style, types, layers and content, without tests
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports --no-cache
	$(VENV)/yamllint --strict .
	$(VENV)/bandit --quiet --recursive --severity-level high bot content handoff privacy rasa_project scripts
	$(VENV)/python -m content check

audit: dev ## Look up known leaks in what the locks name; needs the internet, for its list of advisories
	@for lock in app rasa; do \
	  $(VENV)/pip-audit --strict --disable-pip --require-hashes --requirement locks/$$lock.lock || failed=1; \
	done; exit $${failed:-0}

sbom: dev ## Write down everything that is installed, from the locks, as CycloneDX: sbom/app.cdx.json, sbom/rasa.cdx.json
	@mkdir -p sbom
	@for lock in app rasa; do \
	  $(VENV)/cyclonedx-py requirements --spec-version 1.6 --output-format JSON --output-reproducible \
	    --outfile sbom/$$lock.cdx.json locks/$$lock.lock || exit 1; \
	done

bench: test-long bench-nlu bench-check bench-queue ## Run and measure everything that is too long for the tests (hours)

bench-nlu: dev ## Measure understanding against Rasa's default; writes docs/bench/nlu.md
	$(VENV)/python scripts/bench_nlu.py

bench-check: dev ## Measure the regelingencheck on Dutch households; writes docs/bench/check.md
	$(VENV)/python scripts/bench_check.py

bench-queue: dev ## Measure races for a handoff, killed claimers and speed; PART=0.1 for a tenth; writes docs/bench/queue.md
	$(VENV)/python scripts/bench_queue.py --part $(PART)

fix: dev ## Repair style where that can be done without thinking
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

lock: dev ## Renew the four locks with packages that are at least a week old (COOLDOWN)
	$(COMPILE) --python-version 3.11 locks/uv.in -o locks/uv.lock
	$(COMPILE) --python-version 3.11 $(APP_ONLY) locks/app.in -o locks/app.lock
	$(COMPILE) --python-version 3.11 $(APP_ONLY) locks/dev.in -o locks/dev.lock
	$(COMPILE) --python-version 3.10 --overrides locks/rasa.overrides locks/rasa.in -o locks/rasa.lock

clean: ## Remove environments, model and caches; var/ (database, keys) stays
	rm -rf .venv .venv-rasa .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf .coverage htmlcov rasa_project/models rasa_project/data/generated rasa_project/.rasa rasa_project/.cache .rasa
