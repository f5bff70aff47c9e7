#include "name/words.h"
#include <string.h>
#include "base/hash.h"
#include "unit.h"

static const ElgWordSlot *word(const char *s) { return elg_words_find(elg_hash((ElgStr){s, strlen(s)})); }
static const ElgWordInfo *info(const char *s) { return elg_words_info(word(s)); }

static void check_roles(void)
{
  CHECK(info("the")->role & ELG_ROLE_STOP);
  CHECK(info("and")->role & ELG_ROLE_AND);
  CHECK(info("group")->role & ELG_ROLE_FILLER);
  CHECK(info("bank")->role & ELG_ROLE_SECTOR);
  CHECK(info("formerly")->role & ELG_ROLE_FORMER);
  CHECK(info("intl")->expand && elg_str_equal(elg_words_text(info("intl")->expand), ELG_STR("international")));
  CHECK(info("gmbh")->legal && !strcmp(elg_words_legal(info("gmbh")->legal)->canonical, "gmbh"));
  CHECK(info("limited")->legal && info("limited")->legal == info("ltd")->legal);
  CHECK(!elg_words_legal_is_generic(elg_words_legal(info("gmbh")->legal)->kind));
  CHECK(info("germany")->place && info("deutschland")->place == info("germany")->place);
  CHECK(!strcmp(elg_words_place_country(info("germany")->place), "DE"));
  CHECK(elg_words_place_is_country(info("germany")->place));
}

static void check_weights(void)
{
  const ElgWordSlot *the = word("the"), *bank = word("bank");
  CHECK(the && bank && the->weight && the->weight < bank->weight);
  CHECK(!word("zzqxjkzzqxjk"));
  CHECK(elg_words_info(NULL)->legal == 0 && elg_words_info(NULL)->role == 0);
}

static void check_cjk(void)
{
  const char *sony = "株式会社ソニー";
  const ElgCjkWord *w = elg_words_cjk(sony, strlen(sony));
  CHECK(w && w->n == strlen("株式会社") && w->legal);
  CHECK(!elg_words_cjk("ソニー", strlen("ソニー")));
  CHECK(!elg_words_cjk("株", 3) || elg_words_cjk("株", 3)->n <= 3);
  CHECK(!elg_words_cjk("", 0));
  w = elg_words_cjk("ホールディングス", strlen("ホールディングス"));
  CHECK(w && w->expand && !strcmp(w->expand, "holdings"));
  CHECK(elg_words_cjk_suffix("zz", 2) == NULL);
}

int main(void)
{
  check_roles();
  check_weights();
  check_cjk();
  CHECK(strlen(elg_rules_version()) > 0);
  return unit_end();
}
