#include "credit/when.h"
#include <string.h>

#define WHEN_DAY 86400

typedef struct {
  ElgStr text;
  size_t at;
  ElgErr *err;
} WhenReader;

typedef struct {
  int year, month, day, second; /* second of the day, -1 without a time */
} WhenParts;

static ElgRc when_bad(ElgStr text, const char *expected, ElgErr *err)
{
  return elg_err(err, "time: got '%s'; expected %s", elg_show(text).s, expected);
}

/* Days of a common year before each month, 1 to 13. */
static const short when_before[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

static int when_is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/* Days since 1970-01-01 of a proleptic Gregorian date in the years 1 to 9999. */
static int64_t when_days(int year, int month, int day)
{
  int past = year - 1;
  return past * 365 + past / 4 - past / 100 + past / 400 + when_before[month] + (month > 2 && when_is_leap(year)) + day -
         719163;
}

static int when_is_date(int year, int month, int day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return 0;
  return day <= 28 || day <= when_before[month + 1] - when_before[month] + (month == 2 && when_is_leap(year));
}

static char when_peek(const WhenReader *r) { return r->at < r->text.n ? r->text.s[r->at] : 0; }

static void when_space(WhenReader *r)
{
  while (when_peek(r) == ' ' || (when_peek(r) >= 9 && when_peek(r) <= 13)) r->at++;
}

static int when_take(WhenReader *r, char c)
{
  if (when_peek(r) != c) return 0;
  r->at++;
  return 1;
}

/* A run of digits; *digits is its length (the value of more than 9 is not used). */
static int when_number(WhenReader *r, int *digits)
{
  int x = 0;
  *digits = 0;
  for (char c; (c = when_peek(r)) >= '0' && c <= '9'; r->at++)
    if (++*digits <= 9) x = x * 10 + (c - '0');
  return x;
}

static int when_is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/* Take a word; true if it equals lower (all of it, ASCII case ignored). */
static int when_word(WhenReader *r, const char *lower)
{
  size_t n = strlen(lower);
  if (r->text.n - r->at < n || (r->text.n - r->at > n && when_is_letter(r->text.s[r->at + n]))) return 0;
  for (size_t i = 0; i < n; i++)
    if ((r->text.s[r->at + i] | 0x20) != lower[i]) return 0;
  r->at += n;
  return 1;
}

static int when_month_name(WhenReader *r)
{
  static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
                                      "july",    "august",   "september", "october", "november", "december"};
  for (int m = 0; m < 12; m++) {
    char brief[4] = {names[m][0], names[m][1], names[m][2], 0};
    if (when_word(r, names[m]) || when_word(r, brief)) {
      when_take(r, '.');
      return m + 1;
    }
  }
  return 0;
}

/* "Jan 31, 2024" or "31 Jan 2024" or "31-Jan-2024". */
static ElgRc when_named_date(WhenReader *r, WhenParts *p)
{
  int digits, year_digits;
  p->month = when_month_name(r);
  int month_first = p->month != 0;
  when_space(r);
  p->day = when_number(r, &digits);
  if (!month_first) {
    while (when_take(r, '-') || when_take(r, ' ')) {}
    p->month = when_month_name(r);
  }
  while (when_take(r, ',') || when_take(r, ' ') || when_take(r, '-')) {}
  p->year = when_number(r, &year_digits);
  if (!p->month || digits < 1 || digits > 2 || year_digits != 4)
    return when_bad(r->text, "a date such as 2024-01-31", r->err);
  return ELG_OK;
}

/* first/second/year in the order asked for, or in the only one that is a date. With points between, the day comes first wherever
** people write dates so. */
static ElgRc when_numeric_date(WhenReader *r, char order, int first, char separator, WhenParts *p)
{
  int digits, year_digits, second = when_number(r, &digits);
  if (digits < 1 || digits > 2 || !when_take(r, separator)) return when_bad(r->text, "a date such as 2024-01-31", r->err);
  p->year = when_number(r, &year_digits);
  if (year_digits != 4) return when_bad(r->text, "a year of four digits", r->err);
  int day_first = when_is_date(p->year, second, first), month_first = when_is_date(p->year, first, second);
  if (!order && separator != '.' && day_first && month_first && first != second)
    return when_bad(r->text, "an unambiguous date, or 'dmy' or 'mdy' as third argument", r->err);
  int use_day_first = order ? order == 'd' : day_first;
  p->day = use_day_first ? first : second;
  p->month = use_day_first ? second : first;
  return ELG_OK;
}

