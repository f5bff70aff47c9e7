#include "base/json.h"
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"

typedef struct {
  ElgJson *doc;
  ElgStr text;
  size_t at;
  ElgErr *err;
} JsonReader;

static ElgRc json_fail(JsonReader *r, const char *expected)
{
  ElgStr rest = {r->text.s + r->at, r->text.n - r->at};
  if (!rest.n) return elg_err(r->err, "malformed JSON, got the end at byte %zu; expected %s", r->at, expected);
  return elg_err(r->err, "malformed JSON at byte %zu, got '%s'; expected %s", r->at, elg_show(rest).s, expected);
}

static void json_space(JsonReader *r)
{
  while (r->at < r->text.n && strchr(" \t\r\n", r->text.s[r->at]) && r->text.s[r->at]) r->at++;
}

static int json_take(JsonReader *r, char c)
{
  json_space(r);
  if (r->at >= r->text.n || r->text.s[r->at] != c) return 0;
  r->at++;
  return 1;
}

static int json_hex4(JsonReader *r, uint32_t *c)
{
  *c = 0;
  if (r->text.n - r->at < 4) return 0;
  for (int i = 0; i < 4; i++) {
    char ch = r->text.s[r->at + (size_t)i];
    const char *digits = "0123456789abcdef", *d = ch ? strchr(digits, ch | (ch >= 'A' ? 0x20 : 0)) : NULL;
    if (!d) return 0;
    *c = *c * 16 + (uint32_t)(d - digits);
  }
  r->at += 4;
  return 1;
}

/* The escape behind a backslash, appended to the text buffer. */
static ElgRc json_escape(JsonReader *r)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  char ch = r->at < r->text.n ? r->text.s[r->at] : 0;
  const char *p = ch ? strchr(from, ch) : NULL;
  if (p) {
    r->at++;
    elg_buf_byte(&r->doc->text, to[p - from]);
    return ELG_OK;
  }
  uint32_t c, low;
  if (ch != 'u') return json_fail(r, "an escape");
  r->at++;
  if (!json_hex4(r, &c)) return json_fail(r, "four hexadecimal digits");
  if (c >= 0xD800 && c < 0xDC00 && r->text.n - r->at >= 6 && !memcmp(r->text.s + r->at, "\\u", 2)) {
    r->at += 2;
    if (!json_hex4(r, &low) || low < 0xDC00 || low > 0xDFFF) return json_fail(r, "a low surrogate");
    c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
  }
  if (c >= 0xD800 && c < 0xE000) c = 0xFFFD;
  char out[4];
  elg_buf_put(&r->doc->text, out, elg_utf8_encode(c, out));
  return ELG_OK;
}

/* A string. Without escapes *out borrows the source, else the text buffer, which was made large enough to stay put. */
static ElgRc json_string(JsonReader *r, ElgStr *out)
{
  ElgBuf *text = &r->doc->text;
  size_t start = ++r->at, mark = text->n, plain = start;
  for (; r->at < r->text.n && r->text.s[r->at] != '"'; r->at++) {
    if ((unsigned char)r->text.s[r->at] < ' ') return json_fail(r, "no control character in a string");
    if (r->text.s[r->at] != '\\') continue;
    elg_buf_put(text, r->text.s + plain, r->at - plain);
    r->at++;
    ElgRc rc = json_escape(r);
    if (rc) return rc;
    plain = r->at--;
  }
  if (r->at >= r->text.n) return json_fail(r, "a closing quote");
  *out = (ElgStr){r->text.s + start, r->at - start};
  if (plain != start) {
    elg_buf_put(text, r->text.s + plain, r->at - plain);
    *out = (ElgStr){text->p + mark, text->n - mark};
  }
  r->at++;
  return text->rc;
}

static size_t json_digits(JsonReader *r)
{
  size_t from = r->at;
  while (r->at < r->text.n && r->text.s[r->at] >= '0' && r->text.s[r->at] <= '9') r->at++;
  return r->at - from;
}

