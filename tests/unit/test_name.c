#include "name/name.h"
#include "verdicts.h"

static ElgNameReader *reader;
static ElgNames names;

static ElgRc read_name(const char *s, size_t n)
{
  ElgErr err;
  return elg_name_read(reader, (ElgStr){s, n}, &names, &err);
}

typedef void (*Form)(const ElgNameReader *, const ElgNames *, ElgBuf *);
static const char *form_of(const char *name, Form form)
{
  static char text[8192];
  ElgBuf out = {0};
  if (read_name(name, strlen(name))) return "too long";
  form(reader, &names, &out);
  snprintf(text, sizeof text, "%.*s", (int)out.n, out.n ? out.p : "");
  elg_buf_free(&out);
  return text;
}
#define FORM(name, form, want) CHECK_TEXT(((ElgStr){form_of(name, form), strlen(form_of(name, form))}), want)

/* The forms of the name itself, without those of its aliases. */
static const char *answer(char **column, int i)
{
  static char text[1024];
  if (i == 2) return form_of(column[0], elg_name_core);
  if (read_name(column[0], strlen(column[0]))) return "too long";
  text[0] = 0;
  for (int k = 0; k < names.name[0].n_legal; k++) {
    if (k) strcat(text, " ");
    strcat(text, elg_words_legal(names.name[0].legal[k])->canonical);
  }
  return text[0] ? text : "-";
}

static void check_forms(void)
{
  FORM("The ACME  Intl. Corp. (UK) d/b/a Bolt", elg_name_full, "acme international (united kingdom) corp | bolt");
  FORM("The ACME  Intl. Corp. (UK) d/b/a Bolt", elg_name_core, "acme international | bolt");
  FORM("AT & T Inc", elg_name_core, "att");
  FORM("J.P. Lambert", elg_name_full, "jp lambert");
  FORM("J.P. Morgan", elg_name_full, "jpmorgan");
  FORM("株式会社ソニー", elg_name_core, "ソニー | sony");
  FORM("The Limited", elg_name_full, "limited");
  FORM("Acme VII Ltd", elg_name_full, "acme 7 ltd");
  FORM("ＮＴＴドコモ", elg_name_full, "ntt ドコモ");
  FORM("騰訊控股有限公司", elg_name_full, "騰訊 holdings youxian gongsi | tencent holdings youxian gongsi");
  FORM("腾讯控股有限公司", elg_name_full, "腾讯 holdings youxian gongsi | tencent holdings youxian gongsi");
  FORM("(株)廣瀨國際", elg_name_full, "廣瀨 international kk");
  FORM("SC Electrica SA", elg_name_full, "electric sa");
  FORM("SC Freiburg e.V.", elg_name_core, "sc freiburg");
  FORM("SC Johnson Inc", elg_name_core, "sc johnson");
  FORM("㈜동해물산", elg_name_full, "동해 products jusik hoesa");
  FORM("カモメ物流株式会社 大阪支店", elg_name_full, "カモメ logistics (osaka) (branch) kk");
  FORM("LA Holdings", elg_name_core, "la holdings");
  FORM("", elg_name_full, "");
  FORM("...", elg_name_core, "");
}

/* Whether two names read as the same: their full forms are equal. */
static int same(const char *a, const char *b)
{
  if (read_name(a, strlen(a))) return 0;
  uint64_t full = names.name[0].full;
  return !read_name(b, strlen(b)) && names.name[0].full == full;
}

static void check_same(void)
{
  CHECK(same("騰訊", "腾讯"));
  CHECK(same("騰訊控股有限公司", "腾讯控股有限公司"));
  CHECK(same("清華大學", "清华大学"));
  CHECK(same("華為技術有限公司", "华为技术有限公司"));
  CHECK(same("中國國際航空股份有限公司", "中国国际航空股份有限公司"));
  CHECK(!same("華為", "華碩"));
  CHECK(same("AB Volvo (publ)", "AB Volvo"));
  CHECK(same("AB Volvo (publ)", "Volvo AB"));
  CHECK(same("M/s Sharma Traders", "Sharma Traders"));
  CHECK(same("M/S. SHARMA TRADERS PVT LTD", "Sharma Traders Private Limited"));
  CHECK(!same("MS Sharma Traders", "Sharma Traders"));
  CHECK(same("T/A Bolt", "Bolt"));
  CHECK(!same("Acme Corp /MS/", "Acme Corp"));
  FORM("M/S", elg_name_full, "ms");
  CHECK(!same("Мед", "Medical"));       /* honey */
  CHECK(!same("Вилла Ген", "Villa General"));
  FORM("Рес Инт Мед", elg_name_full, "рес инт мед");
  FORM("АТБ-Маркет", elg_name_full, "атб markets");
  FORM("Делта Холдинг д.о.о.", elg_name_full, "делта holdings doo");
  CHECK(same("Acme Ltd Trading Limited", "Acme Trading Ltd"));
}

