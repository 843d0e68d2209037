// Package text writes published tables for a terminal: aligned, with bars, at
// most 100 columns wide. A table of one column shows counts, percentages and
// intervals; one by a banner shows column percentages, in panels where the
// columns do not fit side by side.
package text
