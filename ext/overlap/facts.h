/* facts.h -- from the texts of a row to the facts of a record (record.h). Blank and invalid values are absent. */
#ifndef ELG_FACTS_H
#define ELG_FACTS_H
#include "overlap/record.h"

/* Add the company domains in text: one or several, separated by blanks, commas or semicolons. Free-mail and shared-host
** domains and repetitions are left out; beyond ELG_RECORD_DOMAINS ELG_ERROR. */
ElgRc elg_facts_domains(ElgFacts *facts, ElgStr text, ElgErr *err);
/* Country by name or code, in any language of the place table: 'GB', 'UK', 'United Kingdom'. 0 when unknown.
** reader is work space. Two letters in the low bytes, first letter high. */
uint16_t elg_facts_country(ElgNameReader *reader, ElgStr text);
/* Legal Entity Identifier: 20 letters and digits with a valid ISO 7064 check (mod 97-10); 0 when not. */
uint64_t elg_facts_lei(ElgStr text);
/* D-U-N-S number: 9 digits, blanks and dashes ignored; 0 when not. All digits equal is a filler: 0. */
uint64_t elg_facts_duns(ElgStr text);
/* Registration number: letters and digits, upper case, leading zeros dropped, with its country as the register.
** 0 when nothing but zeros is left. */
uint64_t elg_facts_registration(ElgStr text, uint16_t country);
#endif
