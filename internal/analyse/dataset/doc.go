// Package dataset holds responses as columns of codes and numbers, so that
// tables are counted from memory: one byte an answer for a single choice, a
// set of bits for a multiple one, and a missing kind for every empty cell.
//
// A Dataset is immutable. It is built from responses by a Builder, which
// decides for every blank why it is one; recodes and the restriction of a
// question's base are derived from the stored columns when first asked for.
// Counting is the work of package tabulate, loading and refreshing that of
// package release.
package dataset
