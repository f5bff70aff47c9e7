# The model as SQL, embedded in the library. SQL_INIT: what elg_init runs, in this order; SQL_REFRESH: what elg_refresh
# runs, in this order; SQL_RUN: what the other functions run.
SQL_INIT := schema kept kept_fact config config_metric read trigger map map_list check check_value fact motion credit influence lifecycle \
  metric_share metric_cosell metric_program health metric_board metric_deal snapshot portal
SQL_REFRESH := refresh_pair refresh_match refresh_fact refresh_influence refresh_deal refresh_account refresh_credit refresh_snapshot
SQL_RUN := salesforce hubspot crossbeam partner_list import_gone publish
SQL_FILES := $(wildcard $(patsubst %,sql/%.sql,$(SQL_INIT) $(SQL_REFRESH) $(SQL_RUN)))
GEN += $(B)/gen/sql_chapters.h
$(B)/gen/sql_chapters.h: $(SQL_FILES) sql/embed.awk sql/sql.mk
	@mkdir -p $(@D)
	@{ awk -f sql/embed.awk $(SQL_FILES); \
	   echo 'static const char chapter_init[] = " $(SQL_INIT) ";'; \
	   echo 'static const char chapter_refresh[] = " $(SQL_REFRESH) ";'; } >$@.tmp
	@mv $@.tmp $@
