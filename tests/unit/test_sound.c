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
  double likeness = elg_sound_spelling(&x.name[0], &y.name[0]);
  CHECK_NEAR(likeness, elg_sound_spelling(&y.name[0], &x.name[0]), 0);
  CHECK(likeness >= 0 && likeness <= 1);
  return likeness;
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
  /* longer than the letters that are looked at */
  char latin[201] = "", kana[601] = "";
  for (int i = 0; i < 80; i++) strcat(latin, "ka"), strcat(kana, "カ");
  CHECK_NEAR(spelling(latin, kana), 1, 0);
  elg_name_reader_free(one);
  elg_name_reader_free(two);
  return unit_end();
}
