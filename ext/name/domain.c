#include "name/domain.h"
#include <string.h>
#include "name/idn.h"
#include "name/punycode.h"
#include "name/suffix.h"
#include "psl.h"

enum { DOMAIN_LABELS = 127 };

/* A host in lower-case ASCII and where its labels start. */
typedef struct {
  size_t n, labels;
  int foreign; /* has an A-label or a byte beyond ASCII */
  uint8_t start[DOMAIN_LABELS];
  char s[ELG_HOST_MAX + 1];
} DomainHost;

/* Length of the blank, bracket, quote or separator at either end of text, 0 when there is none. */
static size_t domain_edge(ElgStr text, int at_end)
{
  static const ElgStr wide[] = {ELG_STR("\xC2\xA0"),     ELG_STR("\xE3\x80\x80"), ELG_STR("\xEF\xBB\xBF"),
                                ELG_STR("\xE2\x80\x8B"), ELG_STR("\xE2\x80\x9C"), ELG_STR("\xE2\x80\x9D")};
  if (!text.n) return 0;
  unsigned char c = (unsigned char)text.s[at_end ? text.n - 1 : 0];
  if (c <= ' ' || (c < 0x80 && strchr("<>()[]{}\"'`,;", c))) return 1;
  for (size_t i = 0; c >= 0x80 && i < ELG_COUNT(wide); i++) {
    size_t k = wide[i].n;
    if (text.n >= k && !memcmp(text.s + (at_end ? text.n - k : 0), wide[i].s, k)) return k;
  }
  return 0;
}

static ElgStr domain_trim(ElgStr text)
{
  size_t k;
  while ((k = domain_edge(text, 0)) != 0) text.s += k, text.n -= k;
  while ((k = domain_edge(text, 1)) != 0) text.n -= k;
  return text;
}

/* The address of "Name <address>", else text. */
static ElgStr domain_in_angles(ElgStr text)
{
  size_t end = text.n;
  while (end && (unsigned char)text.s[end - 1] <= ' ') end--;
  if (!end || text.s[end - 1] != '>') return text;
  for (size_t i = end - 1; i-- > 0;)
    if (text.s[i] == '<') return (ElgStr){text.s + i + 1, end - i - 2};
  return text;
}

static int domain_is_slash(char c) { return c == '/' || c == '\\'; }

/* True when the scheme names an address whatever follows its colon. */
static int domain_is_known_scheme(ElgStr scheme)
{
  static const char known[][8] = {"http", "https", "mailto", "ftp"};
  for (size_t i = 0; i < ELG_COUNT(known); i++) {
    size_t k = 0;
    while (k < scheme.n && k < 7 && (scheme.s[k] | 0x20) == known[i][k]) k++;
    if (k == scheme.n && !known[i][k]) return 1;
  }
  return 0;
}

