# recoupe: `make help` lists the targets.  Meson does the work; each target says what it needs.
.DEFAULT_GOAL := build
BUILD   ?= build
SECONDS ?= 20
SHARED  ?= ../shared
SEEDS   ?= $(SHARED)/seeds

build: $(BUILD)/build.ninja  ## build build/recoupe
	@ninja -C $(BUILD) --quiet

$(BUILD)/build.ninja:
	@tools/install-deps.sh build
	@meson setup $(BUILD) >$(BUILD).setup.log 2>&1 || { cat $(BUILD).setup.log; exit 1; }
	@rm -f $(BUILD).setup.log

demo: build  ## install what is missing, build, and run recoupe on the bundled reports
	@$(BUILD)/recoupe demo

check: test-deps build  ## install what the tests need, build, run every test
	@test/run.py --build $(BUILD)

# A folder that was set up before cmocka was there builds no unit tests: set it up again.
test-deps:
	@tools/install-deps.sh test
	@[ ! -f $(BUILD)/build.ninja ] || grep -q unit-base $(BUILD)/build.ninja || \
	    meson setup --reconfigure $(BUILD) >/dev/null

unit: build  ## run the unit tests alone
	@test/run.py --build $(BUILD) unit

gold: build  ## show how the golden dumps have changed, then rewrite them
	@test/run.py --build $(BUILD) --rewrite gold

score: build  ## print the gold and corpora figures, one a line, and hold them against test/floor.tsv
	@test/score.py --build $(BUILD) --shared $(SHARED)

bench: build  ## measure speed beside a peer in the same run
	@test/bench/bench.py --build $(BUILD)

asan:  ## the tests under AddressSanitizer (with leaks)
	@tools/sanitize.sh address $(BUILD)-asan
ubsan:  ## the tests under UndefinedBehaviorSanitizer
	@tools/sanitize.sh undefined $(BUILD)-ubsan
tsan:  ## the tests that use threads, under ThreadSanitizer
	@tools/sanitize.sh thread $(BUILD)-tsan

fuzz:  ## fuzz every stage, SECONDS each (20)
	@tools/install-deps.sh dev
	@tools/fuzz.sh $(BUILD)-fuzz $(SECONDS)

lint:  ## clang-tidy, cppcheck, and clang's and gcc's warnings as errors
	@tools/install-deps.sh dev
	@tools/lint.sh

cover:  ## line and branch coverage of the tests
	@tools/install-deps.sh dev
	@tools/cover.sh $(BUILD)-cover

format:  ## show where clang-format would differ in lines you changed
	@tools/install-deps.sh dev
	@git diff -U0 HEAD -- '*.c' '*.h' | clang-format-diff-14 -p1 || true

man: build  ## build the man page
	@scdoc < doc/recoupe.1.scd > $(BUILD)/recoupe.1

install: build  ## install (DESTDIR is honoured)
	@meson install -C $(BUILD)

clean:  ## remove what was built
	@rm -rf $(BUILD) $(BUILD)-*

train: build  ## train the shipped models again (needs the corpora in SHARED)
	@tools/train.sh $(BUILD)/recoupe $(SHARED)/data/ling

gazetteer:  ## make data/gazetteer/*.tsv anew (fetches its sources; needs SHARED and python3)
	@python3 tools/gazetteer.py --shared $(SHARED) --cache $(BUILD)/gazetteer-sources

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

.PHONY: gazetteer build demo check test-deps unit train gold score bench asan ubsan tsan fuzz lint cover format man install clean help
