.DEFAULT_GOAL := all
include ext/data/psl.mk
