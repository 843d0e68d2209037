// Package internal_test holds the tests of the house itself: which package may
// import which, and what every file and package must have.
package internal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "barometer"

// wings are the packages that data flows through, from left to right; each
// stands for those below it too. A wing imports itself and those to its left.
var wings = []string{
	"internal/questionnaire",
	"internal/survey",
	"internal/collect",
	"internal/analyse",
	"internal/release",
	"internal/publish",
}

// foundations serve everyone and import only each other.
var foundations = []string{"internal/fault", "internal/locale", "internal/config", "internal/xlsxfile", "migrations"}

// edges stand around the wings, which never import them.
var edges = []string{
	"cmd", "surveys", "internal/account", "internal/demo", "internal/job", "internal/lint", "internal/localpg",
	"internal/mail", "internal/postgres", "internal/web",
}

// pure are packages without SQL, HTTP or a store, and outside are what they
// must not import.
var (
	pure    = []string{"internal/questionnaire", "internal/collect/response", "internal/analyse", "internal/publish"}
	outside = []string{"net/http", "database/sql", "github.com/jmoiron/sqlx"}
)

// audiences are the parts of the server; they meet only in internal/web itself.
var audiences = []string{
	"internal/web/respond", "internal/web/staff", "internal/web/results", "internal/web/api",
}

// A pkg is a package of ours as go list describes it.
type pkg struct {
	ImportPath string
	Doc        string
	GoFiles    []string // without tests
	Imports    []string
}

// loadPackages lists our packages by their path below the module.
func loadPackages(t *testing.T) map[string]pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Doc,GoFiles,Imports", module+"/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v: %s", err, &stderr)
	}
	packages := make(map[string]pkg)
	for d := json.NewDecoder(bytes.NewReader(output)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) > 0 {
			packages[local(p.ImportPath)] = p
		}
	}
	if len(packages) < 5 {
		t.Fatalf("go list found %d packages of ours; is the module still called %q?", len(packages), module)
	}
	return packages
}

// local returns the path below the module of a package of ours, "" for others.
func local(importPath string) string {
	path, ok := strings.CutPrefix(importPath, module+"/")
	if !ok {
		return ""
	}
	return path
}

// within reports whether the package is, or is below, one of those named.
func within(path string, of ...string) bool {
	return slices.ContainsFunc(of, func(o string) bool { return path == o || strings.HasPrefix(path, o+"/") })
}

// wingOf returns the place of the package's wing, -1 if it is in none.
func wingOf(path string) int {
	return slices.IndexFunc(wings, func(w string) bool { return within(path, w) })
}

// forbidden says why the package at path must not import the one at imported,
// both below the module, "" if it may.
func forbidden(path, imported string) string {
	wing := wingOf(path)
	switch {
	case within(path, "cmd") || path == imported:
		return ""
	case within(imported, "cmd"):
		return "only main is above the commands"
	case within(path, foundations...) && !within(imported, foundations...):
		return "a foundation imports only foundations"
	case wing >= 0 && within(imported, edges...):
		return "a wing imports no edge"
	case wing >= 0 && wingOf(imported) > wing:
		return "a wing imports only wings to its left"
	case within(path, "internal/web") && within(imported, "internal/postgres", "internal/localpg"):
		return "only cmd/barometer wires the server to the storage"
	case within(path, "internal/postgres", "internal/localpg") && within(imported, "internal/web"):
		return "the storage knows nothing of the server"
	case within(path, "internal/web/page") && within(imported, append(audiences, "internal/web")...) && !within(imported, "internal/web/page"):
		return "internal/web/page is what the others are built on"
	case within(path, audiences...) && imported == "internal/web":
		return "an audience imports page, never web"
	case within(path, audiences...) && within(imported, audiences...) && !sameAudience(path, imported):
		return "an audience imports no other"
	}
	return ""
}

// sameAudience reports whether both packages serve the same audience.
func sameAudience(a, b string) bool {
	return slices.ContainsFunc(audiences, func(o string) bool { return within(a, o) && within(b, o) })
}

func TestImports(t *testing.T) {
	for path, p := range loadPackages(t) {
		if !within(path, slices.Concat(wings, foundations, edges)...) {
			t.Errorf("%s has no place in the house; give it one here", path)
		}
		for _, imported := range p.Imports {
			if within(path, pure...) && slices.Contains(outside, imported) {
				t.Errorf("%s imports %s: it must stay pure", path, imported)
			}
			if l := local(imported); l != "" {
				if why := forbidden(path, l); why != "" {
					t.Errorf("%s imports %s: %s", path, l, why)
				}
			}
		}
	}
}

// TestPureReachesNoEdge follows the imports of pure packages through packages
// of ours.
func TestPureReachesNoEdge(t *testing.T) {
	packages := loadPackages(t)
	var visit func(path string, seen map[string]bool, way []string)
	visit = func(path string, seen map[string]bool, way []string) {
		if seen[path] {
			return
		}
		seen[path] = true
		way = append(way, path)
		if within(path, "internal/web", "internal/postgres") {
			t.Errorf("a pure package reaches storage or server: %s", strings.Join(way, " → "))
		}
		for _, imported := range packages[path].Imports {
			if l := local(imported); l != "" {
				visit(l, seen, way)
			}
		}
	}
	for path := range packages {
		if within(path, pure...) {
			visit(path, make(map[string]bool), nil)
		}
	}
}

func TestForbidden(t *testing.T) {
	for _, test := range []struct {
		path, imported string
		allowed        bool
	}{
		{"cmd/barometer", "internal/postgres", true},
		{"internal/analyse/tabulate", "internal/analyse/dataset", true},
		{"internal/analyse/dataset", "internal/collect/response", true},
		{"internal/collect/response", "internal/analyse/dataset", false},
		{"internal/questionnaire", "internal/survey", false},
		{"internal/collect", "internal/postgres", false},
		{"internal/postgres", "internal/collect", true},
		{"internal/postgres", "internal/web/page", false},
		{"internal/web/staff", "internal/postgres", false},
		{"internal/web/staff", "internal/web/page", true},
		{"internal/web/staff", "internal/web/respond", false},
		{"internal/web/staff", "internal/web", false},
		{"internal/web", "internal/web/staff", true},
		{"internal/web/page", "internal/web", false},
		{"internal/fault", "internal/questionnaire", false},
		{"internal/questionnaire", "internal/fault", true},
		{"internal/questionnaires", "internal/web", true}, // another name, so no wing
	} {
		if why := forbidden(test.path, test.imported); (why == "") != test.allowed {
			t.Errorf("%s imports %s: forbidden because %q, want allowed %v", test.path, test.imported, why, test.allowed)
		}
	}
}

func TestPackageComments(t *testing.T) {
	for path, p := range loadPackages(t) {
		if p.Doc == "" {
			t.Errorf("%s has no package comment: say what it is for and what it is not", path)
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	const limit = 500
	files := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if path != ".." && (strings.HasPrefix(name, ".") || name == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		if name == "schema.sql" || !slices.Contains([]string{".go", ".html", ".css", ".js", ".sql"}, filepath.Ext(name)) {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		if lines := bytes.Count(text, []byte("\n")); lines > limit {
			t.Errorf("%s has %d lines, more than %d: split it by subject", path, lines, limit)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("found only %d files; is this folder still below the repository's top?", files)
	}
}
