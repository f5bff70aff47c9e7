/* compile_psl.c -- host program: compile_psl publicsuffix.txt freemail.txt sharedhosts.txt > psl.h
**
** publicsuffix.txt  one rule a line in Unicode or ASCII, lower case; "*.x" any label below x, "!x" an exception
** freemail.txt      one domain a line
** sharedhosts.txt   domain TAB kind
**
** '#' starts a comment line; blank lines are skipped. A malformed or repeated line stops the build with its place.
** The output holds the arrays of name/suffix.h, the same bytes for the same input.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "name/punycode.h"
#include "name/suffix.h"

enum { PSL_NODES = 1 << 16, PSL_BYTES = 1 << 20, PSL_LINE = 1024 };

static ElgSuffixNode psl_nodes[PSL_NODES];
static uint32_t psl_count = 1, psl_bytes_used;
static char psl_bytes[PSL_BYTES];
static uint16_t psl_slots[2 * PSL_NODES];
static uint32_t psl_slot_count = 1 << 10;
static const char *psl_file;
static int psl_line;

static void psl_fail(const char *what, const char *got)
{
  fprintf(stderr, "%s:%d: %s, got '%s'\n", psl_file, psl_line, what, got);
  exit(1);
}

/* Next code point of NUL-terminated UTF-8; stops the build when malformed. */
static uint32_t psl_point(const char **at, const char *line)
{
  const unsigned char *p = (const unsigned char *)*at;
  int more = p[0] < 0x80 ? 0 : p[0] >= 0xF0 && p[0] < 0xF5 ? 3 : p[0] >= 0xE0 ? 2 : p[0] >= 0xC2 ? 1 : 4;
  if (more == 4 || p[0] >= 0xF5) psl_fail("bad UTF-8", line);
  uint32_t c = more == 0 ? p[0] : p[0] & (0x3Fu >> more);
  for (int i = 1; i <= more; i++) {
    if ((p[i] & 0xC0) != 0x80) psl_fail("bad UTF-8", line);
    c = c << 6 | (p[i] & 0x3Fu);
  }
  *at += more + 1;
  return c;
}

/* The A-label of the label [s, end) into out[ELG_LABEL_MAX]; its length. */
static size_t psl_label(const char *s, const char *end, char *out, const char *line)
{
  uint32_t points[ELG_LABEL_MAX];
  size_t n = 0;
  int ascii = 1;
  while (s < end) {
    uint32_t c = psl_point(&s, line);
    if (n == ELG_LABEL_MAX) psl_fail("label too long", line);
    if (c < 0x80 && !strchr("abcdefghijklmnopqrstuvwxyz0123456789-", (int)c)) psl_fail("bad character", line);
    ascii &= c < 0x80;
    points[n++] = c;
  }
  if (n == 0) psl_fail("empty label", line);
  if (ascii) {
    for (size_t i = 0; i < n; i++) out[i] = (char)points[i];
    return n;
  }
  memcpy(out, "xn--", 4);
  n = elg_punycode_encode(points, n, out + 4, ELG_LABEL_MAX - 4);
  if (n == 0) psl_fail("label too long", line);
  return n + 4;
}

static uint32_t psl_child(uint32_t parent, const char *label, size_t n)
{
  for (uint32_t i = 1; i < psl_count; i++) {
    const ElgSuffixNode *node = psl_nodes + i;
    if (node->parent == parent && node->length == n && !memcmp(psl_bytes + node->label, label, n)) return i;
  }
  return 0;
}

/* Where label lies in the bytes: an earlier occurrence, or appended. */
static uint32_t psl_place(const char *label, size_t n)
{
  for (uint32_t i = 1; i < psl_count; i++)
    if (psl_nodes[i].length == n && !memcmp(psl_bytes + psl_nodes[i].label, label, n)) return psl_nodes[i].label;
  memcpy(psl_bytes + psl_bytes_used, label, n);
  psl_bytes_used += (uint32_t)n;
  return psl_bytes_used - (uint32_t)n;
}

