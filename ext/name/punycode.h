/* punycode.h -- RFC 3492 both ways, on code points. Needs base.h only: the host programs use it too. */
#ifndef ELG_PUNYCODE_H
#define ELG_PUNYCODE_H
#include "base/base.h"

/* Longest label of a host name in ASCII (RFC 1035), "xn--" included. */
#define ELG_LABEL_MAX 63

/* Encode n code points (scalar values) into out[cap], without "xn--". The length, or 0 when it does not fit, a
** number overflows or n == 0. O(n^2), so keep n at label size. */
size_t elg_punycode_encode(const uint32_t *points, size_t n, char *out, size_t cap);
/* Decode the text behind "xn--" (either case) into out[cap]. The number of code points, or 0 when the text is
** malformed, does not fit or names a surrogate or a value beyond U+10FFFF. */
size_t elg_punycode_decode(ElgStr text, uint32_t *out, size_t cap);
#endif