static int domain_is_scheme_byte(char c)
{
  int lower = c | 0x20;
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/* Bytes of the scheme and the slashes behind it, 0 when text has none. */
static size_t domain_scheme(ElgStr text)
{
  size_t i = 0;
  while (i < text.n && domain_is_scheme_byte(text.s[i])) i++;
  size_t end = i;
  if (i && (i == text.n || text.s[i] != ':')) return 0;
  if (i) i++;
  size_t slashes = i;
  while (i < text.n && domain_is_slash(text.s[i])) i++;
  if (i - slashes >= 2 || domain_is_known_scheme((ElgStr){text.s, end})) return i;
  return 0;
}

/* The host in [user "@"] host [":" port]; empty when malformed. */
static ElgStr domain_without_user_and_port(ElgStr authority)
{
  static const ElgStr none = {"", 0};
  ElgStr host = authority;
  for (size_t i = 0; i < authority.n; i++) {
    char c = authority.s[i];
    if (c == '@') {
      if (host.s != authority.s) return none;
      host = (ElgStr){authority.s + i + 1, authority.n - i - 1};
    } else if (c == ',' || c == ';' || c == ' ' || c == '\t') {
      return none;
    }
  }
  const char *colon = host.n ? memchr(host.s, ':', host.n) : NULL;
  if (!colon) return host;
  for (const char *p = colon + 1; p < host.s + host.n; p++)
    if (*p < '0' || *p > '9' || p - colon > 5) return none;
  host.n = (size_t)(colon - host.s);
  return host;
}

static ElgStr domain_host_of(ElgStr text)
{
  size_t k, end = 0;
  text = domain_trim(domain_in_angles(text));
  while ((k = domain_scheme(text)) != 0) text = domain_trim((ElgStr){text.s + k, text.n - k});
  while (end < text.n && !domain_is_slash(text.s[end]) && text.s[end] != '?' && text.s[end] != '#') end++;
  return domain_without_user_and_port((ElgStr){text.s, end});
}

/* Check the label that ends before host->n and look for "xn--". */
static int domain_end_label(DomainHost *host)
{
  size_t start = host->start[host->labels - 1], n = host->n - start;
  const char *label = host->s + start;
  if (n == 0 || n > ELG_LABEL_MAX || label[0] == '-' || label[n - 1] == '-') return 0;
  host->foreign |= n > 4 && !memcmp(label, "xn--", 4);
  return 1;
}

/* Lower-case and split the host; 0 when malformed. Bytes beyond ASCII are taken as they are. */
static int domain_split(ElgStr text, DomainHost *host)
{
  host->n = 0;
  host->labels = 1;
  host->start[0] = 0;
  host->foreign = 0;
  if (text.n && text.s[text.n - 1] == '.') text.n--;
  if (text.n > ELG_HOST_MAX) return 0;
  for (size_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.s[i], lower = c | 0x20;
    if (lower >= 'a' && lower <= 'z') {
      c = lower;
    } else if (c == '.') {
      if (!domain_end_label(host) || host->labels == DOMAIN_LABELS) return 0;
      host->start[host->labels++] = (uint8_t)(i + 1);
    } else if (!(c >= '0' && c <= '9') && c != '-' && c != '_') {
      return 0;
    }
    host->s[host->n++] = (char)c;
  }
  return domain_end_label(host);
}

/* Split the host, international names mapped to A-labels; 0 when malformed. */
static int domain_read(ElgStr text, DomainHost *host)
{
  char ascii[ELG_HOST_MAX];
  if (text.n == 0) return 0;
  if (elg_str_is_ascii(text)) {
    if (!domain_split(text, host)) return 0;
    if (!host->foreign) return 1;
    text = (ElgStr){host->s, host->n};
  } else {
    static const ElgStr dots[] = {ELG_STR("."), ELG_STR("\xE3\x80\x82"), ELG_STR("\xEF\xBC\x8E"),
                                  ELG_STR("\xEF\xBD\xA1")};
    for (size_t i = 0; i < ELG_COUNT(dots); i++)
      if (text.n > dots[i].n && !memcmp(text.s + text.n - dots[i].n, dots[i].s, dots[i].n)) {
        text.n -= dots[i].n;
        break;
      }
  }
  size_t n = elg_idn_to_ascii(text, ascii);
  return n && ascii[n - 1] != '.' && domain_split((ElgStr){ascii, n}, host);
}

static ElgStr domain_label(const DomainHost *host, size_t i)
{
  size_t end = i + 1 < host->labels ? host->start[i + 1] - 1u : host->n;
  return (ElgStr){host->s + host->start[i], end - host->start[i]};
}

/* The node of label below parent, 0 when there is none. */
static uint32_t domain_child(uint32_t parent, ElgStr label)
{
  for (uint32_t at = elg_suffix_hash(parent, label.s, label.n);; at++) {
    uint32_t slot = at & (PSL_SLOTS - 1), i = psl_slots[slot / 16][slot % 16];
    const ElgSuffixNode *node = psl_nodes + i;
    if (!i) return 0;
    if (node->parent == parent && node->length == label.n &&
        !memcmp((const char *)psl_labels + node->label, label.s, label.n))
      return i;
  }
}

/* What the tables say about a host: how many labels its public suffix has, and the lists it is on. */
typedef struct {
  size_t suffix;
  int exception, listed;
  size_t freemail, shared; /* labels of the longest listed name, 0: none */
} DomainRule;

static DomainRule domain_look_up(const DomainHost *host)
{
  DomainRule rule = {1, 0, 0, 0, 0};
  uint32_t node = 0;
  for (size_t depth = 1; depth <= host->labels; depth++) {
    int wild = psl_nodes[node].flags & ELG_SUFFIX_WILDCARD;
    node = domain_child(node, domain_label(host, host->labels - depth));
    int flags = node ? psl_nodes[node].flags : 0;
    if ((wild || flags & ELG_SUFFIX_RULE) && !rule.exception) rule.suffix = depth;
    if (flags & ELG_SUFFIX_EXCEPTION) {
      rule.exception = 1;
      rule.suffix = depth - 1;
    }
    if (flags & ELG_SUFFIX_FREEMAIL) rule.freemail = depth;
    if (flags & ELG_SUFFIX_SHARED) rule.shared = depth;
    if (!node) break;
    rule.listed = 1;
  }
  return rule;
}

/* A name on a list speaks for itself and for what is below it, unless it is a public suffix with tenants below. */
static int domain_applies(size_t depth, const DomainRule *rule, const DomainHost *host)
{
  return depth > rule->suffix || (depth && depth == host->labels);
}

static int domain_is_special(ElgStr top)
{
  static const ElgStr special[] = {ELG_STR("local"),    ELG_STR("localhost"), ELG_STR("localdomain"),
                                   ELG_STR("internal"), ELG_STR("invalid"),   ELG_STR("alt")};
  for (size_t i = 0; i < ELG_COUNT(special); i++)
    if (elg_str_equal(top, special[i])) return 1;
  return 0;
}

/* True when a top-level domain that no rule knows may be one: two letters or more, or an A-label. */
static int domain_may_be_top(ElgStr top)
{
  if (top.n > 4 && !memcmp(top.s, "xn--", 4)) return 1;
  for (size_t i = 0; i < top.n; i++)
    if (top.s[i] < 'a' || top.s[i] > 'z') return 0;
  return top.n >= 2 && !domain_is_special(top);
}

/* Where the registrable domain starts in host, or host->n when there is none. */
static size_t domain_start(const DomainHost *host, const DomainRule *rule)
{
  if (host->labels <= rule->suffix) return host->n;
  size_t first = host->labels - rule->suffix - 1;
  if (!rule->listed && !domain_may_be_top(domain_label(host, host->labels - 1))) return host->n;
  if (rule->suffix > 1 && !rule->exception && elg_str_equal(domain_label(host, first), ELG_STR("www"))) return host->n;
  size_t start = host->start[first];
  return memchr(host->s + start, '_', host->n - start) ? host->n : start;
}

void elg_domain_parse(ElgStr text, ElgDomain *out)
{
  DomainHost host;
  out->n = out->flags = 0;
  if (!text.n || !domain_read(domain_host_of(text), &host)) return;
  DomainRule rule = domain_look_up(&host);
  size_t start = domain_start(&host, &rule);
  int flags = (domain_applies(rule.freemail, &rule, &host) ? ELG_DOMAIN_FREEMAIL : 0) |
              (domain_applies(rule.shared, &rule, &host) ? ELG_DOMAIN_SHARED : 0);
  out->n = (uint8_t)(host.n - start);
  out->flags = (uint8_t)(flags | (out->n && !rule.listed ? ELG_DOMAIN_UNLISTED : 0));
  memcpy(out->s, host.s + start, out->n);
}
