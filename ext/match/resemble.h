/* resemble.h -- a first look at two words: may they resemble each other at all? Most pairs of words end here, so it is inline. */
#ifndef ELG_RESEMBLE_H
#define ELG_RESEMBLE_H
#include "name/name.h"

/* Spellings of which one may be the other misspelt, cut short or inflected. */
static inline int elg_may_be_misspelt(ElgStr s, ElgStr t)
{
  size_t n = s.n < t.n ? s.n : t.n;
  if (n < 3) return n && s.s[0] == t.s[0];
  const char *x = s.s, *y = t.s, *p = s.s + s.n, *q = t.s + t.n;
  int tail = p[-1] == q[-1];
  if (x[0] == y[0]) return n <= 4 || x[1] == y[1] || tail || x[1] == y[2] || x[2] == y[1] || x[2] == y[2];
  /* a typo in the first letter leaves the end alone, and mostly the second letter */
  return tail && p[-2] == q[-2] && (x[1] == y[1] || x[0] == y[1] || x[1] == y[0]);
}

/* The most letters that elg_token_typo forgives. */
#define ELG_TYPO_EDITS 3
static inline int elg_token_may_be_typo(ElgStr s, ElgStr t)
{
  size_t n = s.n < t.n ? s.n : t.n, m = s.n + t.n - n;
  return n >= 3 && m >= 4 && m - n <= ELG_TYPO_EDITS;
}

/* Two tokens. */
static inline int elg_token_may_resemble(ElgStr s, const ElgToken *a, ElgStr t, const ElgToken *b)
{
  if (a->hash == b->hash || a->loose == b->loose) return 1; /* spellings of one place are equally loose */
  if (a->kind == ELG_TOKEN_NUMBER || b->kind == ELG_TOKEN_NUMBER || ((a->flags ^ b->flags) & ELG_TOKEN_CJK)) return 0;
  if (a->flags & ELG_TOKEN_CJK) return s.s[0] == t.s[0] || s.s[s.n - 1] == t.s[t.n - 1];
  if ((a->flags ^ b->flags) & ELG_TOKEN_NATIVE && (a->flags | b->flags) & ELG_TOKEN_DIGRAPH) return 1; /* spelt by ear */
  return elg_may_be_misspelt(s, t);
}
#endif
