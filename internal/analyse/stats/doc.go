// Package stats is the mathematics of tables: intervals, standard errors,
// moments and quantiles. Each function names where its formula comes from and
// is tested against published or independently computed values; docs/statistics.md
// lists them.
//
// It knows nothing of datasets or tables. What cannot be computed, such as the
// mean of nothing, is NaN.
package stats
