#include "name/fold.h"
#include <string.h>
#include "base/bytes.h"
#include "base/utf8.h"
#include "name/letter.h"
#include "letters_gen.h"

/* Flags of a word whose script is spelt by ear. */
enum { FOLD_BY_EAR = ELG_TOKEN_NATIVE | ELG_TOKEN_DIGRAPH };

enum { FOLD_WORD, FOLD_SPACE, FOLD_NONE, FOLD_DOT, FOLD_OPEN, FOLD_CLOSE, FOLD_AND, FOLD_SLASH, FOLD_COMMA };

typedef struct {
  ElgFold *out;
  ElgFoldWord *word; /* open word, or NULL */
  int depth;         /* open brackets */
  uint8_t gap;
  uint16_t at;       /* offset of the current byte */
  int overflow;
  int inherent;      /* an Indic consonant, behind which an a is heard if more of the word follows */
} Folder;

/* What an ASCII byte is, and its lower case. */
static uint8_t fold_class(unsigned char c)
{
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return FOLD_WORD;
  switch (c) {
  case '\'':
  case '`': return FOLD_NONE;
  case '.': return FOLD_DOT;
  case '(':
  case '[':
  case '{': return FOLD_OPEN;
  case ')':
  case ']':
  case '}': return FOLD_CLOSE;
  case '&':
  case '+': return FOLD_AND;
  case '/':
  case '\\': return FOLD_SLASH;
  case ',':
  case ';': return FOLD_COMMA;
  default: return FOLD_SPACE;
  }
}

static void fold_end(Folder *f)
{
  if (f->word) f->word->source = (uint16_t)(f->at - f->word->from);
  if (f->word && !f->word->len) f->out->n--; /* nothing but hard and soft signs */
  f->inherent = 0;
  f->word = NULL;
}

static inline void fold_start(ElgFoldWord *w, size_t at, size_t from, int depth, uint8_t gap)
{
  w->at = (uint16_t)at;
  w->from = (uint16_t)from;
  w->len = w->source = w->legal = 0;
  w->flags = depth ? ELG_TOKEN_BRACKET : 0;
  w->gap = gap;
  w->closed = w->elided = w->dropped = w->phrase = 0;
}

static void fold_begin(Folder *f)
{
  ElgFold *out = f->out;
  if (out->n == ELG_FOLD_WORDS) {
    f->overflow = 1;
    out->n--;
  }
  f->word = out->word + out->n++;
  fold_start(f->word, out->len, f->at, f->depth, f->gap);
  f->gap = 0;
}

static void fold_separator(Folder *f, uint8_t kind)
{
  ElgFold *out = f->out;
  if (f->word && kind == FOLD_DOT) f->word->flags |= ELG_TOKEN_DOT;
  fold_end(f);
  switch (kind) {
  case FOLD_OPEN: f->depth++; break;
  case FOLD_CLOSE: f->depth -= f->depth > 0; break;
  case FOLD_AND: f->gap |= ELG_GAP_AND; break;
  case FOLD_COMMA: f->gap |= ELG_GAP_COMMA; break;
  case FOLD_SLASH:
    f->gap |= ELG_GAP_SLASH;
    if (out->n) out->word[out->n - 1].closed = 1;
    break;
  default: break;
  }
  if (kind != FOLD_DOT && kind != FOLD_AND && kind != FOLD_SLASH) f->gap |= ELG_GAP_BLANK;
}

static void fold_text(Folder *f, const char *s, size_t n, uint8_t flags)
{
  ElgFold *out = f->out;
  if (f->word && ((f->word->flags ^ flags) & ELG_TOKEN_CJK)) fold_end(f);
  if (!f->word) fold_begin(f);
  f->word->flags |= flags;
  if (out->len + n > ELG_FOLD_TEXT) {
    f->overflow = 1;
    return;
  }
  memcpy(out->text + out->len, s, n);
  out->len = (uint16_t)(out->len + n);
  f->word->len = (uint16_t)(f->word->len + n);
}

/* Typographic forms of ASCII punctuation, full-width forms included; else c itself. */
static uint32_t fold_ascii(uint32_t c)
{
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  switch (c) {
  case 0x3010:
  case 0x3014:
  case 0x300C:
  case 0xFF62: return '(';
  case 0x3011:
  case 0x3015:
  case 0x300D:
  case 0xFF63: return ')';
  default: return c;
  }
}

