#include "name/fold.h"
#include <stdio.h>
#include <string.h>
#include "unit.h"

/* The words, blank-separated; "(" marks a word in brackets, "." one that a dot follows. */
static const char *folded(const char *text, size_t n)
{
  static char out[ELG_FOLD_TEXT * 2];
  static ElgFold fold;
  size_t len = 0;
  CHECK(elg_fold((ElgStr){text, n}, &fold));
  for (int i = 0; i < fold.n; i++) {
    const ElgFoldWord *w = fold.word + i;
    CHECK(w->at + w->len <= fold.len && w->from + w->source <= n);
    len += (size_t)snprintf(out + len, sizeof out - len, "%s%s%.*s%s", i ? " " : "", w->flags & ELG_TOKEN_BRACKET ? "(" : "", w->len,
                            fold.text + w->at, w->flags & ELG_TOKEN_DOT ? "." : "");
  }
  out[len] = 0;
  return out;
}
#define FOLDED(text, want) CHECK_TEXT(((ElgStr){folded(text, sizeof(text) - 1), strlen(folded(text, sizeof(text) - 1))}), want)

static void check_words(void)
{
  FOLDED("", "");
  FOLDED(" \t--- ", "");
  FOLDED("The ACME-Intl. Corp", "the acme intl. corp");
  FOLDED("O'Brien’s", "obriens");
  FOLDED("Société Générale", "societe generale");
  FOLDED("Acme (UK) [DE]", "acme (uk (de");
  FOLDED("Acme (UK", "acme (uk");
  FOLDED("Acme) UK", "acme uk");
  FOLDED("Газпром нефть", "gazprom neft");
  FOLDED("ＮＴＴドコモ", "ntt ドコモ");
  FOLDED("ABC株式会社", "abc 株式会社");
  FOLDED("騰訊控股", "腾讯控股");
  FOLDED("サーバー Aー", "サーバー a");
  FOLDED("caf\xE9", "cafe"); /* Windows-1252 */
  FOLDED("Bj\xF6rn\x92s \x8Akoda\x99", "bjorns skoda");
  FOLDED("a\x96" "b \x93z\x94", "a b z");
  FOLDED("nestl\xE9\xAE \xBC", "nestle");
  FOLDED("株式会社青\xE5\xB5", "株式会社青 a"); /* cut */
  FOLDED("a\0b", "a b");
}

static void check_gaps(void)
{
  static ElgFold fold;
  CHECK(elg_fold(ELG_STR("A & B, C /DE/"), &fold));
  CHECK_INT(fold.n, 4);
  CHECK(fold.word[1].gap & ELG_GAP_AND);
  CHECK(fold.word[2].gap & ELG_GAP_COMMA);
  CHECK(fold.word[3].gap & ELG_GAP_SLASH);
  CHECK(fold.word[3].closed);
}

/* Any bytes: inside the bounds, and the same again. */
static void check_random(void)
{
  static ElgFold fold, again;
  char text[ELG_NAME_MAX];
  uint64_t seed = 88172645463325252u;
  int bad = 0;
  for (int round = 0; round < 20000; round++) {
    size_t n = 0, most = (size_t)(round % 100 ? 40 : ELG_NAME_MAX);
    for (; n < most; n++) {
      seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
      text[n] = (char)(round & 1 ? seed >> 20 : 32 + (seed >> 20) % 95);
    }
    int fits = elg_fold((ElgStr){text, n}, &fold);
    bad += fits != elg_fold((ElgStr){text, n}, &again);
    if (!fits) continue;
    bad += fold.n < 0 || fold.n > ELG_FOLD_WORDS || fold.len > ELG_FOLD_TEXT || fold.len != again.len || memcmp(fold.text, again.text, fold.len);
    for (int i = 0; i < fold.n; i++) bad += !fold.word[i].len || fold.word[i].at + fold.word[i].len > fold.len;
  }
  CHECK_INT(bad, 0);
}

static ElgRc sweep(void)
{
  ElgBuf out = {0};
  elg_fold_native(ELG_STR("Τράπεζα Πειραιώς Α.Ε."), &out);
  ElgRc rc = out.rc;
  elg_buf_free(&out);
  return rc;
}

int main(void)
{
  ElgBuf out = {0};
  check_words();
  check_gaps();
  check_random();
  elg_fold_native(ELG_STR("Ёлка"), &out);
  CHECK_TEXT(elg_buf_view(&out), "елка");
  elg_buf_free(&out);
  unit_fault_sweep(sweep);
  return unit_end();
}
