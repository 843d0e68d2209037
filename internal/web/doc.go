// Package web is the server: it puts the pages of all audiences together
// under one table of routes, with what every answer passes through. Pages and
// their handlers are in the packages below it, one for each audience.
package web
