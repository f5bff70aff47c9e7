/* model.c -- host program: turns model.txt, a sum of trees, into model_gen.h.
** usage: model model.txt > model_gen.h
**
** A node is {feature, right, value}: feature < 0 marks a leaf, which adds value; else the walk goes to the next node
** when the feature is <= value and to node `right` of the tree when not.
**
** For speed the trees are there a second time, as masks of leaves (QuickScorer: Lucchese et al., SIGIR 2015). A feature
** above a node's cut rules out the leaves left of the node; what all features leave of a tree begins with the leaf reached.
** model_cuts[model_first[f]..) are the distinct cuts of feature f, ascending, model_least[f] the first of them; model_masks[c] says what is left when the
** feature is above cuts up to c: a byte for each tree, eight trees in a word, MODEL_STEP words at a time. model_rest[w] is the most
** that the trees behind word w can add. Where the first MODEL_STEP words sum up to less than MODEL_FLOOR, they are all of the sum.
** Leaves are integers here, in units of 1 / MODEL_UNIT. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
#define ELG_FEATURE(id, name, pro, con) name,
#include "match/features.h"
#undef ELG_FEATURE
};
enum { N_FEATURES = sizeof names / sizeof names[0], MAX_NODES = 20000 };

static struct {
  int feature, right;
  double value;
} nodes[MAX_NODES];
static int n_nodes, line_number;
static FILE *in;

static void die(const char *what)
{
  fprintf(stderr, "model.txt:%d: %s\n", line_number, what);
  exit(1);
}

/* The next line's words; 0 at the end. */
static int words(char *a, char *b, char *c)
{
  char line[256];
  while (fgets(line, sizeof line, in)) {
    line_number++;
    if (line[0] == '#' || line[0] == '\n') continue;
    return sscanf(line, "%63s %63s %63s", a, b, c);
  }
  return 0;
}

static void subtree(void)
{
  char a[64], b[64], c[64];
  int n = words(a, b, c), self = n_nodes++;
  if (n_nodes == MAX_NODES) die("too many nodes");
  if (n == 2 && !strcmp(a, "leaf")) {
    nodes[self].feature = -1;
    nodes[self].value = atof(b);
    return;
  }
  if (n != 3 || strcmp(a, "split")) die("expected leaf or split");
  int k = 0;
  while (k < N_FEATURES && strcmp(names[k], b)) k++;
  if (k == N_FEATURES) die("unknown feature");
  nodes[self].feature = k;
  nodes[self].value = atof(c);
  subtree();
  nodes[self].right = n_nodes;
  subtree();
}

/* ---- masks ---- */

enum { MAX_LEAVES = 8, MAX_TREES = 2048, UNIT = 1 << 20, STEP = 4 };
static unsigned char masks[MAX_NODES][MAX_TREES]; /* of cut and tree */
static double cuts[MAX_NODES], leaves[MAX_TREES][MAX_LEAVES];
static int first[N_FEATURES + 1], n_cuts;

