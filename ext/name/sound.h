/* sound.h -- the consonants of a name as Japanese hears them, so that Latin and kana spellings of it meet:
** "Prime Polymer" and プライムポリマー are both P R N P R N. Hangul has them as firms of Korea write them in Latin letters: 메디톡스 and
** "Medytox" are N D T K S.
**
** Vowels go but for one at the beginning; l is r, v is b, m is n, z, j and sh are s, ch is t; r behind a vowel goes unless a vowel follows (ー in kana).
** Heuristic, our own. A pure function.
*/
#ifndef ELG_SOUND_H
#define ELG_SOUND_H
#include "name/name.h"

#define ELG_SOUND_MAX 24
typedef enum { ELG_SOUND_NONE, ELG_SOUND_LATIN, ELG_SOUND_KANA } ElgSoundScript;
typedef struct {
  char s[ELG_SOUND_MAX];
  uint8_t n;
  uint8_t script; /* KANA: at least one word in kana or Hangul; NONE: too short, too long, or letters without a known sound */
} ElgSound;

/* The sound of the core words, without fillers where others remain, and without the tokens whose bits are set; n is 0 where script
** is NONE. About 30 ns. */
void elg_sound(const ElgName *name, uint64_t without, ElgSound *out);
/* Whether a word of the name begins with Hangul. */
int elg_name_has_hangul(const ElgName *name);
/* How alike the cores are spelt, vowels included, in [0,1], when one is in kana or Hangul and the other in Latin letters: "Hayashida" and
** ハヤシダ 1, "Hayashide" less. Twice the longest common subsequence over both lengths. Without the tokens whose bits are set. About 200 ns. */
double elg_sound_spelling(const ElgName *a, uint64_t without_a, const ElgName *b, uint64_t without_b);
/* Whether the core of kana spells the letters of latin's core one by one: "JSP" and ジェイエスピー or
** 제이에스피. */
int elg_sound_spells(const ElgName *latin, const ElgName *kana);
#endif
