include ext/data/psl.mk

# The tables compiled into the extension. Each host program prints one header into $(B)/gen.
HOST = $(HOSTCC) -std=c11 -O1 -ffp-contract=off $(if $(CROSS),-Iext -I$(B)/gen,$(CPPFLAGS)) -DUTF8PROC_STATIC -o $@
HOST_UTF8PROC ?= $(if $(CROSS),-lutf8proc,$(UTF8PROC))
TABLES := $(wildcard ext/data/*.txt)

$(B)/gen/han: ext/data/han.c ext/name/letter.h ext/base/utf8.c ext/base/utf8.h
	@mkdir -p $(@D)
	$(HOST) $(filter %.c,$^) $(HOST_UTF8PROC)
$(B)/gen/han_gen.h: $(B)/gen/han ext/data/han.txt
	$< ext/data/han.txt > $@.tmp && mv $@.tmp $@

$(B)/gen/letters: ext/data/letters.c ext/name/letter.c ext/name/letter.h ext/base/utf8.c ext/base/utf8.h $(B)/gen/han_gen.h
	$(HOST) $(filter %.c,$^) $(HOST_UTF8PROC)
$(B)/gen/letters_gen.h: $(B)/gen/letters
	$< > $@.tmp && mv $@.tmp $@

COMPILE_SRC = ext/data/compile.c $(wildcard ext/name/name*.c) ext/name/fold.c ext/name/entity.c ext/name/letter.c ext/base/base.c ext/base/buf.c ext/base/utf8.c
$(B)/gen/compile: $(COMPILE_SRC) $(HEADERS) $(B)/gen/letters_gen.h
	$(HOST) $(COMPILE_SRC) $(HOST_UTF8PROC) -lm
$(B)/gen/words_gen.h: $(B)/gen/compile $(TABLES)
	$< ext/data > $@.tmp && mv $@.tmp $@

GEN += $(B)/gen/han_gen.h $(B)/gen/letters_gen.h $(B)/gen/words_gen.h

$(B)/gen/sounds: ext/data/sounds.c
	@mkdir -p $(@D)
	$(HOST) $<
$(B)/gen/sounds_gen.h: $(B)/gen/sounds
	$< > $@.tmp && mv $@.tmp $@
GEN += $(B)/gen/sounds_gen.h

$(B)/gen/model: ext/data/model.c ext/match/features.h
	@mkdir -p $(@D)
	$(HOST) $<
$(B)/gen/model_gen.h: $(B)/gen/model ext/data/model.txt
	$< ext/data/model.txt > $@.tmp && mv $@.tmp $@
GEN += $(B)/gen/model_gen.h