static ElgRc when_date(WhenReader *r, char order, WhenParts *p)
{
  size_t start = r->at;
  int digits, first = when_number(r, &digits);
  char c = when_peek(r);
  if (digits == 8) {
    *p = (WhenParts){first / 10000, first / 100 % 100, first % 100, -1};
  } else if (digits == 4 && (c == '-' || c == '/')) {
    int m, d;
    r->at++;
    *p = (WhenParts){first, when_number(r, &m), 0, -1};
    if (!when_take(r, c)) return when_bad(r->text, "a date such as 2024-01-31", r->err);
    p->day = when_number(r, &d);
    if (m < 1 || m > 2 || d < 1 || d > 2) return when_bad(r->text, "a date such as 2024-01-31", r->err);
  } else if ((digits == 1 || digits == 2) && strchr("/.-", c) && c && r->at + 1 < r->text.n &&
             !when_is_letter(r->text.s[r->at + 1])) {
    r->at++;
    ElgRc rc = when_numeric_date(r, order, first, c, p);
    if (rc) return rc;
  } else {
    r->at = start;
    ElgRc rc = when_named_date(r, p);
    if (rc) return rc;
  }
  if (when_is_date(p->year, p->month, p->day)) return ELG_OK;
  return when_bad(r->text, "a day of the calendar in the years 1 to 9999", r->err);
}

/* HH:MM[:SS[.fff]] [AM|PM] */
static ElgRc when_time(WhenReader *r, WhenParts *p)
{
  int h, m, s = 2, second = 0, hour = when_number(r, &h);
  int ok = when_take(r, ':'), minute = when_number(r, &m);
  if (ok && when_take(r, ':')) {
    second = when_number(r, &s);
    if (when_take(r, '.') || when_take(r, ',')) {
      int fraction;
      when_number(r, &fraction);
      ok = fraction > 0;
    }
  }
  when_space(r);
  int am = when_word(r, "am"), pm = !am && when_word(r, "pm");
  ok &= h >= 1 && h <= 2 && m == 2 && s == 2 && hour < 24 && minute < 60 && second < 60;
  if (am || pm) {
    ok &= hour >= 1 && hour <= 12;
    hour = hour % 12 + (pm ? 12 : 0);
  }
  if (!ok) return when_bad(r->text, "a time of day such as 10:00:00", r->err);
  p->second = hour * 3600 + minute * 60 + second;
  return ELG_OK;
}

static int when_named_zone(WhenReader *r, int *offset)
{
  static const struct {
    const char *name;
    int hours;
  } zones[] = {{"z", 0},    {"utc", 0},  {"gmt", 0},  {"ut", 0},   {"est", -5}, {"edt", -4},
               {"cst", -6}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};
  for (size_t i = 0; i < ELG_COUNT(zones); i++) {
    if (!when_word(r, zones[i].name)) continue;
    *offset = zones[i].hours * 3600;
    return 1;
  }
  return 0;
}

/* +HH, +HHMM, +HH:MM, such a one behind GMT or UTC, or a name. */
static ElgRc when_offset(WhenReader *r, int *offset)
{
  int digits, more = 0, minute = 0;
  if (when_named_zone(r, offset) && (*offset || (when_peek(r) != '+' && when_peek(r) != '-'))) return ELG_OK;
  int negative = when_take(r, '-');
  int ok = negative || when_take(r, '+'), hour = when_number(r, &digits);
  if (digits == 4) {
    minute = hour % 100;
    hour /= 100;
  } else if (when_take(r, ':')) {
    minute = when_number(r, &more);
    ok &= more == 2;
  }
  if (!ok || (digits != 1 && digits != 2 && digits != 4) || hour > 14 || minute > 59)
    return when_bad(r->text, "a zone such as Z, +01:00, -0500 or EST", r->err);
  *offset = (hour * 60 + minute) * (negative ? -60 : 60);
  return ELG_OK;
}

ElgRc elg_when_zone(ElgStr text, int *offset, ElgErr *err)
{
  WhenReader r = {text, 0, err};
  when_space(&r);
  ElgRc rc = when_offset(&r, offset);
  when_space(&r);
  if (!rc && r.at < text.n) rc = when_bad(text, "a zone such as Z, +01:00, -0500 or EST", err);
  return rc;
}

