// Package respond is the form that respondents fill in: the introduction, one
// section a page, the review, the receipt, and what they see when something is
// in the way. Every page works without script.
//
// What is asked, what is valid and what is kept are decided by package collect;
// this package shows it and reads what was entered. Each type of question has
// one entry in the table of controls.
package respond
