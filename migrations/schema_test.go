package migrations_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"barometer/internal/postgres/pgtest"
)

var update = flag.Bool("update", false, "write schema.sql anew")

// noise is what pg_dump writes and what says nothing of our schema: comments,
// settings, and the markers of newer versions.
var noise = regexp.MustCompile(`(?m)^(--.*|SET .*;|SELECT pg_catalog\.set_config.*;|\\(un)?restrict .*)\n`)

var blankLines = regexp.MustCompile(`\n{3,}`)

const header = "-- What all migrations together make. Made by go test ./migrations -update; do not edit.\n\n"

func TestSchemaIsCurrent(t *testing.T) {
	cmd := exec.Command(pgDump(t), "--schema-only", "--no-owner", "--no-privileges",
		"--exclude-table=goose_db_version*", "--dbname="+pgtest.URL(t))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	dump, err := cmd.Output()
	if err != nil {
		t.Fatalf("pg_dump: %v: %s", err, &stderr)
	}
	text := noise.ReplaceAllString(string(dump), "")
	got := header + strings.TrimSpace(blankLines.ReplaceAllString(text, "\n\n")) + "\n"
	if *update {
		if err := os.WriteFile("schema.sql", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("schema.sql is out of date; run go test ./migrations -update. It should be:\n%s", got)
	}
}

// pgDump returns the newest pg_dump of the machine: an older one refuses a newer
// server.
func pgDump(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("PG_BIN"); dir != "" {
		return filepath.Join(dir, "pg_dump")
	}
	if paths, err := filepath.Glob("/usr/lib/postgresql/*/bin/pg_dump"); err == nil && len(paths) > 0 {
		return slices.Max(paths)
	}
	path, err := exec.LookPath("pg_dump")
	if err == nil {
		return path
	}
	if os.Getenv("CI") != "" {
		t.Fatal("pg_dump is not installed; it comes with PostgreSQL's programs")
	}
	t.Skip("pg_dump is not installed; it comes with PostgreSQL's programs")
	return ""
}