/* Epoch seconds or milliseconds: 1 when text is such a number. */
static int when_epoch(ElgStr text, int64_t *seconds)
{
  size_t from = text.n && text.s[0] == '-', digits = text.n - from;
  int64_t x = 0;
  if (digits != 10 && digits != 12 && digits != 13) return 0;
  for (size_t i = from; i < text.n; i++) {
    if (text.s[i] < '0' || text.s[i] > '9') return 0;
    x = x * 10 + (text.s[i] - '0');
  }
  if (from) x = -x;
  if (digits > 10) x = x >= 0 ? x / 1000 : -((-x + 999) / 1000);
  *seconds = x;
  return 1;
}

int elg_when_in_range(int64_t seconds) { return seconds >= -62135596800 && seconds <= 253402300799; }

ElgRc elg_when_parse(ElgStr text, ElgWhenRead how, int *blank, int64_t *seconds, ElgErr *err)
{
  WhenReader r = {elg_str_trim(text), 0, err};
  WhenParts p = {0, 0, 0, -1};
  int offset = how.offset;
  *seconds = 0;
  *blank = r.text.n == 0;
  if (*blank || elg_when_canonical(r.text, seconds)) {
    *seconds -= *blank ? 0 : offset;
  } else if (!when_epoch(r.text, seconds)) {
    ElgRc rc = when_date(&r, how.order, &p);
    if (!rc && (when_take(&r, 'T') || when_take(&r, 't') || when_peek(&r) == ' ' || when_peek(&r) == ',')) {
      while (when_take(&r, ' ') || when_take(&r, ',')) {}
      rc = when_time(&r, &p);
      when_space(&r);
      if (!rc && r.at < r.text.n) rc = when_offset(&r, &offset);
    }
    if (!rc && r.at < r.text.n) rc = when_bad(text, "a time such as 2024-01-31 10:00:00", err);
    if (rc) return rc;
    int second = p.second >= 0 ? p.second : how.end_of_day ? WHEN_DAY - 1 : 0;
    if (p.second < 0 && how.plain_date) offset = 0;
    *seconds = when_days(p.year, p.month, p.day) * WHEN_DAY + second - offset;
  }
  if (!elg_when_in_range(*seconds)) return when_bad(text, "a time in the years 1 to 9999", err);
  return ELG_OK;
}

void elg_when_format(int64_t seconds, char out[ELG_WHEN_TEXT])
{
  int64_t days = (seconds >= 0 ? seconds : seconds - (WHEN_DAY - 1)) / WHEN_DAY, rest = seconds - days * WHEN_DAY;
  int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
  int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int64_t mp = (5 * doy + 2) / 153, day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  int64_t year = yoe + era * 400 + (month <= 2);
  int64_t fields[] = {year / 100, year % 100, month, day, rest / 3600, rest / 60 % 60, rest % 60};
  static const char after[] = {0, '-', '-', ' ', ':', ':', 0};
  char *p = out;
  for (size_t i = 0; i < ELG_COUNT(fields); i++) {
    *p++ = (char)('0' + fields[i] / 10 % 10);
    *p++ = (char)('0' + fields[i] % 10);
    if (after[i]) *p++ = after[i];
  }
  *p = 0;
}

/* Two digits; *bad is set when they are none. */
static int when_pair(const char *s, unsigned *bad)
{
  unsigned a = (unsigned)(unsigned char)s[0] - '0', b = (unsigned)(unsigned char)s[1] - '0';
  *bad |= (unsigned)(a > 9) | (unsigned)(b > 9);
  return (int)(a * 10 + b);
}

int elg_when_canonical(ElgStr text, int64_t *seconds)
{
  const char *s = text.s;
  unsigned bad = 0;
  if (text.n != 19 || s[4] != '-' || s[7] != '-' || s[10] != ' ' || s[13] != ':' || s[16] != ':') return 0;
  int century = when_pair(s, &bad), year = when_pair(s + 2, &bad), month = when_pair(s + 5, &bad);
  int day = when_pair(s + 8, &bad), hour = when_pair(s + 11, &bad), minute = when_pair(s + 14, &bad);
  int second = when_pair(s + 17, &bad);
  if (bad) return 0;
  year += century * 100;
  if (!when_is_date(year, month, day) || hour > 23 || minute > 59 || second > 59) return 0;
  *seconds = when_days(year, month, day) * WHEN_DAY + hour * 3600 + minute * 60 + second;
  return 1;
}
