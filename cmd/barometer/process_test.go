package main_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// server is a barometer process that is started again when it was killed.
type server struct {
	binary, database, address, base string
	t                               *testing.T
	process                         *exec.Cmd
	kills                           int
}

// binaryDir holds the program that tests run; "" until one does.
var binaryDir string

// binary builds the program once for all tests.
var binary = sync.OnceValues(func() (_ string, err error) {
	if binaryDir, err = os.MkdirTemp("", "barometer-test-"); err != nil {
		return "", err
	}
	path := filepath.Join(binaryDir, "barometer")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if binaryDir != "" {
		os.RemoveAll(binaryDir)
	}
	os.Exit(code)
}

func startServer(t *testing.T, database string) *server {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	s := &server{binary: path, database: database, address: address, base: "http://" + address, t: t}
	s.start()
	t.Cleanup(s.kill)
	return s
}

// start runs the process and waits until it answers.
func (s *server) start() {
	s.process = exec.Command(s.binary, "serve", "--listen", s.address)
	s.process.Env = append(os.Environ(), "DATABASE_URL="+s.database, "BAROMETER_KEY="+strings.Repeat("5a", 32))
	if err := s.process.Start(); err != nil {
		s.t.Errorf("start: %v", err)
		return
	}
	for range 200 {
		resp, err := http.Get(s.base + "/readyz")
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Error("the server does not answer")
}

// kill ends the process as kill -9 does.
func (s *server) kill() {
	_ = s.process.Process.Kill() // it may have ended
	_ = s.process.Wait()
}

// killAt kills the server when so many receipts were given, and starts it
// again.
func (s *server) killAt(ctx context.Context, receipts *atomic.Int64, at []int64) {
	for _, n := range at {
		for receipts.Load() < n {
			if ctx.Err() != nil {
				return
			}
			time.Sleep(time.Millisecond)
		}
		s.kill()
		s.kills++
		s.start()
	}
}

// publishForm publishes a questionnaire and opens its edition.
func publishForm(t *testing.T, database, yaml string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "form.yaml")
	if err := os.WriteFile(path, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	barometer(t, database, "survey", "publish", path)
	barometer(t, database, "edition", "open", "crash/1")
}

// barometer runs a command, which must succeed, and gives its output.
func barometer(t *testing.T, database string, args ...string) string {
	t.Helper()
	cmd := command(t, database, args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("barometer %s: %v\n%s%s", strings.Join(args, " "), err, out, stderr.String())
	}
	return string(out)
}

// command prepares a run of the program on a database.
func command(t *testing.T, database string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Env = append(os.Environ(), "DATABASE_URL="+database)
	return cmd
}
