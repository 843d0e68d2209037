// Package release holds the use cases of analysts: it loads an edition's
// responses into a dataset, keeps it while it is current, and makes tables of
// it that may be handed out. How a table is computed is the work of package
// analyse; how it is printed, that of package publish.
package release
