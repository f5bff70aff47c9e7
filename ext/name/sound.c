#include "name/sound.h"
#include <string.h>
#include "base/utf8.h"

/* Consonant of hiragana U+3041..U+3096 and, by offset, katakana: 0 for vowels, y, w and small tsu. */
static char sound_kana(uint32_t c)
{
  /* a a i i u u e e o o | ka ga ki gi ku gu ke ge ko go | sa za shi ji su zu se ze so zo | ta da chi di (tsu) tsu du te de to do |
  ** na ni nu ne no | ha ba pa hi bi pi fu bu pu he be pe ho bo po | ma mi mu me mo | ya.. yo | ra ri ru re ro | wa wa wi we wo n vu */
  static const char table[] = "          KGKGKGKGKGSSSSSSSSSSTDTS TSTDTDNNNNNHBPHBPHBPHBPHBPNNNNN      RRRRR     NB  ";
  if (c >= 0x30A1 && c <= 0x30F6) c -= 0x60;
  if (c < 0x3041 || c > 0x3096) return 0;
  char k = table[c - 0x3041];
  return k == ' ' ? 0 : k;
}

static int sound_is_vowel(char c) { return c && strchr("aeiouyw", c) != NULL; }

static void sound_put(ElgSound *out, char c)
{
  if (out->n == ELG_SOUND_MAX) {
    out->script = ELG_SOUND_NONE;
    return;
  }
  out->s[out->n++] = c;
}

/* Consonant of the Latin letter at s[i], 0 for none; *skip letters belong to it besides. */
static char sound_latin(const char *s, size_t n, size_t i, size_t *skip)
{
  char c = s[i], next = i + 1 < n ? s[i + 1] : 0, before = i ? s[i - 1] : 0;
  *skip = next == c;
  switch (c) {
  case 'c':
    if (next == 'h') return *skip = 1, 'T';
    if (next == 'k') *skip = 1;
    return next == 'e' || next == 'i' || next == 'y' ? 'S' : 'K';
  case 'k':
  case 'q': return 'K';
  case 'g': return next == 'e' || next == 'i' ? 'S' : 'G';
  case 's':
  case 't':
    if (next == 'h') *skip = 1;
    return c == 's' || next == 'h' ? 'S' : 'T';
  case 'z':
  case 'j': return 'S';
  case 'x': return 'K';
  case 'd': return 'D';
  case 'b':
  case 'v': return 'B';
  case 'p':
    if (next == 'h') return *skip = 1, 'H';
    return 'P';
  case 'f': return 'H';
  case 'h': return sound_is_vowel(next) ? 'H' : 0;
  case 'l': return 'R';
  case 'r': return sound_is_vowel(before) && !sound_is_vowel(next) ? 0 : 'R';
  case 'm':
  case 'n': return 'N';
  default: return 0;
  }
}

static void sound_word_latin(ElgSound *out, ElgStr s)
{
  size_t skip;
  for (size_t i = 0; i < s.n && out->script; i += 1 + skip) {
    if (s.s[i] < 'a' || s.s[i] > 'z') {
      out->script = ELG_SOUND_NONE;
      return;
    }
    char c = sound_latin(s.s, s.n, i, &skip);
    if (c) sound_put(out, c);
    if (s.s[i] == 'x') sound_put(out, 'S');
  }
}

static void sound_word_kana(ElgSound *out, ElgStr s)
{
  uint32_t c;
  for (size_t i = 0; i < s.n && out->script;) {
    i += elg_utf8_decode(s.s + i, s.n - i, &c);
    int known = (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30F6) || c == 0x30FC;
    char k = sound_kana(c);
    if (!known) out->script = ELG_SOUND_NONE;
    else if (k) sound_put(out, k);
  }
}

/* A vowel the name begins with, or y or w, as one consonant more: "Onex" is not "Max". */
static char sound_onset(const ElgName *name, const ElgToken *t)
{
  const char *s = name->text + t->at;
  uint32_t c;
  if (!(t->flags & ELG_TOKEN_CJK)) return !sound_is_vowel(s[0]) ? 0 : s[0] == 'y' || s[0] == 'w' ? 'Y' : 'A';
  elg_utf8_decode(s, t->len, &c);
  if (c >= 0x30A1 && c <= 0x30F6) c -= 0x60;
  if (c >= 0x3041 && c <= 0x304A) return 'A';
  return (c >= 0x3083 && c <= 0x3088) || (c >= 0x308E && c <= 0x3092) ? 'Y' : 0;
}

void elg_sound(const ElgName *name, ElgSound *out)
{
  int kana = 0, telling = 0;
  *out = (ElgSound){.script = ELG_SOUND_LATIN};
  for (int i = 0; i < name->n; i++)
    telling |= elg_token_is_core(name->tokens + i) && name->tokens[i].kind != ELG_TOKEN_FILLER;
  for (int i = 0; i < name->n && out->script; i++) {
    const ElgToken *t = name->tokens + i;
    if (!elg_token_is_core(t) || (telling && t->kind == ELG_TOKEN_FILLER)) continue;
    char onset = out->n ? 0 : sound_onset(name, t);
    if (onset) sound_put(out, onset);
    kana |= t->flags & ELG_TOKEN_CJK;
    if (t->flags & ELG_TOKEN_CJK) sound_word_kana(out, elg_name_text(name, i));
    else sound_word_latin(out, elg_name_text(name, i));
  }
  if (out->n < 3) out->script = ELG_SOUND_NONE;
  if (out->script && kana) out->script = ELG_SOUND_KANA;
}