static ElgRc json_number(JsonReader *r, ElgStr *out)
{
  size_t from = r->at;
  if (r->text.s[r->at] == '-') r->at++;
  size_t zero = r->at < r->text.n && r->text.s[r->at] == '0', whole = json_digits(r);
  int ok = whole > 0 && !(zero && whole > 1);
  if (ok && r->at < r->text.n && r->text.s[r->at] == '.') {
    r->at++;
    ok = json_digits(r) > 0;
  }
  if (ok && r->at < r->text.n && (r->text.s[r->at] | 0x20) == 'e') {
    r->at++;
    if (r->at < r->text.n && (r->text.s[r->at] == '+' || r->text.s[r->at] == '-')) r->at++;
    ok = json_digits(r) > 0;
  }
  *out = (ElgStr){r->text.s + from, r->at - from};
  if (ok && out->n <= ELG_JSON_LONGEST) return ELG_OK;
  r->at = from;
  return json_fail(r, ok ? "a number of at most 1100 characters" : "a number");
}

static ElgRc json_word(JsonReader *r, ElgJsonNode *node)
{
  static const struct {
    const char *word;
    ElgJsonType type;
  } words[] = {{"null", ELG_JSON_NULL}, {"true", ELG_JSON_TRUE}, {"false", ELG_JSON_FALSE}};
  for (size_t i = 0; i < ELG_COUNT(words); i++) {
    size_t n = strlen(words[i].word);
    if (r->text.n - r->at < n || memcmp(r->text.s + r->at, words[i].word, n)) continue;
    node->type = words[i].type;
    node->text = (ElgStr){r->text.s + r->at, n};
    r->at += n;
    return ELG_OK;
  }
  return json_fail(r, "a value");
}

static ElgRc json_value(JsonReader *r, ElgStr name, int depth);

static int json_has_name(const ElgJson *doc, size_t parent, ElgStr name)
{
  const ElgJsonNode *all = elg_json_root(doc);
  size_t end = doc->nodes.n / sizeof *all;
  for (size_t i = parent + 1; i < end; i = all[i].after)
    if (elg_str_equal(all[i].name, name)) return 1;
  return 0;
}

static ElgRc json_members(JsonReader *r, size_t self, char close, int depth)
{
  uint32_t size = 0;
  if (json_take(r, close)) return ELG_OK;
  for (;;) {
    ElgStr name = {NULL, 0};
    ElgRc rc = ELG_OK;
    if (close == '}') {
      json_space(r);
      if (r->at >= r->text.n || r->text.s[r->at] != '"') return json_fail(r, "a member name in quotes");
      rc = json_string(r, &name);
      if (!rc && !json_take(r, ':')) rc = json_fail(r, "':'");
      if (!rc && json_has_name(r->doc, self, name))
        rc = elg_err(r->err, "malformed JSON, got the name '%s' twice; expected unique names", elg_show(name).s);
    }
    if (!rc) rc = json_value(r, name, depth);
    if (rc) return rc;
    size++;
    ((ElgJsonNode *)(void *)r->doc->nodes.p)[self].size = size;
    if (json_take(r, close)) return ELG_OK;
    if (!json_take(r, ',')) return json_fail(r, close == '}' ? "',' or '}'" : "',' or ']'");
  }
}

static ElgRc json_value(JsonReader *r, ElgStr name, int depth)
{
  json_space(r);
  if (r->at >= r->text.n) return json_fail(r, "a value");
  if (depth > ELG_JSON_DEPTH) return json_fail(r, "at most 64 levels");
  size_t self = r->doc->nodes.n / sizeof(ElgJsonNode), from = r->at;
  ElgJsonNode node = {ELG_JSON_NULL, 0, 0, {NULL, 0}, name};
  ElgRc rc = ELG_OK;
  char ch = r->text.s[r->at];
  if (ch == '{' || ch == '[') node.type = ch == '{' ? ELG_JSON_OBJECT : ELG_JSON_ARRAY;
  else if (ch == '"') node.type = ELG_JSON_STRING;
  else if (ch == '-' || (ch >= '0' && ch <= '9')) node.type = ELG_JSON_NUMBER;
  if (node.type == ELG_JSON_STRING) rc = json_string(r, &node.text);
  else if (node.type == ELG_JSON_NUMBER) rc = json_number(r, &node.text);
  else if (node.type == ELG_JSON_NULL) rc = json_word(r, &node);
  elg_buf_put(&r->doc->nodes, &node, sizeof node);
  if (!rc) rc = r->doc->nodes.rc;
  if (!rc && node.type >= ELG_JSON_ARRAY) {
    r->at++;
    rc = json_members(r, self, ch == '{' ? '}' : ']', depth + 1);
  }
  if (rc) return rc;
  ElgJsonNode *done = (ElgJsonNode *)(void *)r->doc->nodes.p + self;
  done->after = (uint32_t)(r->doc->nodes.n / sizeof node);
  if (node.type >= ELG_JSON_ARRAY) done->text = (ElgStr){r->text.s + from, r->at - from};
  return ELG_OK;
}

