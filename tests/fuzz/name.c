/* Two texts as names, domains and for the distances: bounds, symmetry, order of the distances, forms that are their own form. */
#include "fuzz.h"
#include "match/edit.h"
#include "match/jaro.h"
#include "match/keys.h"
#include "match/score.h"
#include "name/domain.h"

static ElgNameReader *readers[2];

static void names(ElgStr s, ElgStr t)
{
  ElgNames a, b;
  ElgErr err;
  ElgKeys keys;
  ElgComparison one, other;
  ElgBuf full = {0}, again = {0};
  ElgRc ra = elg_name_read(readers[0], s, &a, &err), rb = elg_name_read(readers[1], t, &b, &err);
  HOLDS(ra == ELG_OK || s.n > 256);
  if (ra || rb) return;
  for (int i = 0; i < a.n; i++) elg_block_keys(a.name + i, &keys);
  double score = elg_score_names(a.name, a.n, b.name, b.n, 0, NULL, NULL);
  HOLDS(score >= 0 && score <= 1);
  HOLDS(score == elg_score_names(b.name, b.n, a.name, a.n, 0, NULL, NULL));
  elg_compare(a.name, b.name, &one);
  elg_compare(b.name, a.name, &other);
  HOLDS(one.score == other.score && one.score == elg_score(a.name, b.name));
  elg_name_full(readers[0], &a, &full);
  elg_name_core(readers[1], &b, &again);
  HOLDS(!full.rc && !again.rc);
  if (a.name[0].n) HOLDS(elg_score_names(a.name, a.n, a.name, a.n, 0, NULL, NULL) == 1);
  elg_buf_free(&full);
  elg_buf_free(&again);
}

static void domains(ElgStr s)
{
  ElgDomain once, twice;
  elg_domain_parse(s, &once);
  if (!once.n) return;
  HOLDS(memchr(once.s, '.', once.n));
  elg_domain_parse((ElgStr){once.s, once.n}, &twice);
  HOLDS(twice.n == once.n && !memcmp(once.s, twice.s, once.n));
}

static double ask(ElgStr s, ElgStr t, const char *fn)
{
  char sql[100];
  sqlite3_stmt *stmt = NULL;
  snprintf(sql, sizeof sql, "SELECT %s(?1, ?2)", fn);
  HOLDS(!sqlite3_prepare_v2(fuzz_db(), sql, -1, &stmt, NULL));
  sqlite3_bind_text(stmt, 1, s.s, (int)s.n, SQLITE_STATIC);
  sqlite3_bind_text(stmt, 2, t.s, (int)t.n, SQLITE_STATIC);
  double value = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_double(stmt, 0) : -1;
  sqlite3_finalize(stmt);
  return value;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
  fuzz_db();
  for (int i = 0; i < 2; i++)
    if (!readers[i]) HOLDS((readers[i] = elg_name_reader_new()));
  ElgStr s = fuzz_cut(&data, &n), t = fuzz_cut(&data, &n);
  names(s, t);
  domains(s);
  double levenshtein = ask(s, t, "elg_levenshtein"), osa = ask(s, t, "elg_osa"), damerau = ask(s, t, "elg_damerau");
  HOLDS(levenshtein >= osa && osa >= damerau && damerau >= 0);
  HOLDS(levenshtein == ask(t, s, "elg_levenshtein"));
  static const char *const unit[] = {"elg_jaro_winkler", "elg_trigram", "elg_token_set", "elg_similarity"};
  for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
    double value = ask(s, t, unit[i]);
    HOLDS(value <= 1 && (value >= 0 || i == 3)); /* a name may be too long */
    HOLDS(value == ask(t, s, unit[i]));
  }
  return 0;
}
