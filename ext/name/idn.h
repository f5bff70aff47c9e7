/* idn.h -- host names in Unicode to ASCII, so that both forms of an international name compare equal.
**
** The mapping is that of UTS #46, non-transitional, over the compatibility fold of base/utf8: NFKC, case-folded, the
** ideographic full stops are dots; sharp s and final sigma are kept; a joiner is kept between two non-ASCII code points
** and dropped elsewhere. A label may hold letters, digits, marks (not first), hyphens and the few others that RFC 5892
** allows in context; symbols and emoji make the host invalid. The version of Unicode is that of utf8proc.
*/
#ifndef ELG_IDN_H
#define ELG_IDN_H
#include "base/base.h"

/* Longest host name in ASCII without the final dot (RFC 1035), and the longest one read. */
#define ELG_HOST_MAX 253
#define ELG_IDN_INPUT_MAX 1024

/* Map the host (UTF-8, dotted, A-labels and U-labels mixed) to lower-case A-labels in out[ELG_HOST_MAX].
** The length, or 0 when it is no valid host: bad UTF-8, an A-label that is not the canonical form of its
** U-label, a label beyond 63 bytes, more than ELG_IDN_INPUT_MAX bytes. ASCII other than the dot is not judged.
** No allocation; about 1 us a label. */
size_t elg_idn_to_ascii(ElgStr host, char *out);
#endif
