package localpg

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"barometer/internal/fault"
)

// maxSocketPath is what every system takes: the field for it has 104 bytes on
// macOS and 108 on Linux.
const maxSocketPath = 99

// A folder is the folder of one cluster.
type folder struct {
	dir    string // absolute
	runner runner
}

// openFolder makes the folder where it does not exist, and checks that this
// process and PostgreSQL's user can work in it.
func openFolder(dir string) (*folder, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	f := &folder{dir: dir}
	if f.runner, err = newRunner(f.path("data"), dir); err != nil {
		return nil, err
	}
	if err := f.makeDir(); err != nil {
		return nil, fault.New(fault.Invalid, "the folder for the database cannot be made; give another one with --data: %w", err)
	}
	if err := f.runner.checkEnter(dir); err != nil {
		return nil, err
	}
	if err := syscall.Access(dir, 2); err != nil {
		return nil, fault.New(fault.Forbidden, "%s belongs to another user; run as that user, or give another folder with --data", dir)
	}
	return f, nil
}

// makeDir makes the folder and those above it. Where PostgreSQL runs as another
// user, that one may pass through those made here, not list them.
func (f *folder) makeDir() error {
	mode := fs.FileMode(0o700)
	if f.runner.credential != nil {
		mode = 0o711
	}
	return os.MkdirAll(f.dir, mode)
}

// path returns the path of one of the folder's entries.
func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

// prepare makes what the server needs: binaries of the right version, the
// cluster itself.
func (f *folder) prepare(ctx context.Context, opts Options, find finder) (installation, error) {
	major, err := f.majorVersion()
	if err != nil {
		return installation{}, err
	}
	inst, err := find.find(ctx, f.runner, major)
	if err != nil {
		return installation{}, err
	}
	if major == 0 {
		return inst, f.initialise(ctx, inst, opts)
	}
	return inst, nil
}

// majorVersion returns the major version of PostgreSQL that made the cluster,
// 0 where there is none yet.
func (f *folder) majorVersion() (int, error) {
	text, err := os.ReadFile(f.path("data/PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fault.New(fault.Invalid, "%s is no PostgreSQL cluster of version 14 or newer; give another folder with --data", f.path("data"))
	}
	return major, nil
}

// initialise makes the cluster, with its one database, beside its place and
// moves it there once it is whole, so that an interruption leaves nothing that
// looks like a cluster.
func (f *folder) initialise(ctx context.Context, inst installation, opts Options) error {
	say(opts.Log, "Making a PostgreSQL %d database in %s.", inst.major, f.dir)
	staging := f.path("data.new")
	if err := os.RemoveAll(staging); err != nil {
		return err
	}
	if err := f.runner.mkdir(staging); err != nil {
		return err
	}
	args := []string{"-D", staging, "--username=" + superuser, "--auth=trust", "--encoding=UTF8", "--locale=C"}
	if opts.Durable {
		args = append(args, "--data-checksums")
	} else {
		args = append(args, "--no-sync")
	}
	if _, err := runProcess(ctx, f.runner.command(inst.path("initdb"), args...)); err != nil {
		return err
	}
	if err := f.createDatabase(ctx, inst, staging); err != nil {
		return err
	}
	return os.Rename(staging, f.path("data"))
}

// createDatabase makes the database of Barometer in the cluster in data, which
// no server runs on, through a server for this one statement.
func (f *folder) createDatabase(ctx context.Context, inst installation, data string) error {
	cmd := f.runner.command(inst.path("postgres"), "--single", "-j", "-D", data, "postgres")
	cmd.Stdin = strings.NewReader("CREATE DATABASE " + Database + ";\n")
	output, err := runProcess(ctx, cmd)
	if err != nil {
		return err
	}
	// In this mode an error of SQL does not change the exit code.
	if strings.Contains(output, "ERROR") {
		return fmt.Errorf("create database %s: %s", Database, output)
	}
	return nil
}

// makeSocketDir returns a folder for the socket: in the cluster's folder, or,
// where the path would be too long, in /tmp or /var/tmp. That one's name depends
// on the cluster's folder alone, so that killed processes leave at most one.
func (f *folder) makeSocketDir() (string, error) {
	sum := sha256.Sum256([]byte(f.dir))
	short := fmt.Sprintf("barometer-%d-%x", os.Geteuid(), sum[:6])
	var problems []error
	for _, dir := range []string{f.path("socket"), filepath.Join("/tmp", short), filepath.Join("/var/tmp", short)} {
		if len(filepath.Join(dir, ".s.PGSQL.5432")) > maxSocketPath {
			continue
		}
		err := f.runner.mkdir(dir)
		if errors.Is(err, fs.ErrExist) {
			err = f.runner.checkPrivate(dir)
		}
		if err == nil {
			return dir, nil
		}
		problems = append(problems, err)
	}
	return "", fmt.Errorf("no folder for the socket: %w", errors.Join(problems...))
}

// checkPrivate reports whether dir is a folder that only the runner's user can
// enter. One in /tmp may have been made by someone else.
func (r runner) checkPrivate(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	uid := uint32(os.Geteuid())
	if r.credential != nil {
		uid = r.credential.Uid
	}
	if !info.IsDir() || info.Mode().Perm() != 0o700 || info.Sys().(*syscall.Stat_t).Uid != uid {
		return fault.New(fault.Forbidden, "%s is not a private folder of PostgreSQL's user; remove it", dir)
	}
	return nil
}
