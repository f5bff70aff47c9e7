#include "credit/cellset.h"
#include "unit.h"

static ElgRc fill(ElgCellSet *set, uint32_t n)
{
  ElgRc rc = ELG_OK;
  for (uint32_t i = 0; !rc && i < n; i++) {
    ElgCell cell = {.type = i % 2 ? ELG_CELL_INTEGER : ELG_CELL_REAL, .i = i, .r = i};
    uint32_t id;
    rc = elg_cellset_add(set, &cell, &id);
    if (!rc) CHECK_INT(id, i);
  }
  return rc;
}

static ElgRc sweep(void)
{
  ElgCellSet set = {{0}, {0}, {0}};
  ElgRc rc = fill(&set, 300);
  elg_cellset_free(&set);
  return rc;
}

/* Texts of every short length that differ in one byte are told apart. */
static void bytes(void)
{
  ElgCellSet set = {{0}, {0}, {0}};
  char text[20] = {0};
  for (size_t n = 0; n < sizeof text; n++)
    for (size_t at = 0; at <= n; at++) {
      uint32_t id, count = (uint32_t)elg_cellset_count(&set);
      ElgCell cell = {.type = ELG_CELL_TEXT, .s = {text, n}};
      if (at < n) text[at] = 'x';
      CHECK_INT(elg_cellset_add(&set, &cell, &id), ELG_OK);
      CHECK_INT(id, count);
      for (uint32_t i = 0; i < count; i++) CHECK_INT(elg_cellset_is(&set, i, &cell), 0);
      CHECK_INT(elg_cellset_is(&set, id, &cell), 1);
      if (at < n) text[at] = 0;
    }
  elg_cellset_free(&set);
}

int main(void)
{
  bytes();
  ElgCellSet set = {{0}, {0}, {0}};
  static const ElgCell cells[] = {{.type = ELG_CELL_NULL},
                                  {.type = ELG_CELL_INTEGER, .i = 1},
                                  {.type = ELG_CELL_REAL, .r = 1},
                                  {.type = ELG_CELL_TEXT, .s = {"1", 1}},
                                  {.type = ELG_CELL_BLOB, .s = {"1", 1}},
                                  {.type = ELG_CELL_TEXT, .s = {"", 0}}};
  uint32_t id;
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < ELG_COUNT(cells); i++) {
      CHECK_INT(elg_cellset_add(&set, cells + i, &id), ELG_OK);
      CHECK_INT(id, i);
      ElgCell back;
      elg_cellset_get(&set, id, &back);
      CHECK(back.type == cells[i].type && elg_cell_compare(&back, cells + i) == 0);
    }
  CHECK_INT(elg_cell_compare(cells + 1, cells + 2), 0);
  CHECK_INT(elg_cell_compare(cells, cells + 1), -1);
  CHECK_INT(elg_cell_compare(cells + 4, cells + 3), 1);
  elg_cellset_reset(&set);
  CHECK_INT(elg_cellset_find(&set, cells, &id), 0);
  CHECK_INT(fill(&set, 5000), ELG_OK);
  CHECK_INT(elg_cellset_count(&set), 5000);
  elg_cellset_free(&set);
  unit_fault_sweep(sweep);
  return unit_end();
}