/* An apostrophe behind d, l, dell and the like may end an article or a preposition. */
static void fold_apostrophe(Folder *f)
{
  static const ElgStr elided[] = {ELG_STR("d"), ELG_STR("l"), ELG_STR("dell"), ELG_STR("all"), ELG_STR("nell"), ELG_STR("sull")};
  if (!f->word || f->word->flags) return;
  ElgStr s = {f->out->text + f->word->at, f->word->len};
  for (size_t i = 0; i < ELG_COUNT(elided); i++)
    if (elg_str_equal(s, elided[i])) f->word->elided = (uint8_t)s.n;
}

static void fold_byte(Folder *f, unsigned char c)
{
  uint8_t kind = fold_class(c);
  if (kind == FOLD_NONE) fold_apostrophe(f);
  if (kind == FOLD_WORD) {
    char lower = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    fold_text(f, &lower, 1, 0);
  } else if (kind != FOLD_NONE) {
    fold_separator(f, kind);
  }
}

static const ElgLetter *fold_letter(uint32_t c, ElgLetter *slow)
{
  for (size_t i = 0; i < ELG_COUNT(letters_blocks); i++) {
    uint32_t in = c - letters_blocks[i].first;
    if (in < letters_blocks[i].end - letters_blocks[i].first) return letters_gen + letters_blocks[i].at + in;
  }
  *slow = elg_letter(c);
  return slow;
}

/* A sign that spells words, like U+3231: separators around each of them. */
static void fold_words(Folder *f, const ElgLetter *letter)
{
  fold_separator(f, FOLD_SPACE);
  for (size_t i = 0; i < letter->n;) {
    size_t n = 0;
    uint32_t c;
    while (i + n < letter->n && letter->text[i + n] != ' ') n++;
    if (n) {
      elg_utf8_decode(letter->text + i, n, &c);
      fold_text(f, letter->text + i, n, elg_letter_is_cjk(c) ? ELG_TOKEN_CJK : 0);
    }
    fold_separator(f, FOLD_SPACE);
    i += n + 1;
  }
}

/* A letter of CJK of three bytes that folds to three bytes: kana, the common ideographs, Hangul. 0 for anything else. */
static uint32_t fold_cjk(const unsigned char *s, size_t n)
{
  if (n < 3 || s[0] < 0xE3 || s[0] > 0xED || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80) return 0;
  uint32_t c = (s[0] & 15u) << 12 | (s[1] & 63u) << 6 | (s[2] & 63u);
  int is_cjk = (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC && c != 0x30FB) || (c >= 0x4E00 && c <= 0x9FFF) ||
               (c >= 0xAC00 && c <= 0xD7A3);
  return is_cjk ? c : 0;
}

/* Returns 0 for what is no Indic letter. */
static int fold_indic(Folder *f, uint32_t c)
{
  const char *text;
  ElgIndic kind = elg_letter_indic(c, &text);
  if (kind == ELG_INDIC_OTHER) return 0;
  if (kind == ELG_INDIC_NUKTA) {
    ElgFold *out = f->out;
    char *last = f->word && f->word->len ? out->text + out->len - 1 : NULL;
    if (last && *last == 'j') *last = 'z';
    if (last && *last == 'd') *last = 'r';
    return 1;
  }
  if (f->word && f->inherent && kind != ELG_INDIC_SIGN && kind != ELG_INDIC_VIRAMA) fold_text(f, "a", 1, 0);
  fold_text(f, text, strlen(text), FOLD_BY_EAR);
  f->inherent = kind == ELG_INDIC_CONSONANT;
  return 1;
}

/* Letters that are transliterated and whose words the dictionary has for themselves: Greek to Arabic with their forms in Unicode. */
static int fold_is_native(uint32_t c)
{
  return (c >= 0x370 && c < 0x700) || (c >= 0x10A0 && c < 0x1100) ||
         (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF);
}

/* Of these, the scripts that write all vowels: Greek, Cyrillic, Armenian and Georgian. */
static int fold_is_alphabet(uint32_t c) { return c < 0x590 || (c >= 0x10A0 && c < 0x1100); }

