// Package tabulate makes tables of datasets: frequencies, cross-tabulations
// and summaries, each number with its base. It is pure; nothing it makes may
// be handed out before package disclose has seen it.
package tabulate
