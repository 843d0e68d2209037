# What is done with this repository by hand. Type make for the list.

# Real survey data for tests, where it lies beside the repository; see
# CONTRIBUTING.md.
ifneq ($(wildcard ../shared/data/.),)
export BAROMETER_TESTDATA ?= $(abspath ../shared/data)
endif

# How many packages are tested at the same time.
P ?= 2

# Arguments for run and demo, such as ARGS='--listen :9000'.
ARGS ?=

# One temporary PostgreSQL for all tests of a run.
WITHPG = go run ./internal/postgres/pgtest/withpg

# Packages whose tests write a generated file with -update.
GENERATING = ./migrations ./internal/questionnaire/xlsform

.PHONY: help build run demo test bench figures lint verify
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## make bin/barometer
	@.ci/need go
	go build -trimpath -o bin/barometer ./cmd/barometer

run: build ## serve, with DATABASE_URL or a private PostgreSQL
	@[ -n "$$DATABASE_URL" ] || .ci/need postgresql
	bin/barometer serve $(ARGS)

demo: build ## serve a sample survey with three editions
	@.ci/need postgresql
	bin/barometer demo $(ARGS)

test: ## run all tests
	@.ci/need go postgresql chromium
	$(WITHPG) go test -p $(P) ./...

bench: ## measure speed, as ratios to a bare implementation
	@.ci/need go postgresql
	$(WITHPG) go test -p 1 -run '^$$' -bench . -benchmem ./...

figures: ## measure what comes over from other programs, for docs/interchange.md
	@.ci/need go
	go test -p 1 -count=1 -run Corpus ./internal/questionnaire/xlsform ./internal/questionnaire/lss -update

lint: ## gofmt, go vet, staticcheck, and the checks of internal/lint
	@.ci/need go
	@unformatted=$$(gofmt -l cmd internal migrations surveys) && \
		{ [ -z "$$unformatted" ] || { echo "run gofmt -w on: $$unformatted" >&2; exit 1; }; }
	go vet ./...
	go build -o .cache/lint ./internal/lint
	go vet -vettool=$(CURDIR)/.cache/lint ./...
	go tool staticcheck ./...

verify: ## check that generated files are current and nothing is left to commit
	@.ci/need go postgresql
	go mod verify
	go mod tidy -diff
	go test -count=1 $(GENERATING) -update
	@git diff --exit-code && [ -z "$$(git status --porcelain)" ] || \
		{ git status --short; echo "commit or remove these files" >&2; exit 1; }
