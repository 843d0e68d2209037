package localpg

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"barometer/internal/fault"
)

// helperVariable makes the test program the helper process: it starts a cluster
// in the folder that the variable names, "temporary" for a temporary one, and
// says so, until its input is closed.
const helperVariable = "LOCALPG_TEST_HELPER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(helperVariable); dir != "" {
		if err := runHelper(dir); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func runHelper(dir string) error {
	ctx := context.Background()
	c, err := StartTemporary(ctx)
	if dir != "temporary" {
		c, err = Start(ctx, Options{Dir: dir})
	}
	if err != nil {
		return err
	}
	fmt.Printf("ready %d %s\n", c.process.cmd.Process.Pid, filepath.Dir(c.socketDir))
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	return c.Stop(ctx)
}

// A helper is a running helper process.
type helper struct {
	cmd   *exec.Cmd
	input io.Closer
	pid   int    // of PostgreSQL
	dir   string // of the cluster
}

func startHelper(t *testing.T, path, dir string, credential *syscall.Credential) *helper {
	t.Helper()
	cmd := exec.Command(path)
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), helperVariable+"="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: credential}
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	h := &helper{cmd: cmd, input: input}
	line, err := bufio.NewReader(output).ReadString('\n')
	if _, scanErr := fmt.Sscanf(line, "ready %d %s", &h.pid, &h.dir); err != nil || scanErr != nil {
		t.Fatalf("the helper says %q: %v", line, errors.Join(err, scanErr))
	}
	return h
}

// kill ends the helper as kill -9 does.
func (h *helper) kill(t *testing.T) {
	t.Helper()
	if err := h.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = h.cmd.Wait() // says that it was killed
}

// awaitEnd waits until the process is gone.
func awaitEnd(t *testing.T, pid int) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); (&pidFile{id: pid}).running(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("PostgreSQL (process %d) still runs", pid)
		}
	}
}

func self(t *testing.T) string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestKill(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux ends a child with its parent")
	}
	dir := testDir(t)
	h := startHelper(t, self(t), dir, nil)
	if !(&pidFile{id: h.pid}).running() {
		t.Fatal("PostgreSQL does not run beside the helper")
	}
	h.kill(t)
	// The next start need not wait for the old server's end.
	c := mustStart(t, Options{Dir: dir})
	if c.Attached() {
		t.Error("attached to the server of the killed process")
	}
	scan[int](t, c, `SELECT 1`)
	awaitEnd(t, h.pid)
}

func TestTemporary(t *testing.T) {
	c, err := StartTemporary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	scan[int](t, c, `SELECT 1`)
	if err := c.Stop(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Dir(c.socketDir)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is left behind: %v", err)
	}
}

// TestDropped is a caller that keeps the address alone.
func TestDropped(t *testing.T) {
	address, done := func() (string, <-chan struct{}) {
		c, err := StartTemporary(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return c.URL(Database), c.Done()
	}()
	for range 3 {
		runtime.GC() // runs finalizers of what the last one found
		time.Sleep(50 * time.Millisecond)
	}
	select {
	case <-done:
		t.Errorf("PostgreSQL at %s ended while nobody stopped it", address)
	default:
	}
}

func TestTemporaryKilled(t *testing.T) {
	h := startHelper(t, self(t), "temporary", nil)
	if _, err := os.Stat(filepath.Join(h.dir, "data")); err != nil {
		t.Fatal(err)
	}
	h.kill(t)
	awaitEnd(t, h.pid)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(h.dir); errors.Is(err, os.ErrNotExist) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s is left behind", h.dir)
		}
	}
}

// TestOrdinaryUser covers, where the tests run as root, what they cover anyway
// where they do not.
func TestOrdinaryUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("the other tests run as an ordinary user already")
	}
	credential := &syscall.Credential{Uid: 65534, Gid: 65534}
	base := filepath.Dir(testDir(t))
	program := filepath.Join(base, "helper")
	text, err := os.ReadFile(self(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, text, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(base, int(credential.Uid), int(credential.Gid)); err != nil {
		t.Fatal(err)
	}
	h := startHelper(t, program, filepath.Join(base, "c"), credential)
	if info, err := os.Stat(filepath.Join(base, "c")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("an ordinary user's folder has mode %v (%v), want 0700", info.Mode(), err)
	}
	// Root may use what an ordinary user runs.
	if c := mustStart(t, Options{Dir: filepath.Join(base, "c")}); !c.Attached() {
		t.Error("root did not attach")
	} else if err := c.Stop(t.Context()); err != nil {
		t.Error(err)
	}
	if err := h.input.Close(); err != nil {
		t.Fatal(err)
	}
	if err := h.cmd.Wait(); err != nil {
		t.Errorf("the helper did not stop in order: %v", err)
	}
	awaitEnd(t, h.pid)
	// And root goes on with it as the user that owns it.
	scan[int](t, mustStart(t, Options{Dir: filepath.Join(base, "c")}), `SELECT 1`)
}

func TestRootsPrivateFolder(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root runs PostgreSQL as another user")
	}
	base := filepath.Dir(testDir(t))
	if err := os.Chmod(base, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Dir: filepath.Join(base, "c")})
	if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "cannot enter "+base) {
		t.Errorf("start in a closed folder: %v, want the folder that is closed", err)
	}
}

// TestStalePID is a container's second life: the id in postmaster.pid is that
// of another program.
func TestStalePID(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs /proc")
	}
	dir := testDir(t)
	c := mustStart(t, Options{Dir: dir})
	path := filepath.Join(dir, "data", "postmaster.pid")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfterN(string(text), "\n", 2)
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"+lines[1]), 0o600); err != nil {
		t.Fatal(err)
	}
	scan[int](t, mustStart(t, Options{Dir: dir}), `SELECT 1`)
}
