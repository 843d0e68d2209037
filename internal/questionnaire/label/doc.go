// Package label understands the short texts of surveys: wordings of questions,
// headers of columns and labels of options. It says when two of them are the same
// wording, what a label stands for (don't know, other, none of these), which
// numbers a band such as "251-1,000" covers, in which order a scale goes, and
// which key a wording makes.
//
// All of it works on one text or one list of labels and keeps no state;
// columns and files are the work of package intake, changes of questionnaires that
// of package diff.
package label
