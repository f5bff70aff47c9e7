#include "name/sound.h"
#include <string.h>
#include "base/utf8.h"
#include "sounds_gen.h"

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

/* A syllable of Hangul: which first consonant, vowel and last consonant it has. */
typedef struct {
  int first, vowel, last;
} SoundHangul;
enum { SOUND_HANGUL = 0xAC00, SOUND_HANGUL_N = 11172, SOUND_SILENT = 11, SOUND_LAST_NG = 21 };

static int sound_is_hangul(uint32_t c) { return c - SOUND_HANGUL < SOUND_HANGUL_N; }

static SoundHangul sound_hangul(uint32_t c)
{
  int i = (int)(c - SOUND_HANGUL);
  return (SoundHangul){i / 588, i % 588 / 28, i % 28};
}

/* Whether a syllable's first consonant doubles the last of that before: the two are one sound, as in 셀렉 and "Select". */
static int sound_is_doubled(SoundHangul before, SoundHangul h)
{
  return (before.last == 4 && h.first == 2) || (before.last == 8 && h.first == 5) || (before.last == 16 && h.first == 6);
}

/* The first consonant of a syllable, 0 for none: firms write the first letter g between vowels and before the vowel that loan words
** have for none, else k. */
static char sound_first(SoundHangul before, SoundHangul h)
{
  static const char table[] = "KKNDTRNBPSS SSTKTPH";
  if (h.first == SOUND_SILENT || sound_is_doubled(before, h)) return 0;
  if (!h.first && (h.vowel == 18 || (before.vowel >= 0 && !before.last))) return 'G';
  return table[h.first];
}

/* A sound in the making: the last word may run over, by two consonants a letter. */
typedef struct {
  char s[ELG_SOUND_MAX + 2 * 255];
  uint8_t script;
  size_t n;
} Sound;

static void sound_put(Sound *out, char c)
{
  if (out->n == ELG_SOUND_MAX) out->script = ELG_SOUND_NONE;
  else out->s[out->n++] = c;
}

/* The automaton of a word. */
typedef struct {
  unsigned state, seen, odd; /* odd: bits of bytes that are no lower-case letters */
  size_t n;                  /* consonants so far */
} SoundWord;

/* Take the byte next; s is where the consonants go. */
static inline SoundWord sound_step(SoundWord w, char *s, unsigned char next)
{
  unsigned step = sounds_gen[w.state * 32 | (next & 31)];
  s[w.n] = (char)step;
  w.n += step / SOUND_PUT & 1;
  if (step & SOUND_DOUBLE) s[w.n++] = 'S';
  return (SoundWord){step / SOUND_STATE, w.seen | step, w.odd | (next ^ 0x60u), w.n};
}

static void sound_word_latin(Sound *out, ElgStr s)
{
  unsigned char first = (unsigned char)s.s[0];
  SoundWord w = {first & 31u, 0, first ^ 0x60u, out->n};
  for (size_t i = 1; i < s.n; i++) w = sound_step(w, out->s, (unsigned char)s.s[i]);
  w = sound_step(w, out->s, 0x60);
  out->n = w.n;
  if ((w.seen & SOUND_BAD) | (w.odd & 0xE0) | (w.n > ELG_SOUND_MAX)) out->script = ELG_SOUND_NONE;
}

static const char sound_last_table[] = " KKKNNNTRKNRRRPRNPPTTNTTKTPT"; /* of Hangul's last consonants */

static void sound_put_hangul(Sound *out, SoundHangul before, SoundHangul h)
{
  char first = sound_first(before, h);
  if (first) sound_put(out, first);
  if (h.last) sound_put(out, sound_last_table[h.last]);
  if (h.last == SOUND_LAST_NG) sound_put(out, 'G');
}

static void sound_word_kana(Sound *out, ElgStr s)
{
  uint32_t c;
  SoundHangul before = {0, -1, 0};
  for (size_t i = 0; i < s.n && out->script;) {
    i += elg_utf8_decode(s.s + i, s.n - i, &c);
    if (sound_is_hangul(c)) {
      SoundHangul h = sound_hangul(c);
      sound_put_hangul(out, before, h);
      before = h;
      continue;
    }
    int known = (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30F6) || c == 0x30FC;
    char k = sound_kana(c);
    if (!known) out->script = ELG_SOUND_NONE;
    else if (k) sound_put(out, k);
  }
}

static int sound_is_vowel(char c)
{
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w';
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
  if (sound_is_hangul(c)) {
    SoundHangul h = sound_hangul(c);
    int woo = h.vowel == 13 && h.last != 8; /* 우리 is Woori, 울산 Ulsan */
    return h.first != SOUND_SILENT ? 0 : woo ? 'Y' : "AAYYAAYYAYYAYAYYYYAAA"[h.vowel];
  }
  return (c >= 0x3083 && c <= 0x3088) || (c >= 0x308E && c <= 0x3092) ? 'Y' : 0;
}

