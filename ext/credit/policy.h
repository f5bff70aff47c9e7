/* policy.h -- how a deal's credit is split between partner roles.
**
** A policy is a JSON object, or the name of a preset (elg_policy_preset):
**
**   {"mode": "mid",                    mid | fill | engage | exact | overlay
**    "roles": {"sourcing": [40, 50],   percent: [low, high], or one number; the order breaks rounding ties
**              "technical": [15, 25]},
**    "missing": "direct",              a role nobody has:   direct | renormalise
**    "shared": "even",                 several partners in a role:  even | influence
**    "several": "highest",             a partner with several roles:  highest | sum
**    "cap": 100,                       with "sum": most a partner gets, percent of the amount
**    "above": "error",                 shares above 100 together:  error | scale
**    "partners": "multi",              multi | single: only the partner of the highest role counts
**    "unknown": "error"}               a role the policy does not name:  error | zero
**
** "roles" may also be an array of {"role": ..., "low": ..., "high": ...} or {"role": ..., "share": ...}.
** Percentages are decimals of at most six places, kept as whole millionths of a percent: 100 % = ELG_POLICY_WHOLE.
**
** Share of a role (low L_r, high H_r, L and H their sums over the policy), in parts of policy->whole:
**   mid     (L_r + H_r) / 2
**   fill    L_r + (100 - L) (H_r - L_r) / (H - L); H_r where H < 100
**   engage  from the partner's influence, see rolesplit.h
**   exact   the one number; an error unless they sum to 100
**   overlay the one number, or the middle; any sum
*/
#ifndef ELG_POLICY_H
#define ELG_POLICY_H
#include "base/json.h"
#include "credit/wide.h"

#define ELG_POLICY_ROLES 32
#define ELG_POLICY_WHOLE 100000000

typedef enum { ELG_POLICY_MID, ELG_POLICY_FILL, ELG_POLICY_ENGAGE, ELG_POLICY_EXACT, ELG_POLICY_OVERLAY } ElgPolicyMode;

typedef struct {
  ElgStr name; /* borrowed from the policy's text */
  uint64_t low, high;
  uint64_t share; /* in parts of policy->whole; engage: high */
} ElgPolicyRole;

/* Zeroed: empty. Holds its own copy of the text. */
typedef struct {
  ElgPolicyMode mode;
  int renormalise, by_influence, sum, scale, single, zero_unknown;
  uint64_t cap; /* millionths of a percent */
  uint64_t whole;
  size_t n_roles;
  ElgPolicyRole roles[ELG_POLICY_ROLES];
  ElgJson doc;
  ElgBuf text;
} ElgPolicy;

/* The document of a preset: 'mid', 'fill', 'engage', 'single', ..., or NULL. */
const char *elg_policy_preset(ElgStr name);
/* Names of all presets, blank-separated. */
const char *elg_policy_presets(void);
/* Read a document or a preset's name. On failure *policy is empty; err names the field. O(text). */
ElgRc elg_policy_parse(ElgPolicy *policy, ElgStr text, ElgErr *err);
void elg_policy_free(ElgPolicy *policy);
/* Index of the role, or -1. */
int elg_policy_find(const ElgPolicy *policy, ElgStr role);
#endif
