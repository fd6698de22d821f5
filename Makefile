# recoupe: `make help` lists the targets.  Meson does the work.
.DEFAULT_GOAL := build
BUILD ?= build

build: $(BUILD)/build.ninja  ## build build/recoupe
	@ninja -C $(BUILD)

$(BUILD)/build.ninja:
	@meson setup $(BUILD)

unit: build  ## run the unit tests alone
	@test/run.py --build $(BUILD) unit

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

.PHONY: build unit help