int elg_name_has_hangul(const ElgName *name)
{
  uint32_t c;
  for (int i = 0; i < name->n; i++) {
    if (!(name->tokens[i].flags & ELG_TOKEN_CJK)) continue;
    elg_utf8_decode(name->text + name->tokens[i].at, name->tokens[i].len, &c);
    if (sound_is_hangul(c)) return 1;
  }
  return 0;
}

/* Whether fillers are left out: another core word remains. */
static int sound_is_telling(const ElgName *name)
{
  for (int i = 0; i < name->n; i++)
    if (elg_token_is_core(name->tokens + i) && name->tokens[i].kind != ELG_TOKEN_FILLER) return 1;
  return 0;
}

void elg_sound(const ElgName *name, uint64_t without, ElgSound *out)
{
  int kana = 0, telling = sound_is_telling(name);
  Sound sound;
  sound.script = ELG_SOUND_LATIN;
  sound.n = 0;
  for (int i = 0; i < name->n && sound.script; i++) {
    const ElgToken *t = name->tokens + i;
    if (!elg_token_is_core(t) || (telling && t->kind == ELG_TOKEN_FILLER) || (without >> i & 1)) continue;
    char onset = sound.n ? 0 : sound_onset(name, t);
    if (onset) sound_put(&sound, onset);
    kana |= t->flags & ELG_TOKEN_CJK;
    if (t->flags & ELG_TOKEN_CJK) sound_word_kana(&sound, elg_name_text(name, i));
    else sound_word_latin(&sound, elg_name_text(name, i));
  }
  if (sound.n < 3) sound.script = ELG_SOUND_NONE;
  out->script = sound.script && kana ? ELG_SOUND_KANA : sound.script;
  out->n = sound.script ? (uint8_t)sound.n : 0;
  memcpy(out->s, sound.s, sizeof out->s);
}

/* ---- with vowels ---- */

/* Letters of a name written together; the longest common subsequence takes a bit each. */
enum { SOUND_LETTERS_MAX = 64 };
typedef struct {
  char s[SOUND_LETTERS_MAX];
  int n;
} SoundText;

static char sound_last(const SoundText *out) { return out->n ? out->s[out->n - 1] : ' '; }

/* A letter is put once where it is doubled, and u is not put behind o: a long vowel is a short one. */
static void sound_put_letter(SoundText *out, char c)
{
  if (out->n >= SOUND_LETTERS_MAX - 1 || c == sound_last(out) || (c == 'u' && sound_last(out) == 'o')) return;
  out->s[out->n++] = c;
}

static void sound_spell_hangul(SoundText *out, SoundHangul h)
{
  static const char firsts[] = "kkndtrmbpss sstktph", lasts[] = " kkknnntrkmrrrprmppttnttktpt";
  static const char vowels[][4] = {"a", "ae", "ia", "e", "eo", "e", "io", "ie", "o", "ua", "ue",
                                   "oe", "io", "u", "uo", "ue", "ui", "iu", "u", "ui", "i"};
  if (h.first != SOUND_SILENT) sound_put_letter(out, firsts[h.first]);
  for (const char *v = vowels[h.vowel]; *v; v++) sound_put_letter(out, *v);
  if (h.last) sound_put_letter(out, lasts[h.last]);
  if (h.last == SOUND_LAST_NG) sound_put_letter(out, 'g');
}

/* Consonant and vowel of hiragana U+3041..U+3096; a small vowel takes the place of the vowel before it. */
static void sound_spell_kana(SoundText *out, ElgStr s)
{
  static const char consonants[] =
      "          kgkgkgkgkgsssssssssstdts tstdtdnnnnnhbphbphbphbphbpmmmmm      rrrrr     nb";
  static const char vowels[] = "aaiiuueeooaaiiuueeooaaiiuueeooaaii uueeooaiueoaaaiiiuuueeeoooaiueoaauuooaiueoaaieo u";
  uint32_t c;
  for (size_t i = 0; i < s.n;) {
    i += elg_utf8_decode(s.s + i, s.n - i, &c);
    if (sound_is_hangul(c)) sound_spell_hangul(out, sound_hangul(c));
    if (c >= 0x30A1 && c <= 0x30F6) c -= 0x60;
    if (c < 0x3041 || c > 0x3094 || c == 0x3063) continue; /* small tsu */
    int vowel = c < 0x304B, is_small = vowel && (c & 1), y = c >= 0x3083 && c <= 0x3088, w = c >= 0x308E && c <= 0x3092;
    int glide = y && (c & 1);
    if ((is_small || glide) && out->n) out->n--;
    if (glide && out->n && sound_last(out) != 's' && sound_last(out) != 't') out->s[out->n++] = 'y';
    else if (y && !glide) sound_put_letter(out, 'i');
    else if (w && c != 0x3092) sound_put_letter(out, 'u');
    if (consonants[c - 0x3041] != ' ') sound_put_letter(out, consonants[c - 0x3041]);
    if (vowels[c - 0x3041] != ' ') sound_put_letter(out, vowels[c - 0x3041]);
  }
}

