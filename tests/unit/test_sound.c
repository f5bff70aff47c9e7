#include "name/sound.h"
#include <string.h>
#include "unit.h"

static ElgNameReader *one, *two;

static double spelling(const char *a, const char *b)
{
  ElgNames x, y;
  ElgErr err;
  CHECK_INT(elg_name_read(one, (ElgStr){a, strlen(a)}, &x, &err), ELG_OK);
  CHECK_INT(elg_name_read(two, (ElgStr){b, strlen(b)}, &y, &err), ELG_OK);
  double likeness = elg_sound_spelling(&x.name[0], 0, &y.name[0], 0);
  CHECK_NEAR(likeness, elg_sound_spelling(&y.name[0], 0, &x.name[0], 0), 0);
  CHECK(likeness >= 0 && likeness <= 1);
  return likeness;
}

/* Whether two names have one sound. */
static int sounds_alike(const char *a, const char *b)
{
  ElgNames x, y;
  ElgErr err;
  ElgSound s, t;
  CHECK_INT(elg_name_read(one, (ElgStr){a, strlen(a)}, &x, &err), ELG_OK);
  CHECK_INT(elg_name_read(two, (ElgStr){b, strlen(b)}, &y, &err), ELG_OK);
  elg_sound(&x.name[0], 0, &s);
  elg_sound(&y.name[0], 0, &t);
  CHECK(s.script == ELG_SOUND_LATIN && t.script == ELG_SOUND_KANA);
  return s.n == t.n && !memcmp(s.s, t.s, s.n);
}

static void check_hangul(void)
{
  CHECK(sounds_alike("Medytox", "메디톡스"));
  CHECK(sounds_alike("Celltrion", "셀트리온")); /* a doubled letter */
  CHECK(sounds_alike("Dongkuk", "동국"));         /* k behind a consonant */
  CHECK(sounds_alike("Agabang", "아가방")); /* g between vowels */
  CHECK(sounds_alike("Wonkwang", "원광"));
  CHECK(sounds_alike("Wooridul", "우리들"));
  CHECK(!sounds_alike("Medytox", "메디포스트"));
  CHECK_NEAR(spelling("Medytox", "메디톡스"), 0.9, 0.1);
  CHECK(spelling("Samjin", "삼진") > spelling("Sinsin", "삼진"));
}

int main(void)
{
  one = elg_name_reader_new();
  two = elg_name_reader_new();
  CHECK(one && two);
  CHECK_NEAR(spelling("Hayashida", "ハヤシダ"), 1, 0);
  CHECK_NEAR(spelling("Tokyo Keiki", "トウキョウケイキ"), 1, 0.12);
  CHECK_NEAR(spelling("Sankyo", "サンキョー"), 1, 0);
  CHECK_NEAR(spelling("Nitto", "ニットー"), 1, 0);
  CHECK_NEAR(spelling("Shimachu", "しまちゅう"), 1, 0);
  CHECK_NEAR(spelling("Fancl", "ファンケル"), 0.8, 0.1);
  CHECK(spelling("Sankyo", "サンコー") < 1);
  CHECK(spelling("Hayashide", "ハヤシダ") < spelling("Hayashida", "ハヤシダ"));
  CHECK(spelling("Prime Polymer", "プライムポリマー") > 0.6);
  CHECK_NEAR(spelling("", ""), 0, 0);
  check_hangul();
  /* longer than the letters that are looked at */
  char latin[201] = "", kana[601] = "";
  for (int i = 0; i < 80; i++) strcat(latin, "ka"), strcat(kana, "カ");
  CHECK_NEAR(spelling(latin, kana), 1, 0);
  elg_name_reader_free(one);
  elg_name_reader_free(two);
  return unit_end();
}
