#include "overlap/record.h"
#include "base/hash.h"
#include "match/explain.h"
#include <math.h>
#include <string.h>

#define RECORD_IDENTIFIER 0.99
#define RECORD_DOMAIN_ALONE 0.9
#define RECORD_DOMAIN_DOUBT 0.1
#define RECORD_COUNTRY_ODDS 2.718281828459045 /* against, when the countries differ */
/* Even equal names are in doubt when the countries differ. */
#define RECORD_COUNTRY_CAP 0.95
/* From here on two names agree, next to an equal domain. */
#define RECORD_NAMES_AGREE 0.1

const char *elg_rule_name(ElgRule rule)
{
  static const char *const names[] = {"name", "exact", "domain+name", "domain", "duns", "registration", "lei"};
  return names[rule];
}

static void record_names(const ElgRecord *a, const ElgRecord *b, double least, ElgMatch *m)
{
  m->name_score = elg_score_names(a->name, a->n_names, b->name, b->n_names, least, NULL, NULL);
  m->score = m->name_score;
  m->rule = m->name_score >= 1 ? ELG_RULE_EXACT : ELG_RULE_NAME;
}

static int record_differ(uint64_t x, uint64_t y) { return x && y && x != y; }
static int record_equal(uint64_t x, uint64_t y) { return x && x == y; }

static double record_lower(double p, double odds)
{
  if (p <= 0) return 0;
  if (p > RECORD_COUNTRY_CAP) p = RECORD_COUNTRY_CAP;
  return 1 / (1 + (1 - p) / p * odds);
}

/* Index of a domain of x that y has too, or -1. */
static int8_t record_domain(const ElgFacts *x, const ElgFacts *y)
{
  for (uint8_t i = 0; i < x->n_domains; i++)
    for (uint8_t j = 0; j < y->n_domains; j++)
      if (x->domain[i] == y->domain[j]) return (int8_t)i;
  return -1;
}

static void record_domains(ElgMatch *m)
{
  if (m->name_score >= RECORD_NAMES_AGREE) {
    m->rule = ELG_RULE_DOMAIN_NAME;
    m->score = fmax(RECORD_DOMAIN_ALONE, 1 - (1 - m->name_score) * RECORD_DOMAIN_DOUBT);
  } else {
    m->rule = ELG_RULE_DOMAIN;
    m->score = RECORD_DOMAIN_ALONE;
  }
}

static int record_has_identifier(const ElgFacts *x, const ElgFacts *y)
{
  return record_equal(x->duns, y->duns) || record_equal(x->registration, y->registration) || record_equal(x->lei, y->lei);
}

static void record_identifiers(const ElgFacts *x, const ElgFacts *y, ElgMatch *m)
{
  if (record_equal(x->duns, y->duns)) m->rule = ELG_RULE_DUNS;
  if (record_equal(x->registration, y->registration)) m->rule = ELG_RULE_REGISTRATION;
  if (record_equal(x->lei, y->lei)) m->rule = ELG_RULE_LEI;
  if (m->rule >= ELG_RULE_DUNS) m->score = fmax(m->score, RECORD_IDENTIFIER);
}

ElgMatch elg_record_match(const ElgRecord *a, const ElgRecord *b, const ElgMatchOptions *options)
{
  ElgMatch m = {.domain = -1};
  const ElgFacts *x = a->facts, *y = b->facts;
  int facts = x && y;
  if (facts) m.domain = record_domain(x, y);
  int more = m.domain >= 0 || (facts && record_has_identifier(x, y)); /* than the names may make a match */
  record_names(a, b, more ? 0 : options->least, &m);
  if (!facts) return m;
  m.country_conflict = x->country && y->country && x->country != y->country;
  if (m.country_conflict && !options->ignore_country) m.score = record_lower(m.score, RECORD_COUNTRY_ODDS);
  if (m.domain >= 0) record_domains(&m);
  record_identifiers(x, y, &m);
  int same_register = x->registration && y->registration && x->country == y->country;
  m.vetoed = record_differ(x->lei, y->lei) || (same_register && x->registration != y->registration);
  if (m.vetoed && options->strict) m.score = 0;
  return m;
}