/* Put the flag on the node of the dotted name, making the path to it. */
static void psl_add(const char *name, int flag, const char *line)
{
  uint32_t node = 0;
  const char *end = name + strlen(name);
  for (;;) {
    const char *start = end;
    char label[ELG_LABEL_MAX];
    while (start > name && start[-1] != '.') start--;
    size_t n = psl_label(start, end, label, line);
    uint32_t child = psl_child(node, label, n);
    if (!child) {
      if (psl_count == PSL_NODES || psl_bytes_used + n > PSL_BYTES) psl_fail("too many rules", line);
      psl_nodes[psl_count] = (ElgSuffixNode){psl_place(label, n), (uint16_t)node, (uint8_t)n, 0};
      child = psl_count++;
    }
    node = child;
    if (start == name) break;
    end = start - 1;
  }
  if (psl_nodes[node].flags & flag) psl_fail("repeated line", line);
  psl_nodes[node].flags = (uint8_t)(psl_nodes[node].flags | flag);
}

static void psl_rule(char *line)
{
  if (!strncmp(line, "*.", 2)) psl_add(line + 2, ELG_SUFFIX_WILDCARD, line);
  else if (line[0] == '!') psl_add(line + 1, ELG_SUFFIX_EXCEPTION, line);
  else psl_add(line, ELG_SUFFIX_RULE, line);
}

static void psl_freemail(char *line) { psl_add(line, ELG_SUFFIX_FREEMAIL, line); }

static void psl_shared(char *line)
{
  char *tab = strchr(line, '\t');
  if (!tab || !tab[1]) psl_fail("expected domain TAB kind", line);
  *tab = 0;
  psl_add(line, ELG_SUFFIX_SHARED, line);
}

static void psl_read(const char *file, void (*add)(char *line))
{
  char line[PSL_LINE];
  FILE *in = fopen(file, "rb");
  psl_file = file;
  psl_line = 0;
  if (!in) psl_fail("cannot open", file);
  while (fgets(line, sizeof line, in)) {
    psl_line++;
    size_t n = strcspn(line, "\r\n");
    if (!line[n] && !feof(in)) psl_fail("line too long", line);
    line[n] = 0;
    if (n && line[0] != '#') add(line);
  }
  fclose(in);
}

static void psl_fill_slots(void)
{
  while (psl_slot_count < psl_count + psl_count / 4) psl_slot_count *= 2;
  for (uint32_t i = 1; i < psl_count; i++) {
    const ElgSuffixNode *node = psl_nodes + i;
    uint32_t at = elg_suffix_hash(node->parent, psl_bytes + node->label, node->length);
    while (psl_slots[at & (psl_slot_count - 1)]) at++;
    psl_slots[at & (psl_slot_count - 1)] = (uint16_t)i;
  }
}

/* Rows of 16: one flat list of this length makes checkers and editors crawl. */
static void psl_print_slots(void)
{
  printf("\n};\nstatic const uint16_t psl_slots[%u][16] = {", (unsigned)psl_slot_count / 16);
  for (uint32_t i = 0; i < psl_slot_count; i++)
    printf("%s%u%s", i % 16 ? "" : "\n{", (unsigned)psl_slots[i], i % 16 == 15 ? "}," : ",");
}

/* The labels' bytes, row after row without gaps. */
static void psl_print_labels(void)
{
  printf("\n};\nstatic const char psl_labels[%u][16] = {", (unsigned)(psl_bytes_used + 15) / 16);
  for (uint32_t i = 0; i < psl_bytes_used || i % 16; i++) {
    char c = psl_bytes[i] ? psl_bytes[i] : '.';
    printf("%s'%c'%s", i % 16 ? "" : "\n{", c, i % 16 == 15 ? "}," : ",");
  }
  printf("\n};\n");
}

static void psl_print(void)
{
  printf("/* Made by data/compile_psl.c from data/publicsuffix.txt (MPL-2.0), freemail.txt and sharedhosts.txt. */\n"
         "#define PSL_SLOTS %uu\n\nstatic const ElgSuffixNode psl_nodes[%u] = {",
         (unsigned)psl_slot_count, (unsigned)psl_count);
  for (uint32_t i = 0; i < psl_count; i++)
    printf("%s{%u,%u,%u,%u},", i % 8 ? "" : "\n", (unsigned)psl_nodes[i].label, (unsigned)psl_nodes[i].parent,
           (unsigned)psl_nodes[i].length, (unsigned)psl_nodes[i].flags);
  psl_print_slots();
  psl_print_labels();
}

int main(int argc, char **argv)
{
  if (argc != 4) {
    fprintf(stderr, "usage: compile_psl publicsuffix.txt freemail.txt sharedhosts.txt > psl.h\n");
    return 1;
  }
  psl_read(argv[1], psl_rule);
  psl_read(argv[2], psl_freemail);
  psl_read(argv[3], psl_shared);
  psl_fill_slots();
  psl_print();
  return fflush(stdout) || ferror(stdout);
}
