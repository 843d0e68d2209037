package localpg

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"barometer/internal/fault"
)

// A runner runs PostgreSQL's programs: as this process's user, or, since they
// refuse to run as root, as an unprivileged one.
type runner struct {
	credential *syscall.Credential // nil: as this process's user
	name       string              // of the credential's user
	home       string              // a folder that the user can read
}

// newRunner returns the runner for this process. For root it is the user that
// owns data, where that exists and root does not own it, else postgres or
// nobody.
func newRunner(data, home string) (runner, error) {
	if os.Geteuid() != 0 {
		return runner{home: home}, nil
	}
	if info, err := os.Stat(data); err == nil {
		if stat := info.Sys().(*syscall.Stat_t); stat.Uid != 0 {
			name := fmt.Sprintf("user %d", stat.Uid)
			return runner{&syscall.Credential{Uid: stat.Uid, Gid: stat.Gid}, name, home}, nil
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.ParseUint(u.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(u.Gid, 10, 32)
		if uidErr == nil && gidErr == nil {
			return runner{&syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, name, home}, nil
		}
	}
	return runner{}, fault.New(fault.Unavailable,
		"PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody; make one, or run as an ordinary user")
}

// command returns a command with the runner's user, a clean environment, and a
// process group of its own, so that Ctrl-C ends Barometer in order before it
// ends PostgreSQL.
func (r runner) command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = r.home
	cmd.Env = []string{"HOME=" + r.home, "PATH=/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: r.credential}
	return cmd
}

// mkdir makes a folder that only the runner's user can enter.
func (r runner) mkdir(path string) error {
	if err := os.Mkdir(path, 0o700); err != nil {
		return err
	}
	return r.chown(path)
}

// chown gives path to the runner's user.
func (r runner) chown(path string) error {
	if r.credential == nil {
		return nil
	}
	return os.Chown(path, int(r.credential.Uid), int(r.credential.Gid))
}

// checkEnter reports the first folder on the way to dir, an absolute path, that
// the runner's user cannot enter.
func (r runner) checkEnter(dir string) error {
	if r.credential == nil {
		return nil
	}
	for d := dir; ; d = filepath.Dir(d) {
		info, err := os.Stat(d)
		if err != nil {
			return err
		}
		if !r.mayEnter(info) {
			return fault.New(fault.Invalid,
				"PostgreSQL cannot run as root, and %s, as whom it runs, cannot enter %s; give a folder elsewhere, such as /var/lib/barometer", r.name, d)
		}
		if d == filepath.Dir(d) {
			return nil
		}
	}
}

// mayEnter reports whether the mode of a folder lets the runner's user in.
func (r runner) mayEnter(info os.FileInfo) bool {
	stat := info.Sys().(*syscall.Stat_t)
	switch {
	case stat.Uid == r.credential.Uid:
		return info.Mode()&0o100 != 0
	case stat.Gid == r.credential.Gid:
		return info.Mode()&0o010 != 0
	}
	return info.Mode()&0o001 != 0
}

// userDir returns the base folder for one kind of files: system for root, else
// the folder that the environment variable names, else the one of that name in
// the user's home.
func userDir(system, variable, inHome string) (string, error) {
	if os.Geteuid() == 0 {
		return system, nil
	}
	if dir := os.Getenv(variable); filepath.IsAbs(dir) {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fault.New(fault.Invalid, "the home folder is unknown; set HOME or give a folder with --data")
	}
	return filepath.Join(home, inHome), nil
}
