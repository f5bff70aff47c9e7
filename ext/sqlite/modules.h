/* modules.h -- every family of SQL functions registers itself with one function.
** Adding a family = one line in this list. */
#ifndef ELG_SQL_MODULES_H
#define ELG_SQL_MODULES_H
#include "sqlite3ext.h"

#define ELG_MODULES(REGISTER) \
  REGISTER(elg_register_version) \
  REGISTER(elg_register_names) \
  REGISTER(elg_register_tokens) \
  REGISTER(elg_register_similarity) \
  REGISTER(elg_register_block_keys) \
  REGISTER(elg_register_signature) \
  REGISTER(elg_register_overlap) \
  REGISTER(elg_register_dedupe) \
  REGISTER(elg_register_search) \
  REGISTER(elg_register_columns) \
  REGISTER(elg_register_model) \
  REGISTER(elg_register_domain) \
  REGISTER(elg_register_proportion) \
  REGISTER(elg_register_stratified) \
  REGISTER(elg_register_concentration) \
  REGISTER(elg_register_money) \
  REGISTER(elg_register_allocate) \
  REGISTER(elg_register_role_split) \
  REGISTER(elg_register_partners) \
  REGISTER(elg_register_rank) \
  REGISTER(elg_register_survival) \
  REGISTER(elg_register_distance) \
  REGISTER(elg_register_convert) \
  REGISTER(elg_register_attribution) \
  REGISTER(elg_register_attribute) \
  REGISTER(elg_register_touches) \
  REGISTER(elg_register_fractribution) \
  REGISTER(elg_register_survival_tables) \
  REGISTER(elg_register_stratified_table) \
  REGISTER(elg_register_path) \
  REGISTER(elg_register_markov) \
  REGISTER(elg_register_shapley) \
  REGISTER(elg_register_mean) \
  REGISTER(elg_register_cover) \
  REGISTER(elg_register_influence) \
  REGISTER(elg_register_engagement)

#define ELG_MODULE_DECLARE(name) int name(sqlite3 *db);
ELG_MODULES(ELG_MODULE_DECLARE)
#endif
