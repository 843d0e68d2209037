// Package migrations holds the schema of the database as numbered SQL files,
// each with its way up and its way down. It only embeds them: package postgres
// applies them.
//
// A file that has been released is never edited; a change is a new file.
// schema.sql is what all of them together make, for reading and reviewing; a
// test keeps it current:
//
//	go test ./migrations -update
package migrations

import "embed"

// FS holds the numbered files, at its root.
//
//go:embed 0*.sql
var FS embed.FS
