package localpg

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"barometer/internal/fault"
)

// janitor is the shell script that outlives this process, however it ends: it
// waits until its input is closed, ends the server if it still runs, and
// removes the folder.
const janitor = `cat >/dev/null
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
[ -n "$pid" ] && kill -QUIT "$pid" 2>/dev/null
i=0
while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && [ $i -lt 50 ]; do sleep 0.1; i=$((i+1)); done
rm -rf "$1"`

// StartTemporary starts a fast cluster in a new folder, for tests. Server and
// folder are gone after Stop, and also, on every system, soon after this
// process ends without having called it.
func StartTemporary(ctx context.Context) (_ *Cluster, err error) {
	base := os.TempDir()
	if os.Geteuid() == 0 {
		base = "/var/tmp" // the temporary folder may be closed to other users
	}
	dir, err := os.MkdirTemp(base, "barometer-test-")
	if err != nil {
		return nil, err
	}
	if os.Geteuid() == 0 {
		if err := os.Chmod(dir, 0o711); err != nil {
			return nil, err
		}
	}
	sweep, err := startJanitor(dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	c, err := Start(ctx, Options{Dir: dir})
	if err != nil {
		return nil, errors.Join(err, sweep())
	}
	c.after = sweep
	return c, nil
}

// startJanitor starts the janitor for dir. The function that it returns lets it
// work and waits until it has.
func startJanitor(dir string) (func() error, error) {
	cmd := exec.Command("/bin/sh", "-c", janitor, "janitor", dir)
	cmd.Dir = filepath.Dir(dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	input, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fault.New(fault.Unavailable, "a shell is needed at /bin/sh: %w", err)
	}
	return func() error { return finish(cmd, input) }, nil
}

// finish closes the janitor's input and waits for its end.
func finish(cmd *exec.Cmd, input io.Closer) error {
	if err := input.Close(); err != nil {
		return err
	}
	return cmd.Wait()
}
