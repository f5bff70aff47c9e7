# elgext: a SQLite loadable extension.  make deps demo | make deps test
# Everything generated goes to build/. For another machine: CROSS, the prefix of its compiler, with its own B, and where its
# headers and utf8proc are when the compiler does not know:
#   make CROSS=aarch64-linux-gnu- B=build/arm64 INCLUDES=-I/opt/arm64/include UTF8PROC=/opt/arm64/lib/libutf8proc.a

VERSION := $(shell sed -n 's/.*ELGEXT_VERSION "\(.*\)"/\1/p' ext/elgext.h)
CC      ?= cc
ifneq (,$(CROSS))
  CC = $(CROSS)gcc
  AR = $(CROSS)ar
endif
# The compiler of the programs that make the tables, which run here.
HOSTCC  ?= $(if $(CROSS),cc,$(CC))
TARGET  := $(shell $(CC) -dumpmachine 2>/dev/null || { uname -m; uname -s; } | tr A-Z a-z)
OS      := $(firstword $(foreach os,linux darwin mingw msys windows,$(findstring $(os),$(TARGET))) other)
STRIP   ?= $(CROSS)strip
PKG_CONFIG ?= $(CROSS)pkg-config
B       ?= build
PREFIX  ?= /usr/local

ifeq ($(OS),darwin)
  SO = dylib
  BREW := $(shell brew --prefix 2>/dev/null)
  INCLUDES = -I$(BREW)/opt/sqlite/include -I$(BREW)/include
  UTF8PROC ?= $(BREW)/lib/libutf8proc.a
  LINK_SHARED = -dynamiclib -Wl,-exported_symbols_list,$(B)/exports.txt
  LIBDIRS = -L$(BREW)/opt/sqlite/lib -L$(BREW)/lib
  # Apple's own cannot load extensions.
  SQLITE3 ?= $(BREW)/opt/sqlite/bin/sqlite3
  PYTHON ?= $(BREW)/bin/python3
else ifneq (,$(filter mingw msys windows,$(OS)))
  SO = dll
  EXE = .exe
  PYTHON ?= python3
  UTF8PROC ?= $(shell $(PKG_CONFIG) --variable=libdir libutf8proc)/libutf8proc.a
  LINK_SHARED = -shared -static-libgcc
  WARN_HERE = -Wno-float-conversion # its isfinite() and isnan() handle three types in one macro
else
  SO = so
  # The static library where there is one, so that the extension needs libc only.
  UTF8PROC ?= $(shell a=$$($(PKG_CONFIG) --variable=libdir libutf8proc 2>/dev/null)/libutf8proc.a; \
                test -f $$a && echo $$a || echo -lutf8proc)
  LINK_SHARED = -shared -Wl,--exclude-libs,ALL -Wl,--no-undefined -Wl,-soname,elgext.so
  PORTABLE = $(if $(filter linux,$(OS)),-include ext/base/glibc.h)
endif

SQLITE3  ?= sqlite3
PYTHON   ?= /usr/bin/python3
OPT      ?= -O2 -g
MACHINE  := $(firstword $(subst -, ,$(TARGET)))
ARCH     ?= $(if $(filter x86_64,$(MACHINE)),-march=x86-64-v2,$(if $(filter i%86,$(MACHINE)),-msse2 -mfpmath=sse))
# WERROR: -Werror in .ci/run; elsewhere a compiler newer than those there must not stop a build.
WARN      = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wpointer-arith -Wvla $(WERROR) $(WARN_HERE)
# No fused multiply-add: the same numbers on every processor.
CFLAGS   += -std=c11 -fPIC -fvisibility=hidden -fno-math-errno -ffp-contract=off -DUTF8PROC_STATIC
override CPPFLAGS += -Iext -I$(B)/gen $(INCLUDES)
BUILD     = $(CC) $(OPT) $(ARCH) $(CFLAGS) $(CPPFLAGS) $(PORTABLE) $(WARN)

