/* base.h -- types, status codes and error text every layer shares. Needs libc only. */
#ifndef ELG_BASE_H
#define ELG_BASE_H
#include <stddef.h>
#include <stdint.h>

/* Ask for what p points to, which is looked at later. */
#if defined(__GNUC__)
#define ELG_PREFETCH(p) __builtin_prefetch(p)
#else
#define ELG_PREFETCH(p) (void)(p)
#endif

#define ELG_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* How many bits are set. */
static inline int elg_ones(uint64_t bits)
{
#if defined(__GNUC__)
  return __builtin_popcountll(bits);
#else
  int n = 0;
  for (; bits; bits &= bits - 1) n++;
  return n;
#endif
}

/* Status of a core call. ELG_ERROR comes with a text in an ElgErr. */
typedef enum { ELG_OK, ELG_NOMEM, ELG_TOOBIG, ELG_INTERRUPT, ELG_ERROR } ElgRc;

/* Borrowed bytes: not NUL-terminated, never freed by the callee. */
typedef struct {
  const char *s;
  size_t n;
} ElgStr;

/* ElgStr of a string literal. */
#define ELG_STR(literal) ((ElgStr){(literal), sizeof(literal) - 1})

/* What was wrong, without the name of the SQL function: "bad weight, got -1; expected a number >= 0".
** Longer texts are cut at a code point boundary, with "..." at the end. */
typedef struct {
  char text[240];
} ElgErr;

/* Format the text (printf) and return ELG_ERROR. */
#if defined(__MINGW32__) && !defined(__clang__)
__attribute__((format(gnu_printf, 2, 3)))
#elif defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
ElgRc elg_err(ElgErr *err, const char *format, ...);

/* A copy of s for an error message: at most 40 bytes, control characters as '?', cut at a code point boundary. */
typedef struct {
  char s[48];
} ElgShown;
ElgShown elg_show(ElgStr s);

/* The words of a blank-separated list as "a, b or c" for an error message; ends in "..." where not all fit. */
typedef struct {
  char s[200];
} ElgListed;
ElgListed elg_list(const char *words);
/* Place of the word in a blank-separated list, from 0; -1 when it is not there. */
int elg_list_place(const char *words, ElgStr word);

/* s without the blanks of ASCII around it: the space, and tab to carriage return. */
ElgStr elg_str_trim(ElgStr s);
/* True when a and b hold the same bytes. */
int elg_str_equal(ElgStr a, ElgStr b);
/* True when no byte is above 0x7F. */
int elg_str_is_ascii(ElgStr s);
/* -1, 0 or 1 in byte order (BINARY collation). */
int elg_str_compare(ElgStr a, ElgStr b);

/* Interrupt check of a long loop. A zeroed ElgPoll never interrupts.
** elg_poll costs a decrement; every ELG_POLL_EVERY calls it asks the host. */
typedef struct {
  ElgRc (*check)(void *arg);
  void *arg;
  uint32_t left;
} ElgPoll;
#define ELG_POLL_EVERY 4096
static inline ElgRc elg_poll(ElgPoll *poll)
{
  if (poll->left-- || !poll->check) return ELG_OK;
  poll->left = ELG_POLL_EVERY;
  return poll->check(poll->arg);
}
#endif
