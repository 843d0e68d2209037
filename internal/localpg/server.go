package localpg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"barometer/internal/fault"
)

// orphanPatience is how long a server whose starter is gone gets to end before
// it counts as one to attach to.
const orphanPatience = 2 * time.Second

// settings are what every server of ours runs with. Statements and details of
// errors stay out of the log: they hold answers.
var settings = []string{
	"listen_addresses=", "unix_socket_permissions=0700", "jit=off",
	"log_min_error_statement=panic", "log_error_verbosity=terse", "log_checkpoints=off",
}

// hastySettings are for clusters whose data may be lost.
var hastySettings = []string{
	"fsync=off", "synchronous_commit=off", "full_page_writes=off",
	"wal_level=minimal", "max_wal_senders=0", "max_connections=300",
}

// startServer starts PostgreSQL and waits until it accepts connections.
func (f *folder) startServer(ctx context.Context, inst installation, durable bool) (*process, string, error) {
	socketDir, err := f.makeSocketDir()
	if err != nil {
		return nil, "", err
	}
	if err := f.removeStalePID(); err != nil {
		return nil, "", err
	}
	log, err := os.OpenFile(f.path("postgres.log"), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, "", err
	}
	defer log.Close()
	args := []string{"-D", f.path("data"), "-k", strconv.Quote(socketDir)}
	use := settings
	if !durable {
		use = append(use[:len(use):len(use)], hastySettings...)
	}
	for _, s := range use {
		args = append(args, "-c", s)
	}
	cmd := f.runner.command(inst.path("postgres"), args...)
	cmd.Stdout, cmd.Stderr = log, log
	p, err := startProcess(cmd)
	if err != nil {
		return nil, "", err
	}
	return p, socketDir, f.awaitReady(ctx, p)
}

// awaitReady waits until the server accepts connections. One that does not is
// stopped.
func (f *folder) awaitReady(ctx context.Context, p *process) error {
	for {
		select {
		case <-p.done:
			return fmt.Errorf("PostgreSQL did not start: %w: %s", p.err, logTail(f.path("postgres.log")))
		default:
		}
		if pid, err := f.readPID(); err == nil && pid.id == p.cmd.Process.Pid && pid.status == "ready" {
			return nil
		}
		if err := sleep(ctx); err != nil {
			return errors.Join(fmt.Errorf("PostgreSQL is not ready: %w", err), p.stop(syscall.SIGINT, stopPatience))
		}
	}
}

// logTail returns the last lines of the server's log.
func logTail(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	var t tail
	t.Write(bytes.TrimSpace(text))
	return t.String()
}

// A pidFile is what a server writes into postmaster.pid.
type pidFile struct {
	id        int
	socketDir string
	status    string // starting, ready, stopping …
}

// readPID reads postmaster.pid. An incomplete one, or none, is an error.
func (f *folder) readPID() (*pidFile, error) {
	text, err := os.ReadFile(f.path("data/postmaster.pid"))
	if err != nil {
		return nil, err
	}
	lines := strings.Split(string(text), "\n")
	if len(lines) < 8 {
		return nil, errors.New("postmaster.pid is incomplete")
	}
	id, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil {
		return nil, fmt.Errorf("postmaster.pid: %w", err)
	}
	return &pidFile{id: id, socketDir: lines[4], status: strings.TrimSpace(lines[7])}, nil
}

// accepts reports whether a server listens on the socket.
func (p *pidFile) accepts(ctx context.Context) bool {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", filepath.Join(p.socketDir, ".s.PGSQL.5432"))
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

// removeStalePID removes the file that a server left which did not end in
// order. Its process id may be some other program's by now (in a container the
// ids repeat), which PostgreSQL would take for the server. The caller holds the
// owner's lock.
func (f *folder) removeStalePID() error {
	if pid, err := f.readPID(); err != nil || pid.running() {
		return nil
	}
	return os.Remove(f.path("data/postmaster.pid"))
}

// awaitOrphan looks for a server whose starter is gone, and waits for its end.
// Of one that does not end it returns the socket's folder and true.
func awaitOrphan(ctx context.Context, f *folder) (socketDir string, found bool, err error) {
	for deadline := time.Now().Add(orphanPatience); ; {
		pid, err := f.readPID()
		if err != nil || !pid.running() {
			return "", false, nil
		}
		if time.Now().After(deadline) && pid.accepts(ctx) {
			return pid.socketDir, true, nil
		}
		if err := sleep(ctx); err != nil {
			return "", false, fault.New(fault.Unavailable, "waiting for process %d, which uses %s: %w", pid.id, f.dir, err)
		}
	}
}

// attach attaches to the server that the owner runs, once it is ready. It
// returns false where there is none yet, or none any more.
func (c *Cluster) attach(ctx context.Context, f *folder) (bool, error) {
	shared, err := waitLock(ctx, c.users, syscall.LOCK_SH)
	if err != nil {
		return false, err
	}
	pid, err := f.readPID()
	if err != nil || pid.status != "ready" || !pid.accepts(ctx) {
		shared.unlock()
		return false, nil
	}
	c.shared, c.socketDir = shared, pid.socketDir
	return true, nil
}

// say writes a line to w, if there is one. That it cannot be written is no
// reason to stop.
func say(w io.Writer, format string, args ...any) {
	if w != nil {
		fmt.Fprintf(w, format+"\n", args...)
	}
}

// running reports whether the server's process is there. Where the system says
// what a process is, some other program with its id does not count, nor does an
// ended one that nobody has waited for.
func (p *pidFile) running() bool {
	if runtime.GOOS != "linux" {
		err := syscall.Kill(p.id, 0)
		return err == nil || errors.Is(err, syscall.EPERM)
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.id))
	if err != nil {
		return false
	}
	return bytes.Contains(stat, []byte("(postgres) ")) && !bytes.Contains(stat, []byte(") Z "))
}
