#include "credit/allocate.h"
#include "unit.h"

static uint64_t seed = 2463534242u;
static uint64_t draw(void)
{
  seed ^= seed << 13;
  seed ^= seed >> 7;
  return seed ^= seed << 17;
}

/* Hamilton's quota: every part is the exact share rounded down or up; the parts add up. */
static int fair(int64_t total, ElgPart *parts, size_t n)
{
  ElgErr err;
  ElgWide sum = {0, 0};
  uint64_t parts_sum = 0;
  int ok = elg_allocate(total, parts, n, &err) == ELG_OK;
  for (size_t i = 0; i < n; i++) elg_wide_accumulate(&sum, parts[i].weight);
  for (size_t i = 0; i < n; i++) {
    ElgWide rest;
    uint64_t size = total < 0 ? 0 - (uint64_t)total : (uint64_t)total;
    uint64_t floor = elg_wide_share(size, parts[i].weight, sum, &rest);
    uint64_t part = total < 0 ? 0 - (uint64_t)parts[i].part : (uint64_t)parts[i].part;
    ok &= part == floor || (part == floor + 1 && !elg_wide_is_zero(rest));
    parts_sum += (uint64_t)parts[i].part;
  }
  return ok && parts_sum == (uint64_t)total;
}

static ElgRc sweep(void)
{
  ElgPart parts[40];
  ElgErr err;
  for (uint32_t i = 0; i < 40; i++) parts[i] = (ElgPart){elg_wide(i + 1), 40 - i, 0, {0, 0}};
  return elg_allocate(1001, parts, 40, &err);
}

int main(void)
{
  ElgPart parts[40];
  ElgErr err;
  int ok = 1;
  for (int round = 0; round < 50000; round++) {
    size_t n = 1 + (size_t)(draw() % (round % 10 ? 8 : 40));
    for (uint32_t i = 0; i < n; i++)
      parts[i] = (ElgPart){{round % 3 ? 0 : draw() >> 10, draw() >> draw() % 64}, (uint32_t)n - i, 0, {0, 0}};
    parts[0].weight.lo |= 1;
    ok &= fair((int64_t)draw() >> draw() % 63, parts, n);
  }
  CHECK(ok);
  /* Ties go to the lowest rank, not to the first place; the sign is put back. */
  for (uint32_t i = 0; i < 3; i++) parts[i] = (ElgPart){elg_wide(1), 2 - i, 0, {0, 0}};
  CHECK_INT(elg_allocate(-100, parts, 3, &err), ELG_OK);
  CHECK(parts[0].part == -33 && parts[1].part == -33 && parts[2].part == -34);
  CHECK_INT(elg_allocate(INT64_MIN, parts, 3, &err), ELG_OK);
  CHECK(parts[2].part == -3074457345618258603 && parts[0].part == -3074457345618258602);
  for (uint32_t i = 0; i < 3; i++) parts[i].weight = elg_wide(0);
  CHECK_INT(elg_allocate(1, parts, 3, &err), ELG_ERROR);
  parts[0].weight = parts[1].weight = (ElgWide){ELG_WIDE_LIMIT - 1, 0};
  CHECK_INT(elg_allocate(1, parts, 3, &err), ELG_TOOBIG);
  unit_fault_sweep(sweep);
  return unit_end();
}