/* Expanded words are remembered as they were written; a placeholder is no alias. */
static void check_written(void)
{
  CHECK_INT(read_name("Acme Intl. Mfg (Bros)", 21), ELG_OK);
  CHECK_TEXT(elg_name_written(&names.name[0], 0), "acme");
  CHECK_TEXT(elg_name_written(&names.name[0], 1), "intl");
  CHECK_TEXT(elg_name_written(&names.name[0], 2), "mfg");
  CHECK_TEXT(elg_name_written(&names.name[0], 3), "bros");
  FORM("James Hayes dba None", elg_name_full, "james hayes");
  FORM("None", elg_name_full, "");
}

/* What name.h promises of every name. */
static int broken(const ElgName *n)
{
  int bad = n->n > ELG_NAME_TOKENS || n->n_core > n->n || n->n_legal > ELG_NAME_LEGALS || n->core_len > n->text_len;
  unsigned total = 0, core = 0;
  for (int i = 0; i < n->n; i++) {
    const ElgToken *t = n->tokens + i;
    bad |= !t->len || t->at + t->len > n->text_len || t->kind > ELG_TOKEN_INITIAL;
    total += t->weight;
    core += t->kind != ELG_TOKEN_STOP && !(t->flags & ELG_TOKEN_BRACKET);
  }
  return bad | (n->total != total) | (n->n_core > core);
}

static void check_random(void)
{
  static const char *const piece[] = {"株式会社", "ООО ", "(", ")", "/", "&", ".", " GmbH", " d/b/a ", "f/k/a", "The ", "ä", "A", "b", "VII", "\xff",
                                      "7", " ", " ", "-", "société anonyme", "Inc", ",", "한", "عا", "ﷺ", "\xf0\x9f\x98\x80"};
  char text[ELG_NAME_MAX + 64];
  uint64_t seed = 88172645463325252u;
  int bad = 0, errors = 0;
  for (int round = 0; round < 30000; round++) {
    size_t n = 0, most = (size_t)(round % 50 ? 60 : ELG_NAME_MAX);
    while (n < most) {
      seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
      const char *p = piece[(seed >> 20) % ELG_COUNT(piece)];
      memcpy(text + n, p, strlen(p));
      n += strlen(p);
    }
    ElgRc rc = read_name(text, n);
    errors += rc == ELG_ERROR;
    bad += rc != ELG_OK && rc != ELG_ERROR;
    for (int k = 0; !rc && k < names.n; k++) bad += broken(&names.name[k]);
    bad += !rc && (names.n < 1 || names.n > ELG_NAME_ALIASES);
  }
  CHECK_INT(bad, 0);
  CHECK(errors > 0);
}

static void check_limits(void)
{
  char text[ELG_NAME_MAX + 2];
  memset(text, 'x', sizeof text);
  CHECK_INT(read_name(text, 255), ELG_OK);
  CHECK_INT(read_name(text, 256), ELG_ERROR);
  for (size_t i = 255; i < sizeof text; i += 256) text[i] = ' ';
  CHECK_INT(read_name(text, ELG_NAME_MAX), ELG_OK);
  CHECK_INT(read_name(text, ELG_NAME_MAX + 1), ELG_ERROR);
  for (size_t i = 1; i < sizeof text; i += 2) text[i] = ' ';
  CHECK_INT(read_name(text, 60), ELG_OK); /* single letters merge */
  CHECK(names.name[0].n < 8);
  for (size_t i = 0; i < sizeof text; i++) text[i] = "ab "[i % 3];
  CHECK_INT(read_name(text, ELG_NAME_TOKENS * 3), ELG_OK);
  CHECK_INT(read_name(text, ELG_NAME_TOKENS * 3 + 3), ELG_ERROR);
  CHECK_INT(read_name("", 0), ELG_OK);
  CHECK(names.n == 1 && names.name[0].n == 0);
}

/* Reading is a pure function: what was read before does not matter. */
static void check_pure(void)
{
  CHECK_INT(read_name("Müller GmbH", strlen("Müller GmbH")), ELG_OK);
  ElgName before = names.name[0];
  form_of("The Something d/b/a Else (Kent) Ltd", elg_name_full);
  CHECK_INT(read_name("Müller GmbH", strlen("Müller GmbH")), ELG_OK);
  const ElgName *after = &names.name[0];
  CHECK(before.full == after->full && before.core == after->core && before.raw == after->raw && before.all == after->all);
  uint64_t full = before.full;
  CHECK_INT(read_name("MULLER  G.m.b.H.", strlen("MULLER  G.m.b.H.")), ELG_OK);
  CHECK(names.name[0].full == full || names.name[0].core == before.core);
}

static ElgRc sweep(void)
{
  ElgNameReader *r = elg_name_reader_new();
  ElgBuf out = {0};
  ElgNames n;
  ElgErr err;
  if (!r) return ELG_NOMEM;
  ElgRc rc = elg_name_read(r, ELG_STR("ООО Газпром нефть"), &n, &err);
  if (!rc) elg_name_full(r, &n, &out);
  if (!rc) rc = out.rc;
  elg_buf_free(&out);
  elg_name_reader_free(r);
  return rc;
}

int main(void)
{
  reader = elg_name_reader_new();
  CHECK(reader != NULL);
  verdicts_check("tests/unit/data/legal_pairs.txt", 1, 2, answer);
  check_forms();
  check_same();
  check_written();
  check_random();
  check_limits();
  check_pure();
  elg_name_reader_free(reader);
  unit_fault_sweep(sweep);
  return unit_end();
}
