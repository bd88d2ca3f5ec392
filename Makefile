# Every target does all that it needs on a fresh machine: environment, packages, system libraries, fonts.
# The work is in scripts/tasks.py, which make.bat calls too, so both speak the same words.

ifndef PYTHON
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$python"; break; }; done)
endif
ifeq ($(strip $(PYTHON)),)
$(error Python 3.11 or later is needed and none was found; install it, or name one: make PYTHON=python3.11)
endif

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test lint format bench screens lock environment clean

help run test lint format bench screens lock environment clean:
	@"$(PYTHON)" scripts/tasks.py $@