static void fold_point(Folder *f, uint32_t c)
{
  ElgLetter slow;
  c = fold_ascii(c);
  if (c < 0x80) {
    fold_byte(f, (unsigned char)c);
    return;
  }
  if (c == 0x30FC && (!f->word || !(f->word->flags & ELG_TOKEN_CJK))) { /* a length mark after Latin is a dash */
    fold_separator(f, FOLD_SPACE);
    return;
  }
  if (c - ELG_INDIC_FIRST < ELG_INDIC_END - ELG_INDIC_FIRST && fold_indic(f, c)) return;
  const ElgLetter *letter = fold_letter(c, &slow);
  if (letter->kind == ELG_LETTER_SPACE) {
    fold_words(f, letter);
  } else if (letter->kind == ELG_LETTER_WORD) {
    uint32_t folded = c; /* half-width kana fold to kana */
    if (letter->n) elg_utf8_decode(letter->text, letter->n, &folded);
    uint8_t flags = elg_letter_is_cjk(folded) || (folded == 0x30FC) ? ELG_TOKEN_CJK : 0;
    if (letter->is_digraph) flags |= ELG_TOKEN_DIGRAPH;
    if (fold_is_native(c) && (letter->n != 1 || letter->text[0] > '9')) flags |= fold_is_alphabet(c) ? ELG_TOKEN_NATIVE : FOLD_BY_EAR;
    fold_text(f, letter->text, letter->n, flags);
  } else if (c == 0x2019) {
    fold_apostrophe(f);
  }
}

static void fold_note(ElgFold *out)
{
  int letters = 0, flags = 0, gaps = 0, thai = 0;
  for (int i = 0; i < out->n; i++) {
    thai |= elg_fold_is_thai(out, out->word + i);
    letters += out->word[i].len == 1;
    flags |= out->word[i].flags;
    gaps |= out->word[i].gap;
  }
  out->has_letters = letters > 1;
  out->has_cjk = (flags & ELG_TOKEN_CJK) != 0;
  out->has_thai = (uint8_t)thai;
  out->gaps = (uint8_t)gaps;
}

/* A byte that is no UTF-8 is Windows-1252, without the signs from 0xA0 on; behind characters that are UTF-8 it is what a field cut left
** of one, and only a letter is kept. */
static uint32_t fold_bad(unsigned char byte, int is_utf8)
{
  return byte >= 0xC0 || (!is_utf8 && byte < 0xA0) ? elg_1252(byte) : ' ';
}

/* Any bytes. Returns 0 when there are too many words. */
static int fold_any(ElgStr text, ElgFold *out)
{
  Folder f = {out, NULL, 0, 0, 0, 0, 0};
  const unsigned char *s = (const unsigned char *)text.s;
  int is_utf8 = 0;
  out->n = 0;
  out->len = 0;
  for (size_t i = 0; i < text.n;) {
    f.at = (uint16_t)i;
    if (s[i] < 0x80) {
      uint8_t kind = letters_ascii[s[i]];
      if (kind < 0x80) { /* the folded letter or digit itself */
        if (!f.word || (f.word->flags & ELG_TOKEN_CJK)) fold_end(&f), fold_begin(&f);
        size_t len = out->len;
        do {
          out->text[len++] = (char)kind;
          i++;
        } while (i < text.n && s[i] < 0x80 && (kind = letters_ascii[s[i]]) < 0x80);
        f.word->len = (uint16_t)(f.word->len + (len - out->len));
        out->len = (uint16_t)len;
      } else {
        fold_byte(&f, s[i++]);
      }
      continue;
    }
    uint32_t cjk = fold_cjk(s + i, text.n - i);
    if (cjk && (cjk != 0x30FC || (f.word && f.word->flags & ELG_TOKEN_CJK))) { /* no run begins with a length mark */
      if (!f.word || !(f.word->flags & ELG_TOKEN_CJK)) fold_end(&f), fold_begin(&f);
      f.word->flags |= ELG_TOKEN_CJK;
      is_utf8 = 1;
      size_t len = out->len;
      do {
        uint32_t folded = elg_letter_han(cjk);
        out->text[len++] = (char)(0xE0 | folded >> 12);
        out->text[len++] = (char)(0x80 | (folded >> 6 & 63));
        out->text[len++] = (char)(0x80 | (folded & 63));
        i += 3;
      } while ((cjk = fold_cjk(s + i, text.n - i)) != 0);
      f.word->len = (uint16_t)(f.word->len + (len - out->len));
      out->len = (uint16_t)len;
      continue;
    }
    uint32_t c;
    i += elg_utf8_decode(text.s + i, text.n - i, &c);
    if (c == ELG_BAD_UTF8) c = fold_bad(s[i - 1], is_utf8);
    else is_utf8 = 1;
    fold_point(&f, c);
  }
  f.at = (uint16_t)text.n;
  fold_end(&f);
  if (out->n) out->word[out->n - 1].closed = 1;
  fold_note(out);
  return !f.overflow;
}

/* ---- short names in ASCII without apostrophes: most of them ---- */

enum { FOLD_PLAIN = 63, FOLD_BRACKET = 128 };

