package localpg

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"barometer/internal/fault"
)

// minMajor is the oldest PostgreSQL that Barometer works with.
const minMajor = 14

// installHint is what to type where no PostgreSQL is found.
const installHint = "install it (Debian, Ubuntu: sudo apt-get install postgresql; Fedora: sudo dnf install postgresql-server; " +
	"macOS: brew install postgresql@17), name its folder in PG_BIN, or set DATABASE_URL"

// An installation is a folder with PostgreSQL's programs.
type installation struct {
	dir   string
	major int
}

// path returns the path of one of the programs.
func (i installation) path(program string) string { return filepath.Join(i.dir, program) }

// A finder knows where programs may be.
type finder struct {
	pgBin string   // if set, the only folder looked at
	globs []string // patterns of folders
	path  bool     // whether to look in PATH
	npm   bool     // whether npm may bring a package
	log   io.Writer
}

// systemFinder returns the finder for this machine.
func systemFinder() finder {
	return finder{
		pgBin: os.Getenv("PG_BIN"),
		globs: []string{
			"/usr/lib/postgresql/*/bin",
			"/usr/pgsql-*/bin",
			"/opt/homebrew/opt/postgresql@*/bin",
			"/usr/local/opt/postgresql@*/bin",
			"/Applications/Postgres.app/Contents/Versions/*/bin",
		},
		path: true,
		npm:  true,
	}
}

// find returns an installation: of the given major version where that is not 0,
// else the newest of the first place that has one.
func (f finder) find(ctx context.Context, r runner, major int) (installation, error) {
	if f.pgBin != "" {
		inst, err := inspect(ctx, r, f.pgBin)
		if err != nil {
			return installation{}, fault.New(fault.Invalid, "PG_BIN names %s, which has no PostgreSQL that runs: %w", f.pgBin, err)
		}
		return inst, inst.check(major)
	}
	var found []int
	for _, dir := range f.folders() {
		inst, err := inspect(ctx, r, dir)
		if err != nil {
			continue
		}
		if inst.check(major) == nil {
			return inst, nil
		}
		found = append(found, inst.major)
	}
	if f.npm && (major == 0 || major == npmMajor) {
		inst, err := f.fromNPM(ctx, r)
		if !errors.Is(err, errNoNPM) {
			return inst, err
		}
	}
	return installation{}, notFound(major, found)
}

// notFound says which PostgreSQL is missing, and the remedy.
func notFound(major int, found []int) error {
	switch {
	case major != 0 && len(found) > 0:
		return fault.New(fault.Unavailable, "the data was made by PostgreSQL %d, and only %v is installed; install version %d too, or give another folder with --data", major, found, major)
	case len(found) > 0:
		return fault.New(fault.Unavailable, "PostgreSQL %d or newer is needed, and only %v is installed; %s", minMajor, found, installHint)
	}
	return fault.New(fault.Unavailable, "PostgreSQL is not installed; %s", installHint)
}

// check reports whether the installation will do for a cluster of the given
// version, 0 for a new one.
func (i installation) check(major int) error {
	if major != 0 && i.major != major || i.major < minMajor {
		return notFound(major, []int{i.major})
	}
	return nil
}

// folders returns the folders that exist of those to look at, best first.
func (f finder) folders() []string {
	var dirs []string
	for _, glob := range f.globs {
		// The patterns are constants and well-formed.
		matches, _ := filepath.Glob(glob)
		slices.SortFunc(matches, func(a, b string) int { return cmp.Compare(numberIn(b), numberIn(a)) })
		dirs = append(dirs, matches...)
	}
	if !f.path {
		return dirs
	}
	if initdb, err := exec.LookPath("initdb"); err == nil {
		if target, err := filepath.EvalSymlinks(initdb); err == nil {
			dirs = append(dirs, filepath.Dir(target))
		}
	}
	return dirs
}

var lastNumber = regexp.MustCompile(`([0-9]+)[^0-9]*$`)

// numberIn returns the last number in a path, 0 if there is none.
func numberIn(path string) int {
	match := lastNumber.FindStringSubmatch(path)
	if match == nil {
		return 0
	}
	n, err := strconv.Atoi(match[1])
	if err != nil {
		return 0 // more digits than any version has
	}
	return n
}

var versionNumber = regexp.MustCompile(`\(PostgreSQL\) ([0-9]+)`)

// inspect asks the programs in dir for their version.
func inspect(ctx context.Context, r runner, dir string) (installation, error) {
	inst := installation{dir: dir}
	if _, err := os.Stat(inst.path("initdb")); err != nil {
		return installation{}, err
	}
	output, err := runProcess(ctx, r.command(inst.path("postgres"), "--version"))
	if err != nil {
		return installation{}, err
	}
	match := versionNumber.FindStringSubmatch(output)
	if match == nil {
		return installation{}, fmt.Errorf("%s --version says nothing of a version", inst.path("postgres"))
	}
	if inst.major, err = strconv.Atoi(match[1]); err != nil {
		return installation{}, err
	}
	return inst, nil
}