ElgRc elg_json_parse(ElgJson *doc, ElgStr text, ElgErr *err)
{
  JsonReader r = {doc, text, 0, err};
  elg_buf_reset(&doc->nodes);
  elg_buf_reset(&doc->text);
  if (text.n > UINT32_MAX / 2) return ELG_TOOBIG;
  if (text.n && memchr(text.s, '\\', text.n)) elg_buf_reserve(&doc->text, text.n);
  if (doc->text.rc) return doc->text.rc;
  ElgRc rc = json_value(&r, (ElgStr){NULL, 0}, 0);
  json_space(&r);
  if (!rc && r.at < text.n) rc = json_fail(&r, "the end");
  if (rc) elg_buf_reset(&doc->nodes);
  return rc;
}

void elg_json_free(ElgJson *doc)
{
  elg_buf_free(&doc->nodes);
  elg_buf_free(&doc->text);
}

const ElgJsonNode *elg_json_root(const ElgJson *doc) { return (const ElgJsonNode *)(const void *)doc->nodes.p; }

const ElgJsonNode *elg_json_first(const ElgJsonNode *node) { return node->size ? node + 1 : NULL; }

const ElgJsonNode *elg_json_next(const ElgJson *doc, const ElgJsonNode *parent, const ElgJsonNode *child)
{
  return child->after < parent->after ? elg_json_root(doc) + child->after : NULL;
}

const ElgJsonNode *elg_json_get(const ElgJson *doc, const ElgJsonNode *object, const char *name)
{
  if (object->type != ELG_JSON_OBJECT) return NULL;
  ElgStr want = {name, strlen(name)};
  for (const ElgJsonNode *m = elg_json_first(object); m; m = elg_json_next(doc, object, m))
    if (elg_str_equal(m->name, want)) return m;
  return NULL;
}

ElgShown elg_json_show(const ElgJsonNode *node)
{
  ElgShown shown = elg_show(node->text);
  size_t n = strlen(shown.s);
  if (node->type != ELG_JSON_STRING || n + 3 > sizeof shown.s) return shown;
  memmove(shown.s + 1, shown.s, n);
  shown.s[0] = shown.s[n + 1] = '\'';
  shown.s[n + 2] = 0;
  return shown;
}

const char *elg_json_type_name(ElgJsonType type)
{
  static const char *const names[] = {"null", "false", "true", "number", "string", "array", "object"};
  return names[type];
}

double elg_json_double(const ElgJsonNode *node)
{
  char text[ELG_JSON_LONGEST + 16];
  const char *mark = localeconv()->decimal_point; /* what strtod reads as one */
  size_t n = 0, n_mark = strlen(mark);
  for (size_t i = 0; i < node->text.n && n + n_mark < sizeof text; i++) {
    if (node->text.s[i] == '.') memcpy(text + n, mark, n_mark), n += n_mark;
    else text[n++] = node->text.s[i];
  }
  text[n] = 0;
  return strtod(text, NULL);
}

int elg_json_whole(ElgStr text, int64_t *out)
{
  size_t from = text.n && text.s[0] == '-';
  int64_t x = 0; /* the negative: it reaches one further */
  for (size_t i = from; i < text.n; i++) {
    int digit = text.s[i] - '0';
    if (digit < 0 || digit > 9 || x < (INT64_MIN + digit) / 10) return 0;
    x = x * 10 - digit;
  }
  if (text.n == from || (!from && x == INT64_MIN)) return 0;
  *out = from ? x : -x;
  return 1;
}
