/* record.h -- a row of a list as the matcher sees it: names, domains, country, identifiers; and how two compare.
**
** score is a pure function of two records. With names only it is the name score. What else is known moves it:
**
**   rule                 when                                                   score
**   lei, registration,   equal valid identifiers of one kind and register       at least IDENTIFIER
**     duns
**   domain+name          equal company domain, names agree                      1 - (1 - name) * DOMAIN_DOUBT, at least DOMAIN_ALONE
**   domain               equal company domain, names do not                     DOMAIN_ALONE
**   exact                equal full matching forms                              1
**   name                 else                                                   name score
**
** Different countries multiply the odds against a name rule by COUNTRY_ODDS, from COUNTRY_CAP down. A different LEI, or a different
** registration number of one country, sets the score to 0 in the strict profile; a different DUNS says nothing
** (it names a site). Free-mail and shared-host domains are no domains.
*/
#ifndef ELG_RECORD_H
#define ELG_RECORD_H
#include "base/arena.h"
#include "match/keys.h"
#include "match/score.h"

typedef enum { ELG_RULE_NAME, ELG_RULE_EXACT, ELG_RULE_DOMAIN_NAME, ELG_RULE_DOMAIN, ELG_RULE_DUNS, ELG_RULE_REGISTRATION,
               ELG_RULE_LEI } ElgRule;
const char *elg_rule_name(ElgRule rule);

#define ELG_RECORD_DOMAINS 8
/* What is known besides the names. Hashes of canonical texts; 0: absent. */
typedef struct {
  uint64_t domain[ELG_RECORD_DOMAINS];
  uint64_t lei, duns, registration; /* the registration number with its country */
  uint16_t country;                 /* two letters, 0: absent */
  uint8_t n_domains;
} ElgFacts;

typedef struct {
  const ElgName *name; /* n_names names in a row */
  const ElgFacts *facts; /* NULL: names only */
  uint8_t n_names;
} ElgRecord;

typedef struct {
  double score, name_score;
  ElgRule rule;
  uint8_t country_conflict, vetoed;
  int8_t domain;              /* index in a's domains that was equal, -1: none */
} ElgMatch;

typedef struct {
  int strict;          /* strict profile: identifiers veto */
  int ignore_country;
  double least;        /* below this nobody wants to know more: score and name_score may be any number below it */
} ElgMatchOptions;

/* Compare. Symmetric but for domain. */
ElgMatch elg_record_match(const ElgRecord *a, const ElgRecord *b, const ElgMatchOptions *options);

/* The blocking keys of a record: of its names, its domains and its identifiers. */
#define ELG_RECORD_KEYS_MAX (ELG_NAME_ALIASES * ELG_KEYS_MAX + ELG_RECORD_DOMAINS + 3)
typedef struct {
  uint64_t key[ELG_RECORD_KEYS_MAX];
  int n;
} ElgRecordKeys;
void elg_record_keys(const ElgRecord *record, ElgRecordKeys *out);

/* Copy a record, its facts and names too, into the arena. ELG_NOMEM. */
ElgRc elg_record_keep(ElgArena *arena, const ElgRecord *record, ElgRecord *out);
/* A kept record in one word: the address of its names, whose lowest bits tell how many they are and whether facts stand before them. */
typedef uintptr_t ElgRecordRef;
#define ELG_RECORD_FACTS ((ElgRecordRef)4)
static inline ElgRecordRef elg_record_ref(const ElgRecord *kept)
{
  return (ElgRecordRef)kept->name | kept->n_names | (kept->facts ? ELG_RECORD_FACTS : 0);
}
static inline ElgRecord elg_record_at(ElgRecordRef ref)
{
  const char *names = (const char *)(ref & ~(ElgRecordRef)7); /* NOLINT(performance-no-int-to-ptr) */
  const void *facts = ref & ELG_RECORD_FACTS ? names - sizeof(ElgFacts) : NULL;
  return (ElgRecord){(const ElgName *)(const void *)names, facts, (uint8_t)(ref & 3)};
}

/* Append the JSON that explains a match: score, name_score, rule, what domains and countries said, then match/explain.h.
** The readers hold what the names were read from. */
void elg_match_explain(const ElgMatch *m, int has_facts, const ElgNameReader *ra, const ElgNames *a, const ElgNameReader *rb,
                       const ElgNames *b, ElgBuf *out);
#endif
