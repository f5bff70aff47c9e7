/* name_reader.h -- the inside of the reader of names (name.h): its room, and the steps of a name on its way to tokens.
**
**   fold        fold.c        bytes to words, lower case
**   words       name_words.c  runs split, letters merged; what the dictionary says of words and phrases
**   dropped     name_drop.c   notes in brackets, what is said twice
**   forms       name_legal.c  legal forms
**   tokens      name.c        kinds, weights, aliases; the names
*/
#ifndef ELG_NAME_READER_H
#define ELG_NAME_READER_H
#include "name/fold.h"
#include "name/name.h"

/* A word on its way to a token: made by the fold, or of its words. */
typedef ElgFoldWord NameWord;

/* Bytes of a name that may have filled its field, and been cut. */
#define ELG_NAME_FIELD 24
#define NAME_WORDS 256
#define NAME_MERGED 4096 /* bytes of merged words */

struct ElgNameReader {
  ElgFold fold;
  NameWord *word; /* of the fold where they stand as they are, else made */
  int n;
  NameWord made[NAME_WORDS];
  NameWord saved[NAME_WORDS]; /* as they were before a name was built of them */
  int text_end, merged; /* bytes in use in the fold's text, and of those merged words */
  /* What no word is or has need not be looked for. */
  uint8_t roles;       /* of any word */
  uint8_t flags;       /* of any word */
  uint8_t phrases;     /* words of the longest phrase of the dictionary, 0: there is none */
  uint8_t is_straight; /* the words stand in the fold's text side by side */
  uint8_t has_known;   /* a word or phrase by which a firm is not known best */
  int forms;           /* words that are legal forms somewhere */
  ElgToken token[NAME_WORDS + ELG_NAME_ALIASES];
  char text[ELG_FOLD_TEXT * 2 + ELG_FOLD_PAD];
  int n_tokens, text_len;
  ElgStr source;
  char plain[ELG_NAME_MAX]; /* the source without entities and letters encoded twice, where it had any */
  uint16_t token_word[NAME_WORDS + ELG_NAME_ALIASES]; /* word of each token */
};

static inline const char *name_at(const ElgNameReader *r, const NameWord *w) { return r->fold.text + w->at; }
static inline ElgStr name_str(const ElgNameReader *r, const NameWord *w) { return (ElgStr){name_at(r, w), w->len}; }

static inline uint64_t name_hash(const NameWord *w) { return w->flags & ELG_TOKEN_NATIVE ? w->key ^ ELG_NATIVE_SALT : w->key; }

static inline void name_set_slot(NameWord *w, const ElgWordSlot *slot)
{
  w->slot = slot;
  w->info = elg_word_table.infos + slot->info;
}

/* What the dictionary says of a word as it would be in Latin letters, and in its own script. */
void elg_name_look_up_native(ElgNameReader *r, NameWord *w);

static inline void name_look_up(ElgNameReader *r, NameWord *w)
{
  w->key = elg_hash_word(name_str(r, w));
  name_set_slot(w, elg_words_slot(w->key));
  if (w->flags & ELG_TOKEN_NATIVE) elg_name_look_up_native(r, w);
}

/* ---- name_words.c ---- */

/* Put text behind the fold's, as the text of w. Returns 0 without room. */
int elg_name_set_text(ElgNameReader *r, NameWord *w, const char *s, size_t n);
/* The words of the fold, as they are where none can be split or merged. Returns 0 when they do not fit. */
int elg_name_words(ElgNameReader *r);
/* Words of the longest phrase from word i on that the dictionary knows, 0: none. */
uint8_t elg_name_longest_phrase(const ElgNameReader *r, int i);
/* What the dictionary says of each word, and of phrases that begin with it. */
void elg_name_classify(ElgNameReader *r);
/* The longest dictionary phrase of two or more words from i on, inside one pair of brackets; known: one that a firm is known
** by other words for. */
const ElgWordSlot *elg_name_phrase(ElgNameReader *r, int i, int known, int *words);
/* Phrases that stand for one thing wherever they are: places, abbreviations, alias markers, fillers. Legal forms
** depend on where they stand and come after. */
void elg_name_phrases(ElgNameReader *r, int from);
/* EDGAR sets the country of a firm behind its form: "Imperial Petroleum Inc./Marshall Islands". */
void elg_name_read_country(ElgNameReader *r);

/* ---- name_drop.c ---- */

/* Whether the word is a stock exchange. */
int elg_name_is_exchange(const ElgNameReader *r, const NameWord *w);
/* Brackets behind the name that hold but notes, an exchange and a symbol, or behind its form the number of a copy. */
void elg_name_drop_notes(ElgNameReader *r);
/* The same behind a dash or a legal form, or before a dash, of three words at most; a number before a dash; "ZZ_" and "MS." in
** front. */
void elg_name_drop_remarks(ElgNameReader *r);
/* Whose a firm is, or where it is registered, behind an article: "Mandiant, a Google company", "Acme Inc., a Delaware corporation". */
void elg_name_drop_owner(ElgNameReader *r);
/* A last bracket that nothing closes, of a name that filled its field: "Acme Widgets Group (Ge". */
void elg_name_drop_cut(ElgNameReader *r);
/* Exchanges set a name twice where an issue has its own: "Ternium S.A. Ternium S.A.". Returns the end of the first half, of two
** words and more, or end. */
int elg_name_once(const ElgNameReader *r, int begin, int end);
/* A phrase and what it stands for beside it: "Petroleo Brasileiro S.A. - Petrobras". */
void elg_name_drop_repeated(ElgNameReader *r, int begin, int end);
/* German exchanges end a name in the currency and the par value: "SANGAMO THERAP.INC.DL-,01". */
void elg_name_drop_par(ElgNameReader *r);
/* Exchanges end a name in the kind of share or receipt, behind its form: "Siemens AG ADR", "Investor AB ser. B", "Beiersdorf AG O.N.". */
void elg_name_drop_shares(ElgNameReader *r);
/* "acmewidgets.co.uk" is a name with a suffix behind it, not a company in the United Kingdom. */
void elg_name_drop_suffix(ElgNameReader *r);
/* Initials and in brackets the words that they stand for are two names: "EBS (E-Billing Solutions)". */
void elg_name_open_spelt(ElgNameReader *r, int begin, int end);
/* The word that is the initials of the others, in front, behind or in brackets: "EDP - Energias de Portugal"; -1: none. */
int elg_name_own_initials(const ElgNameReader *r, int begin, int end, int *symbol);

/* ---- name_legal.c ---- */

/* A word that says nothing of the firm: dropped, in brackets, a stop word. */
int elg_name_is_weak(const NameWord *w);
/* Whether the code of a state or province ends the name: behind a town, a county or "of", behind a comma or in brackets where it is
** nothing else ("Chicago, IL"). "John Doe, MD" is a doctor, "GmbH i.L." in liquidation. */
int elg_name_is_state(const ElgNameReader *r, const NameWord *w);
/* Mark the legal forms. Returns whether words remain that make the core. */
int elg_name_legal(ElgNameReader *r, int begin, int end);
#endif
