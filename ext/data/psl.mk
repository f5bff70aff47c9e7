# The Public Suffix List and the two small domain lists become build/gen/psl.h (see ext/data/compile_psl.c).
PSL_LISTS := ext/data/publicsuffix.txt ext/data/freemail.txt ext/data/sharedhosts.txt
GEN += $(B)/gen/psl.h

$(B)/host/compile_psl: ext/data/compile_psl.c ext/name/punycode.c ext/name/punycode.h ext/name/suffix.h
	@mkdir -p $(@D)
	$(HOSTCC) -std=c11 -O1 $(WARN) -Iext -o $@ ext/data/compile_psl.c ext/name/punycode.c
$(B)/gen/psl.h: $(B)/host/compile_psl $(PSL_LISTS)
	@mkdir -p $(@D)
	$< $(PSL_LISTS) > $@.tmp
	@mv $@.tmp $@

# Take the rules anew from Debian's package "publicsuffix".
PSL_SOURCE ?= /usr/share/publicsuffix/public_suffix_list.dat
.PHONY: update-publicsuffix
update-publicsuffix:
	{ sed -n '/^@/{s/^@/#/;p;}' ext/data/psl.mk; \
	  dpkg-query -W -f '#\n# Made from: Debian package publicsuffix $${Version}\n' publicsuffix; \
	  awk '/^\/\/ ===/ { print "#"; sub(/^\/\//, "#"); print; next } /^[^\/ \t]/ { print $$1 }' $(PSL_SOURCE); \
	} > ext/data/publicsuffix.txt
# The head of the file made:
ifdef PSL_HEAD
@ The rules of the Public Suffix List (https://publicsuffix.org/list/), one a line, comments left out.
@ "*" stands for any one label, "!" marks an exception. Do not edit: make update-publicsuffix
@
@ Copyright: the PSL maintainers. This Source Code Form is subject to the terms of the Mozilla Public License,
@ v. 2.0. If a copy of the MPL was not distributed with this file, You can obtain one at
@ https://mozilla.org/MPL/2.0/. The licence covers this file and the tables compiled from it, nothing else.
endif
