/* json.h -- a read-only JSON document (RFC 8259) for options, policies and weights.
**
** Numbers keep their text, so that decimals stay exact. Nodes form one array in document order; node 0
** is the root. An ElgJson can be parsed again and again: its memory is reused. Names of an object must
** be unique. Nesting is limited to ELG_JSON_DEPTH, a number to ELG_JSON_LONGEST characters. The text must outlive the document.
*/
#ifndef ELG_JSON_H
#define ELG_JSON_H
#include "base/buf.h"

#define ELG_JSON_DEPTH 64
#define ELG_JSON_LONGEST 1100 /* characters of a number: any double written in full has fewer */
typedef enum { ELG_JSON_NULL, ELG_JSON_FALSE, ELG_JSON_TRUE, ELG_JSON_NUMBER, ELG_JSON_STRING, ELG_JSON_ARRAY,
               ELG_JSON_OBJECT } ElgJsonType;

typedef struct {
  ElgJsonType type;
  uint32_t size;  /* entries of an array or object */
  uint32_t after; /* index of the first node behind this one and its children */
  ElgStr text;    /* number: its text; string: its content, unescaped; else the source text */
  ElgStr name;    /* name of the member, unescaped; empty inside arrays and at the root */
} ElgJsonNode;

typedef struct {
  ElgBuf nodes; /* ElgJsonNode[] */
  ElgBuf text;  /* unescaped strings that differ from their source */
} ElgJson;

/* Parse. ELG_ERROR says what and at which byte: "malformed JSON at byte 3, got ',x'; expected a value". */
ElgRc elg_json_parse(ElgJson *doc, ElgStr text, ElgErr *err);
void elg_json_free(ElgJson *doc);
/* The root. Pointers to nodes are valid until the next parse or free. */
const ElgJsonNode *elg_json_root(const ElgJson *doc);
/* First child of an array or object, or NULL when it has none. */
const ElgJsonNode *elg_json_first(const ElgJsonNode *node);
/* The sibling behind child of parent, or NULL. */
const ElgJsonNode *elg_json_next(const ElgJson *doc, const ElgJsonNode *parent, const ElgJsonNode *child);
/* The member of that name, or NULL. O(members). */
const ElgJsonNode *elg_json_get(const ElgJson *doc, const ElgJsonNode *object, const char *name);
/* "null", "false", "true", "number", "string", "array", "object". */
const char *elg_json_type_name(ElgJsonType type);
/* The node's text for an error message, a string in quotes: 'x', 12, null. */
ElgShown elg_json_show(const ElgJsonNode *node);
/* The value of a number node, in any locale. */
double elg_json_double(const ElgJsonNode *node);
/* 1 and the value for the text of a whole number in digits alone that fits 64 bits, such as an id beyond 2^53; else 0. */
int elg_json_whole(ElgStr text, int64_t *out);
#endif