/* The same for a Latin letter between two others, ' ' at the ends: 0 where it is not heard. */
static char sound_latin(char before, char c, char next)
{
  int vowel = sound_is_vowel(next), soft = next == 'e' || next == 'i' || next == 'y';
  switch (c) {
  case 'b':
  case 'v': return 'b';
  case 'c': return next == 'h' ? 't' : soft ? 's' : 'k';
  case 'f': return 'h';
  case 'h': return vowel && (before == ' ' || sound_is_vowel(before)) ? 'h' : 0;
  case 'j':
  case 'z': return 's';
  case 'l': return 'r';
  case 'm': return next == 'b' || next == 'p' ? 'n' : 'm';
  case 'p': return next == 'h' ? 'h' : 'p';
  case 'q':
  case 'x': return 'k';
  case 'r': return sound_is_vowel(before) && !vowel ? 0 : 'r';
  case 's': return before == 't' ? 0 : 's';
  case 'w': return 'u';
  case 'y': return !vowel || sound_is_vowel(before) || before == ' ' ? 'i' : before == 's' || before == 't' ? 0 : 'y';
  default: return c;
  }
}

static void sound_spell_latin(SoundText *out, ElgStr s)
{
  for (size_t i = 0; i < s.n; i++) {
    char c = sound_latin(i ? s.s[i - 1] : ' ', s.s[i], i + 1 < s.n ? s.s[i + 1] : ' ');
    if (c) sound_put_letter(out, c);
    if (s.s[i] == 'x') sound_put_letter(out, 's');
  }
}

static void sound_spell(const ElgName *name, uint64_t without, SoundText *out)
{
  int telling = sound_is_telling(name);
  out->n = 0;
  for (int i = 0; i < name->n; i++) {
    const ElgToken *t = name->tokens + i;
    if (!elg_token_is_core(t) || (telling && t->kind == ELG_TOKEN_FILLER) || (without >> i & 1)) continue;
    if (t->flags & ELG_TOKEN_CJK) sound_spell_kana(out, elg_name_text(name, i));
    else sound_spell_latin(out, elg_name_text(name, i));
  }
}

/* Length of the longest common subsequence, a bit for each letter of s (Hyyro 2004). */
static int sound_common(const SoundText *s, const SoundText *t)
{
  uint64_t at[128] = {0}, rest = ~(uint64_t)0;
  int n = 0;
  for (int i = 0; i < s->n; i++) at[s->s[i] & 127] |= (uint64_t)1 << i;
  for (int j = 0; j < t->n; j++) {
    uint64_t meet = rest & at[t->s[j] & 127];
    rest = (rest + meet) | (rest - meet);
  }
  for (int i = 0; i < s->n; i++) n += !(rest >> i & 1);
  return n;
}

double elg_sound_spelling(const ElgName *a, uint64_t without_a, const ElgName *b, uint64_t without_b)
{
  SoundText s, t;
  sound_spell(a, without_a, &s);
  sound_spell(b, without_b, &t);
  return s.n + t.n ? 2.0 * sound_common(&s, &t) / (s.n + t.n) : 0;
}

/* ---- letter by letter ---- */

/* Names of the letters, each set apart by a blank. */
static const char *const sound_letters[26] = {
    "エー エイ エ 에이", "ビー ビ 비", "シー シ 씨 시", "ディー デー ディ 디", "イー イ 이", "エフ 에프", "ジー ジ 지", "エイチ エッチ 에이치", "アイ 아이",
    "ジェイ ジェー 제이", "ケー ケイ 케이", "エル 엘", "エム 엠", "エヌ 엔", "オー オ 오", "ピー ピ 피", "キュー 큐", "アール 알", "エス 에스",
    "ティー ティ テー 티", "ユー ユ 유", "ブイ ヴィ ヴィー 브이", "ダブリュー ダブル ダブリュ 더블유 더블류", "エックス 엑스", "ワイ 와이", "ゼット 제트 지"};

static int sound_spells(ElgStr letters, ElgStr kana)
{
  if (!letters.n || !kana.n) return letters.n == kana.n;
  if (letters.s[0] < 'a' || letters.s[0] > 'z') return 0;
  for (const char *at = sound_letters[letters.s[0] - 'a']; *at; at += strspn(at, " ")) {
    size_t n = strcspn(at, " ");
    if (n <= kana.n && !memcmp(at, kana.s, n) &&
        sound_spells((ElgStr){letters.s + 1, letters.n - 1}, (ElgStr){kana.s + n, kana.n - n})) return 1;
    at += n;
  }
  return 0;
}

int elg_sound_spells(const ElgName *latin, const ElgName *kana)
{
  return latin->core_len >= 2 && latin->core_len <= 5 &&
         sound_spells((ElgStr){latin->text, latin->core_len}, (ElgStr){kana->text, kana->core_len});
}
