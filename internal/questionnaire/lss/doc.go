// Package lss reads the structure of a survey that LimeSurvey exported (.lss,
// versions 2.05 to 6) as a questionnaire of ours, with all its languages.
//
// Whatever LimeSurvey says either comes over, or stands in the report with its
// place and what became of it; nothing is dropped in silence. Its expressions
// are translated by package expr. Nothing here writes .lss, and nothing checks
// the result: that is the work of package questionnaire.
package lss