/* ELG_GAP bits of a separator; FOLD_BRACKET besides for brackets. */
static const uint8_t fold_gaps[128] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 2, 1, 129, 129, 1, 2, 9, 1, 0, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1, /* & ( ) + , . / ; */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 129, 4, 129, 1, 1, /* [ \ ] */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 129, 1, 129, 1, 1  /* { } */
};

/* Put text (at most FOLD_PLAIN bytes) into lower[FOLD_PLAIN + 17] and mark its letters and digits. Returns 0 for apostrophes
** and bytes beyond ASCII. */
static int fold_scan(ElgStr text, char *lower, uint64_t *letters)
{
  ElgBytesKind kind;
  if (text.n < 16) {
    kind = elg_bytes_fold(elg_bytes_short(text.s, text.n), lower);
    *letters = kind.words;
    return !kind.odd;
  }
  uint32_t odd = 0;
  *letters = 0;
  for (size_t i = 0; i < text.n; i += 16) {
    size_t at = i + 16 <= text.n ? i : text.n - 16;
    kind = elg_bytes_fold(elg_bytes_at(text.s + at), lower + at);
    *letters |= (uint64_t)kind.words << at;
    odd |= kind.odd;
  }
  return !odd;
}

/* The gap bits of n separators, which may open and close brackets. */
static uint8_t fold_gap(const char *s, size_t n, int *depth)
{
  uint8_t bits = 0;
  for (size_t i = 0; i < n; i++) {
    uint8_t kind = fold_class((unsigned char)s[i]);
    bits |= fold_gaps[(unsigned char)s[i]];
    *depth += kind == FOLD_OPEN;
    *depth -= kind == FOLD_CLOSE && *depth;
  }
  return bits & (uint8_t)~FOLD_BRACKET;
}

static int fold_plain(ElgStr text, ElgFold *out)
{
  char lower[FOLD_PLAIN + 17];
  uint64_t marks;
  int depth = 0, gaps = 0;
  size_t at = 0, len = 0; /* end of the last word, and of the text */
  ElgFoldWord *w = out->word;
  if (!fold_scan(text, lower, &marks)) return 0;
  uint64_t letters = marks & ~(marks << 1) & ~(marks >> 1);
  for (; marks; marks &= marks + (marks & (0 - marks)), w++) {
    size_t from = elg_bytes_lowest(marks), n = elg_bytes_lowest(~(marks >> from)), blank = from - at;
    int gap = (fold_gaps[(unsigned char)lower[at]] & -(blank > 0)) | (fold_gaps[(unsigned char)lower[at + 1]] & -(blank > 1));
    if (blank > 2 || gap & FOLD_BRACKET) gap = fold_gap(lower + at, blank, &depth);
    if (at) {
      w[-1].flags |= lower[at] == '.' ? ELG_TOKEN_DOT : 0;
      w[-1].closed = (gap & ELG_GAP_SLASH) != 0;
    }
    fold_start(w, len, from, depth, (uint8_t)gap);
    w->len = w->source = (uint16_t)n;
    gaps |= gap;
    elg_bytes_copy(out->text + len, lower + from, n);
    len += n;
    at = from + n;
  }
  out->n = (int)(w - out->word);
  out->len = (uint16_t)len;
  out->has_letters = (letters & (letters - 1)) != 0;
  out->has_cjk = out->has_thai = 0;
  out->gaps = (uint8_t)gaps;
  if (!at) return 1;
  w[-1].closed = 1;
  w[-1].flags |= ((at < text.n) & (lower[at] == '.')) ? ELG_TOKEN_DOT : 0;
  return 1;
}

int elg_fold(ElgStr text, ElgFold *out)
{
  return (text.n <= FOLD_PLAIN && fold_plain(text, out)) || fold_any(text, out);
}

void elg_fold_native(ElgStr text, ElgBuf *out)
{
  uint32_t d[ELG_DECOMPOSED_MAX], c;
  for (size_t i = 0; i < text.n;) {
    i += elg_utf8_decode(text.s + i, text.n - i, &c);
    size_t n = c == ELG_BAD_UTF8 ? 0 : elg_utf8_fold(c, d);
    for (size_t k = 0; k < n; k++) {
      char encoded[4];
      ElgCharClass class = elg_utf8_class(d[k]);
      if (class == ELG_CHAR_OTHER || (class == ELG_CHAR_MARK && d[k] <= 0x36F) || elg_letter_is_optional(d[k])) continue;
      elg_buf_put(out, encoded, elg_utf8_encode(elg_letter_own(d[k]), encoded));
    }
  }
}