CORE_SRC := $(wildcard $(addsuffix /*.c,$(addprefix ext/,base name match overlap credit stats)))
SQL_SRC  := ext/elgext.c $(wildcard ext/sqlite/*.c)
HEADERS  := $(wildcard ext/*.h ext/*/*.h)
GEN      :=
.DEFAULT_GOAL := all
include ext/data/data.mk
include sql/sql.mk

CORE_OBJ := $(CORE_SRC:%.c=$(B)/obj/%.o)
SQL_OBJ  := $(SQL_SRC:%.c=$(B)/obj/%.o)
UNIT     := $(patsubst tests/unit/%.c,$(B)/unit/%$(EXE),$(wildcard tests/unit/test_*.c))

.PHONY: all deps test check-fast unit objects demo bench bench-peers install uninstall dist clean
all: $(B)/elgext.$(SO)

# What is missing, through the system's package manager; before anything else when it is asked for along with it.
deps:
	@CC="$(CC)" CPPFLAGS="$(INCLUDES)" SQLITE3="$(SQLITE3)" PYTHON="$(PYTHON)" ext/deps.sh
ifneq (,$(filter deps,$(MAKECMDGOALS)))
.NOTPARALLEL:
endif

$(B)/elgext.$(SO): $(CORE_OBJ) $(SQL_OBJ)
ifeq ($(OS),darwin)
	@printf '_sqlite3_elgext_init\n_sqlite3_elgextpermanent_init\n' > $(B)/exports.txt
endif
	$(CC) $(OPT) $(LINK_SHARED) $(LDFLAGS) -o $@ $^ $(UTF8PROC) -lm

$(B)/obj/%.o: %.c $(HEADERS) $(GEN) Makefile
	@mkdir -p $(@D)
	$(BUILD) -c -o $@ $<

# Unit tests link the core without SQLite, on an allocator that can be told to fail.
$(B)/libcore.a: $(CORE_OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^
$(B)/unit/%$(EXE): tests/unit/%.c tests/unit/unit.c tests/unit/unit.h $(B)/libcore.a
	@mkdir -p $(@D)
	$(BUILD) -Itests/unit $(LDFLAGS) -o $@ $< tests/unit/unit.c $(B)/libcore.a $(UTF8PROC) -lm
unit: $(UNIT)
objects: $(CORE_OBJ) $(SQL_OBJ)
$(B)/reference/%: tests/reference/%.c tests/unit/unit.c $(B)/libcore.a
	@mkdir -p $(@D)
	$(BUILD) -D_POSIX_C_SOURCE=200809L -Itests/unit -o $@ $< tests/unit/unit.c $(B)/libcore.a $(UTF8PROC) -lm

TESTS = B=$(B) SQLITE3="$(SQLITE3)" PYTHON="$(PYTHON)" CC="$(CC)" CPPFLAGS="$(INCLUDES)" LDFLAGS="$(LIBDIRS) $(LDFLAGS)" tests/run
check-fast: all unit
	@$(TESTS) unit sql
test: all unit $(B)/reference/match_completeness
	@$(TESTS)

# BENCH: arguments of bench.py and peers.py (BENCH=--large, BENCH="-n 10000").
bench: all
	@BENCH_BUILD=$(B) $(PYTHON) tests/bench/bench.py --ext $(B)/elgext $(BENCH)
bench-peers: all
	@BENCH_BUILD=$(abspath $(B)) PYTHON=$(PYTHON) tests/bench/peers.sh $(BENCH)

demo: all
	@B=$(B) SQLITE3=$(SQLITE3) examples/demo

LIBDIR = $(DESTDIR)$(PREFIX)/lib/sqlite3
install: all
	@mkdir -p $(LIBDIR)
	cp $(B)/elgext.$(SO) $(LIBDIR)/
	@echo 'Load it in the sqlite3 shell:     .load $(PREFIX)/lib/sqlite3/elgext'
	@echo 'Load it in every shell session:   echo ".load $(PREFIX)/lib/sqlite3/elgext" >> ~/.sqliterc'
uninstall:
	rm -f $(LIBDIR)/elgext.$(SO)

# One C file for other builds, and a library a colleague can unpack and load.
ONE   = $(B)/dist/elgext-$(VERSION)-amalgamation
LIBRARY = elgext-$(VERSION)-$(OS:mingw=windows)-$(MACHINE)
dist: all $(GEN)
	@rm -rf $(B)/dist && mkdir -p $(ONE) $(B)/dist/$(LIBRARY)
	@awk -v gen=$(B)/gen -v version=$(VERSION) -f ext/amalgamate.awk $(CORE_SRC) $(filter-out ext/elgext.c,$(SQL_SRC)) \
	  ext/elgext.c > $(ONE)/elgext.c
	@cp ext/elgext.h LICENSE ext/NOTICES.md $(ONE)/
	@cp $(B)/elgext.$(SO) README.md LICENSE ext/NOTICES.md ext/REFERENCE.md ext/data/publicsuffix.txt $(B)/dist/$(LIBRARY)/
	@$(STRIP) $(if $(filter darwin,$(OS)),-x,--strip-unneeded) $(B)/dist/$(LIBRARY)/elgext.$(SO)
	@for d in $(notdir $(ONE)) $(LIBRARY); do tar -C $(B)/dist -czf $(B)/dist/$$d.tar.gz $$d; done
	@ls $(B)/dist/*.tar.gz

clean:
	rm -rf $(B)
