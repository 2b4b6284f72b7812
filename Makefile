# The commands of this project. `make` alone lists them.

export PORT ?= 8000
PYTHON ?= python3
ARGS   ?=

# Settings for local use. The caller's environment takes precedence.
export STATE_DIR     ?= var
export STATIC_ROOT   ?= $(STATE_DIR)/static
export ALLOWED_HOSTS ?= 127.0.0.1,localhost
export HTTPS         ?= off
ifndef SECRET_KEY
export SECRET_KEY_FILE ?= $(STATE_DIR)/secret_key
endif

BIN    := .venv/bin
MANAGE := $(BIN)/python manage.py
# pip runs from its wheel, since Debian's python3 cannot install pip into .venv (requirements/README.md).
PIP    := $(BIN)/python $(wildcard requirements/pip-*.whl)/pip install -qq --require-hashes

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run editor catalogue mcp test test-deep audit clients bench failures lab check format image secrets clean

help:
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

# Plain log lines, and none for single requests.
run editor mcp: export LOG_FORMAT ?= plain
run mcp: export LOG_LEVEL ?= WARNING
# One heap for all threads of a process, as in the image.
run: export MALLOC_ARENA_MAX ?= 1
run: ## start the site on this machine (PORT=8000)
	@echo "[1/4] Python environment in .venv"
	@$(MAKE) -s .venv/runtime
	@echo "[2/4] Styles and pictures"
	@$(MAKE) -s $(STATE_DIR)/secret_key $(STATIC_ROOT)/staticfiles.json
	@echo "[3/4] Database and catalogue"
	@$(MANAGE) prepare
	@echo "[4/4] Serving http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)"
	@exec $(BIN)/gunicorn --config python:advisor.operations.server $(ARGS)

editor: .venv/runtime $(STATE_DIR)/secret_key ## make a login for the editors' side (ARGS=name)
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) make_editor $(ARGS)

catalogue: .venv/runtime $(STATE_DIR)/secret_key ## take updates of the shipped catalogue (ARGS=--dry-run shows them)
	@$(MANAGE) load_catalogue $(ARGS)

# Only messages may stand on standard output.
mcp: ## serve the advisor to an assistant, over standard input and output (ARGS="--site https://...")
	@$(MAKE) -s .venv/mcp $(STATE_DIR)/secret_key >&2
	@$(MANAGE) prepare >&2
	@exec $(MANAGE) mcp $(ARGS)

test: .venv/development ## run the tests (ARGS="-k name")
	@# Unset, so that tests never use the data of make run; tests/conftest.py sets its own directories.
	@# Bytecode is kept, or each of many processes would compile the project once more.
	@# Two processes more than processors, since tests of browsers and servers mostly wait.
	env -u STATE_DIR -u STATIC_ROOT -u SECRET_KEY_FILE -u PYTHONDONTWRITEBYTECODE \
		$(BIN)/pytest -n $$(($$(nproc) + 2)) --dist worksteal $(ARGS)

test-deep: override ARGS += --hypothesis-profile=deep
test-deep: test ## the tests with many more random examples, before a release

audit: .venv/development ## axe, HTML checker, weights, Lighthouse on all pages (ARGS="--only axe")
	@for tool in chromium java; do command -v $$tool >/dev/null || { echo "make audit needs $$tool."; exit 1; }; done
	$(BIN)/python -m audit $(ARGS)

clients: .venv/development ## read records and API with the tools of others, before a release (ARGS="--only api")
	@for tool in adr git java; do command -v $$tool >/dev/null || { echo "make clients needs $$tool."; exit 1; }; done
	$(BIN)/python -m clients $(ARGS)

bench: .venv/development ## measure what ranking and pages cost, as ratios within one run (ARGS="--only advice")
	@# Against a commit, pages alone are measured.
	$(if $(findstring --against,$(ARGS)),,$(BIN)/pytest benches)
	$(BIN)/python -m benches.serving $(ARGS)

failures: .venv/development ## break a running site in the ways that docs/operating.md lists (ARGS=clock)
	@$(BIN)/python -m tests.failures $(ARGS)

lab: .venv/development ## run the same application in each framework, and measure it (ARGS="flask --only speed")
	@$(BIN)/python -m lab $(ARGS)

check: .venv/development $(STATE_DIR)/secret_key ## lint, types, templates, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --check --lint
	DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	@# Production settings: a strong key, a real host name, HTTPS.
	SECRET_KEY=$$($(RANDOM_KEY)) ALLOWED_HOSTS=advisor.example DEBUG=off HTTPS=on \
		$(MANAGE) check --deploy --fail-level WARNING

format: .venv/development ## bring code and templates into form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet

image: ## build the container image, with docker
	@command -v docker >/dev/null || { echo "make image needs docker, which is not installed here."; exit 1; }
	docker build --tag framework-advisor:$$($(PYTHON) -c "from advisor.version import VERSION; print(VERSION)") \
		--build-arg REVISION=$$(git rev-parse HEAD) .

secrets: .env deploy/secrets/database_url deploy/secrets/secret_key ## make keys for compose.yaml once, and .env

clean: ## remove what make and the tools made, except var: the data stays
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results

# Targets that are files, so that nothing is made twice.

RANDOM_KEY = $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))'

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. Install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." ; \
		echo "If another one is installed, name it: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear --without-pip .venv

.venv/runtime: requirements/runtime.txt $(BIN)/python
	@$(PIP) -r requirements/runtime.txt
	@touch $@

.venv/mcp: requirements/mcp.txt $(BIN)/python
	@$(PIP) -r requirements/mcp.txt
	@touch $@ .venv/runtime

.venv/development: requirements/development.txt $(BIN)/python
	@$(PIP) -r requirements/development.txt
	@touch $@ .venv/runtime .venv/mcp

$(STATE_DIR)/secret_key: | $(BIN)/python
	@umask 077; mkdir -p $(@D); $(RANDOM_KEY) >$@

# collectstatic writes this file last. `find` lists directories too, whose times change when a file is removed.
$(STATIC_ROOT)/staticfiles.json: $(shell find static) .venv/runtime
	@$(MANAGE) collectstatic --no-input --verbosity 0

# For compose.yaml. Containers read the files as different users, so only the directory restricts access.
URANDOM = head -c 48 /dev/urandom | base64 -w 0 | tr '+/' '-_'

deploy/secrets:
	@mkdir -m 0700 $@

deploy/secrets/secret_key deploy/secrets/database_password: | deploy/secrets
	@$(URANDOM) >$@ && chmod 0444 $@

deploy/secrets/database_url: | deploy/secrets/database_password
	@echo "postgres://advisor:$$(cat $|)@database/advisor" >$@ && chmod 0444 $@

.env:
	@printf '%s\n' '# Read by docker compose. For others than yourself: the names of your site, and HTTPS=on.' \
		'ALLOWED_HOSTS=localhost,127.0.0.1' 'HTTPS=off' 'SECRETS=./deploy/secrets' >$@
