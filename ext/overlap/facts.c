#include "overlap/facts.h"
#include <string.h>
#include "base/hash.h"
#include "name/domain.h"

static int facts_separates(char c) { return c == ' ' || c == ',' || c == ';' || c == '\t' || c == '\n' || c == '\r' || c == '|'; }

static ElgRc facts_domain(ElgFacts *facts, ElgStr text, ElgErr *err)
{
  ElgDomain domain;
  elg_domain_parse(text, &domain);
  if (!domain.n || (domain.flags & (ELG_DOMAIN_FREEMAIL | ELG_DOMAIN_SHARED))) return ELG_OK;
  uint64_t hash = elg_hash((ElgStr){domain.s, domain.n});
  for (int i = 0; i < facts->n_domains; i++)
    if (facts->domain[i] == hash) return ELG_OK;
  if (facts->n_domains == ELG_RECORD_DOMAINS)
    return elg_err(err, "too many domains, got '%s'; expected at most %d", elg_show(text).s, ELG_RECORD_DOMAINS);
  facts->domain[facts->n_domains++] = hash;
  return ELG_OK;
}

ElgRc elg_facts_domains(ElgFacts *facts, ElgStr text, ElgErr *err)
{
  for (size_t i = 0; i < text.n;) {
    size_t n = 0;
    while (i < text.n && facts_separates(text.s[i])) i++;
    while (i + n < text.n && !facts_separates(text.s[i + n])) n++;
    ElgRc rc = n ? facts_domain(facts, (ElgStr){text.s + i, n}, err) : ELG_OK;
    if (rc) return rc;
    i += n;
  }
  return ELG_OK;
}

/* Upper-case letters and digits of text. Returns how many, 0 when more than cap. */
static size_t facts_alnum(ElgStr text, char *out, size_t cap)
{
  size_t n = 0;
  for (size_t i = 0; i < text.n; i++) {
    char c = text.s[i];
    if (c >= 'a' && c <= 'z') c = (char)(c - 32);
    if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80)) continue;
    if (n == cap) return 0;
    out[n++] = c;
  }
  return n;
}

uint16_t elg_facts_country(ElgNameReader *reader, ElgStr text)
{
  char code[3];
  ElgNames names;
  ElgErr err;
  if (facts_alnum(text, code, 2) == 2 && code[0] >= 'A' && code[1] >= 'A' && text.n <= 4) {
    if (!memcmp(code, "UK", 2)) memcpy(code, "GB", 2);
    return (uint16_t)((unsigned char)code[0] << 8 | (unsigned char)code[1]);
  }
  if (elg_name_read(reader, text, &names, &err)) return 0;
  for (int i = 0; i < names.name[0].n; i++) {
    uint16_t place = names.name[0].tokens[i].place;
    const char *iso = place ? elg_words_place_country(place) : "-";
    if (strlen(iso) == 2) return (uint16_t)((unsigned char)iso[0] << 8 | (unsigned char)iso[1]);
  }
  return 0;
}

uint64_t elg_facts_lei(ElgStr text)
{
  char lei[20];
  unsigned rest = 0;
  if (facts_alnum(text, lei, 20) != 20) return 0;
  for (int i = 0; i < 20; i++) {
    if ((unsigned char)lei[i] >= 0x80) return 0;
    unsigned v = lei[i] <= '9' ? (unsigned)(lei[i] - '0') : (unsigned)(lei[i] - 'A') + 10;
    rest = (rest * (v >= 10 ? 100 : 10) + v) % 97;
  }
  return rest == 1 ? elg_hash((ElgStr){lei, 20}) | 1 : 0;
}

uint64_t elg_facts_duns(ElgStr text)
{
  char digits[9], duns[9];
  int same = 1;
  size_t n = facts_alnum(text, digits, 9);
  if (n < 7 || n > 9) return 0;
  memset(duns, '0', sizeof duns); /* a spreadsheet drops one zero or two in front */
  memcpy(duns + 9 - n, digits, n);
  for (int i = 0; i < 9; i++) {
    if (duns[i] < '0' || duns[i] > '9') return 0;
    same &= duns[i] == duns[0];
  }
  return same ? 0 : elg_hash((ElgStr){duns, 9}) | 1;
}

uint64_t elg_facts_registration(ElgStr text, uint16_t country)
{
  char number[64];
  size_t n = facts_alnum(text, number, sizeof number), at = 0;
  while (at < n && number[at] == '0') at++;
  if (at == n) return 0;
  return elg_hash_next(country + 1u, elg_hash((ElgStr){number + at, n - at})) | 1;
}
