/* verdicts.h -- tables of expected answers, known failures marked.
**
** A table has one case per line, columns separated by tabs; '#' starts a comment line. Columns from..to hold what is
** expected: "match", or "!match" for an answer the code is known not to give. An unmarked failure fails the test,
** and so does a marked success: then the mark must go. "either" accepts any answer. With BLESS=1 in the environment the file
** is rewritten with the marks as they are.
*/
#ifndef ELG_VERDICTS_H
#define ELG_VERDICTS_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "unit.h"

#define VERDICTS_COLUMNS 8
/* The answer the code gives for column i of a case, valid until the next call. */
typedef const char *(*VerdictsAnswer)(char **column, int i);

static void verdicts_case(char *line, int from, int to, VerdictsAnswer answer, FILE *blessed)
{
  char *column[VERDICTS_COLUMNS] = {0};
  int n = 0;
  for (char *p = line; p && n < VERDICTS_COLUMNS; n++) {
    column[n] = p;
    p = strchr(p, '\t');
    if (p) *p++ = 0;
  }
  CHECK(n > to);
  for (int i = 0; i < n && n > to; i++) {
    int judged = i >= from && i <= to, known = judged && column[i][0] == '!';
    const char *want = column[i] + known, *got = judged ? answer(column, i) : want;
    int ok = !strcmp(want, "either") || !strcmp(want, got);
    if (judged && ok == known)
      printf("%s | %s: %s '%s', got '%s'\n", column[0], column[1], ok ? "passes, remove the mark:" : "want", want, got);
    if (judged) CHECK(ok != known);
    if (blessed) fprintf(blessed, "%s%s%s", i ? "\t" : "", judged && !ok ? "!" : "", want);
  }
  if (blessed) fprintf(blessed, "\n");
}

static void verdicts_check(const char *path, int from, int to, VerdictsAnswer answer)
{
  char line[8192], made[256];
  FILE *in = fopen(path, "r");
  snprintf(made, sizeof made, "%s.blessed", path);
  FILE *blessed = in && getenv("BLESS") ? fopen(made, "w") : NULL;
  CHECK(in != NULL);
  while (in && fgets(line, sizeof line, in)) {
    line[strcspn(line, "\n")] = 0;
    if (line[0] && line[0] != '#') verdicts_case(line, from, to, answer, blessed);
    else if (blessed) fprintf(blessed, "%s\n", line);
  }
  if (in) fclose(in);
  if (blessed && !fclose(blessed)) CHECK(rename(made, path) == 0);
}
#endif