/* Kinds of facts as keys. */
enum { RECORD_KEY_DOMAIN = 101, RECORD_KEY_LEI, RECORD_KEY_DUNS, RECORD_KEY_REGISTRATION };

static void record_key(ElgRecordKeys *out, uint64_t kind, uint64_t value)
{
  if (value) out->key[out->n++] = elg_hash_next(kind, value) & ~(uint64_t)ELG_KEY_LACKS;
}

void elg_record_keys(const ElgRecord *record, ElgRecordKeys *out)
{
  ElgKeys keys;
  const ElgFacts *f = record->facts;
  out->n = 0;
  for (int k = 0; k < record->n_names; k++) {
    elg_block_keys(record->name + k, &keys);
    memcpy(out->key + out->n, keys.key, (size_t)keys.n * sizeof *keys.key);
    out->n += keys.n;
  }
  if (!f) return;
  for (int i = 0; i < f->n_domains; i++) record_key(out, RECORD_KEY_DOMAIN, f->domain[i]);
  record_key(out, RECORD_KEY_LEI, f->lei);
  record_key(out, RECORD_KEY_DUNS, f->duns);
  record_key(out, RECORD_KEY_REGISTRATION, f->registration);
}

static size_t record_up(size_t n) { return (n + 7) & ~(size_t)7; }

/* The facts, the names' headers, then tokens and text of each: one piece, so that a comparison reads neighbouring memory. */
_Static_assert(ELG_NAME_ALIASES < 4 && sizeof(ElgFacts) % 8 == 0, "an ElgRecordRef holds it");
ElgRc elg_record_keep(ElgArena *arena, const ElgRecord *record, ElgRecord *out)
{
  const ElgFacts *facts = record->facts;
  size_t head = record_up(record->n_names * sizeof(ElgName)), size = head + (facts ? sizeof *facts : 0);
  for (int i = 0; i < record->n_names; i++) {
    const ElgName *from = record->name + i;
    size += record_up(from->n * sizeof(ElgToken) + from->text_len + from->written_len);
  }
  char *p = elg_arena_take(arena, size);
  if (!p) return ELG_NOMEM;
  if (facts) facts = memcpy(p, facts, sizeof *facts), p += sizeof *facts;
  char *at = p + head;
  for (int i = 0; i < record->n_names; i++) {
    const ElgName *from = record->name + i;
    ElgName *to = (ElgName *)(void *)p + i;
    size_t tokens = from->n * sizeof(ElgToken), texts = (size_t)from->text_len + from->written_len;
    *to = *from;
    to->tokens = (const ElgToken *)(const void *)at;
    to->text = at + tokens;
    if (tokens) memcpy(at, from->tokens, tokens);
    if (texts) memcpy(at + tokens, from->text, texts);
    at += record_up(tokens + texts);
  }
  *out = (ElgRecord){(ElgName *)(void *)p, facts, record->n_names};
  return ELG_OK;
}

static void record_explain_facts(const ElgMatch *m, ElgBuf *out)
{
  const char *domain = m->domain < 0 ? "none in common" : m->rule == ELG_RULE_DOMAIN ? "equal, but the names conflict" : "equal";
  elg_buf_printf(out, ",\"domain\":\"%s\"", domain);
  if (m->country_conflict) elg_buf_cstr(out, ",\"country\":\"different\"");
  if (m->vetoed) elg_buf_cstr(out, ",\"identifiers\":\"different\"");
}

void elg_match_explain(const ElgMatch *m, int has_facts, const ElgNameReader *ra, const ElgNames *a, const ElgNameReader *rb,
                       const ElgNames *b, ElgBuf *out)
{
  elg_buf_cstr(out, "{\"score\":");
  elg_explain_number(out, m->score);
  elg_buf_cstr(out, ",\"name_score\":");
  elg_explain_number(out, m->name_score);
  elg_buf_printf(out, ",\"rule\":\"%s\"", elg_rule_name(m->rule));
  if (has_facts) record_explain_facts(m, out);
  elg_explain_names(ra, a, rb, b, out);
  elg_buf_byte(out, '}');
}