static int by_value(const void *x, const void *y)
{
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* The distinct cuts of each feature. */
static void find_cuts(void)
{
  for (int f = 0; f < N_FEATURES; f++) {
    first[f] = n_cuts;
    for (int i = 0; i < n_nodes; i++)
      if (nodes[i].feature == f) cuts[n_cuts++] = (double)(float)nodes[i].value;
    qsort(cuts + first[f], (size_t)(n_cuts - first[f]), sizeof *cuts, by_value);
    int kept = first[f];
    for (int c = first[f]; c < n_cuts; c++)
      if (c == first[f] || cuts[c] != cuts[kept - 1]) cuts[kept++] = cuts[c];
    n_cuts = kept;
  }
  first[N_FEATURES] = n_cuts;
}

/* Number the leaves of a subtree from `leaf` on and take those left of each node out of the masks of its cut and of
** those above. Returns the number behind its last leaf. */
static int mask_subtree(int tree, int node, int leaf)
{
  if (nodes[node].feature < 0) {
    if (leaf == MAX_LEAVES) die("a tree has more than 8 leaves");
    leaves[tree][leaf] = nodes[node].value;
    return leaf + 1;
  }
  int f = nodes[node].feature, middle = mask_subtree(tree, node + 1, leaf);
  for (int c = first[f]; c < first[f + 1]; c++)
    if (cuts[c] >= (double)(float)nodes[node].value)
      masks[c][tree] &= (unsigned char)~(((1 << middle) - 1) & ~((1 << leaf) - 1));
  return mask_subtree(tree, nodes[node].right, middle);
}

static long units(double x) { return (long)(x * UNIT + (x < 0 ? -0.5 : 0.5)); }

/* Words of masks, a multiple of STEP: trees that are not there keep their first leaf, which is 0. */
static int mask_words(int n_roots) { return ((n_roots + 7) / 8 + STEP - 1) / STEP * STEP; }

static void print_masks(const int *roots, int n_roots, double bias)
{
  int words = mask_words(n_roots);
  find_cuts();
  memset(masks, 255, sizeof masks);
  for (int t = 0; t < n_roots; t++) mask_subtree(t, roots[t], 0);
  printf("#define MODEL_WORDS %d\n#define MODEL_STEP %d\nstatic const short model_first[] = {", words, STEP);
  for (int f = 0; f <= N_FEATURES; f++) printf("%d,", first[f]);
  printf("};\nstatic const double model_cuts[] = {\n");
  for (int c = 0; c < n_cuts; c++) printf("%.17e,%s", cuts[c], c % 8 == 7 ? "\n" : "");
  printf("};\nstatic const double model_least[] = {\n");
  for (int f = 0; f < N_FEATURES; f++) printf("%.17e,%s", first[f] < first[f + 1] ? cuts[first[f]] : 1e30, f % 8 == 7 ? "\n" : "");
  printf("};\nstatic const uint64_t model_masks[][MODEL_WORDS] = {\n");
  for (int c = 0; c < n_cuts; c++) {
    printf("{");
    for (int w = 0; w < words; w++) {
      unsigned long long word = 0;
      for (int t = 0; t < 8; t++) word |= (unsigned long long)masks[c][w * 8 + t] << 8 * t;
      printf("0x%llxu,", word);
    }
    printf("},\n");
  }
  printf("};\n#define MODEL_UNIT %d\n#define MODEL_BASE %ld\nstatic const int32_t model_leaves[][%d] = {\n", UNIT, units(bias), MAX_LEAVES);
  for (int t = 0; t < words * 8; t++) {
    printf("{");
    for (int k = 0; k < MAX_LEAVES; k++) printf("%ld,", units(leaves[t][k]));
    printf("},\n");
  }
  printf("};\n");
}

static long most_of_tree(int t)
{
  long most = units(leaves[t][0]);
  for (int k = 1; k < MAX_LEAVES; k++)
    if (units(leaves[t][k]) > most) most = units(leaves[t][k]);
  return most;
}

static void print_rest(int n_roots)
{
  int words = mask_words(n_roots);
  long rest[MAX_TREES / 8 + 1] = {0};
  for (int w = words - 2; w >= 0; w--) {
    rest[w] = rest[w + 1];
    for (int t = 0; t < 8; t++) rest[w] += most_of_tree((w + 1) * 8 + t);
  }
  printf("static const int32_t model_rest[] = {");
  for (int w = 0; w < words; w++) printf("%ld,", rest[w]);
  printf("};\n");
}

int main(int argc, char **argv)
{
  char a[64], b[64], c[64];
  int roots[MAX_TREES], n_roots = 0, n;
  double bias = 0, balanced = -1, strict = -1, floor = -1000;
  in = argc == 2 ? fopen(argv[1], "r") : NULL;
  if (!in) return fprintf(stderr, "usage: model model.txt\n"), 1;
  while ((n = words(a, b, c)) > 0) {
    if (n == 2 && !strcmp(a, "bias")) bias = atof(b);
    else if (n == 2 && !strcmp(a, "balanced")) balanced = atof(b);
    else if (n == 2 && !strcmp(a, "strict")) strict = atof(b);
    else if (n == 2 && !strcmp(a, "floor")) floor = atof(b);
    else if (n == 1 && !strcmp(a, "tree")) {
      if (n_roots == MAX_TREES) die("too many trees");
      roots[n_roots++] = n_nodes;
      subtree();
    } else die("expected tree, bias, balanced, strict or floor");
  }
  if (balanced < 0 || strict < 0 || !n_roots) die("balanced, strict or the trees are missing");
  printf("/* Generated by data/model.c. */\n#define MODEL_BIAS %.9g\n#define MODEL_BALANCED %.9g\n#define MODEL_STRICT %.9g\n",
         bias, balanced, strict);
  printf("#define MODEL_FLOOR %ld\n", units(floor));
  printf("static const struct {\n  short feature, right;\n  float value;\n} model_nodes[] = {\n");
  for (int i = 0; i < n_nodes; i++) printf("{%d,%d,%.9ef},%s", nodes[i].feature, nodes[i].right, nodes[i].value, i % 4 == 3 ? "\n" : "");
  printf("};\nstatic const short model_roots[] = {");
  for (int i = 0; i < n_roots; i++) printf("%d,", roots[i]);
  printf("};\n");
  print_masks(roots, n_roots, bias);
  print_rest(n_roots);
  return 0;
}
