// Package page is what every page needs, whoever it is for: the adapter that
// turns errors into answers, rendering to a buffer, the layout, static files,
// the headers that keep a page safe, and Markdown.
//
// It knows nothing of surveys or respondents. An audience's routes, handlers
// and templates are in the packages beside it, which import page; package web
// puts them together.
package page
