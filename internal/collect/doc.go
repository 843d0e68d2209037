// Package collect is how answers come in: a respondent starts, saves pages,
// resumes and submits, each acknowledged only when it is stored; past
// editions' responses are taken in whole or not at all. It declares the store
// that it needs; what answers mean is the work of package response.
package collect
