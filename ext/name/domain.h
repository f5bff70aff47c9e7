/* domain.h -- the registrable domain of a web address, a host or an e-mail address, by the Public Suffix List.
**
** Read: surrounding blanks, brackets, quotes, commas and semicolons are dropped, "Name <address>" gives the address;
** then [scheme "://" or "mailto:"] [user "@"] host [":" port] [path, query or fragment]; a final dot, upper case and
** international names in either form are accepted. The result is the public suffix and one label more, in
** lower-case ASCII (A-labels, "xn--..."): the one form that compares byte by byte.
**
** Suffixes: the ICANN and the private rules of the list (data/publicsuffix.txt) alike, its algorithm as published at
** https://github.com/publicsuffix/list/wiki/Format, the rule "*" for top-level domains it does not know
** included. Deliberately none at all:
**   IP addresses and other numeric top-level domains; single labels; public suffixes themselves; unknown top-level
**   domains of one letter or with a digit; the special-use names local, localhost, localdomain, internal, invalid, alt;
**   "www" before a suffix of several labels (www.co.uk), which names the suffix and nobody's domain; several addresses
** in one text, quoted
**   local parts;
**   malformed hosts: empty labels, labels beyond 63 or hosts beyond 253 bytes, a hyphen at the edge of a label, an
**   underscore in the registrable part, characters no host name has.
**
** Pure, no allocation, constant memory; 100 to 250 ns in ASCII, about 1 us for an international name.
*/
#ifndef ELG_DOMAIN_H
#define ELG_DOMAIN_H
#include "base/base.h"

enum {
  ELG_DOMAIN_FREEMAIL = 1, /* a public mailbox provider (data/freemail.txt) */
  ELG_DOMAIN_SHARED = 2,   /* a host that many firms share (data/sharedhosts.txt), or a part of one */
  ELG_DOMAIN_UNLISTED = 4  /* the top-level domain is in no rule of the list */
};

typedef struct {
  uint8_t n;     /* bytes of s; 0: no registrable domain */
  uint8_t flags; /* ELG_DOMAIN_xxx; FREEMAIL and SHARED are set for a public suffix on those lists too */
  char s[254];
} ElgDomain;

/* Parse text into *out. A company's own domain has n > 0 and flags == 0. */
void elg_domain_parse(ElgStr text, ElgDomain *out);
#endif
