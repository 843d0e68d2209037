package localpg

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/lib/pq"

	"barometer/internal/fault"
)

// testDir returns a new folder that PostgreSQL's user can enter, whoever runs
// the tests.
func testDir(t *testing.T) string {
	t.Helper()
	base := t.TempDir()
	if os.Geteuid() == 0 {
		var err error
		if base, err = os.MkdirTemp("/var/tmp", "localpg-"); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(base, 0o711); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.RemoveAll(base) })
	}
	return filepath.Join(base, "c")
}

// mustStart starts a cluster and ends it with the test.
func mustStart(t *testing.T, opts Options) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(context.Background()); err != nil {
			t.Errorf("Stop: %v", err)
		}
	})
	return c
}

// scan runs a query of one value.
func scan[T any](t *testing.T, c *Cluster, query string) T {
	t.Helper()
	db, err := sql.Open("postgres", c.URL(Database))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var value T
	if err := db.QueryRowContext(t.Context(), query).Scan(&value); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return value
}

func TestStartKeepsData(t *testing.T) {
	for _, durable := range []bool{false, true} {
		dir := testDir(t)
		var log strings.Builder
		c, err := Start(t.Context(), Options{Dir: dir, Durable: durable, Log: &log})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(log.String(), dir) {
			t.Errorf("the log %q does not say what is made where", log.String())
		}
		want := map[bool]string{true: "on", false: "off"}[durable]
		if got := scan[string](t, c, `SHOW fsync`); got != want {
			t.Errorf("durable %v: fsync is %s, want %s", durable, got, want)
		}
		if got := scan[string](t, c, `SHOW listen_addresses`); got != "" {
			t.Errorf("listens on %q, want on no address", got)
		}
		scan[int](t, c, `WITH made AS (SELECT set_config('x.y', '1', false)) SELECT lo_create(4711) FROM made`)
		if err := c.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		select {
		case <-c.Done():
		default:
			t.Error("Done is open after Stop")
		}
		c = mustStart(t, Options{Dir: dir, Durable: durable})
		if got := scan[int](t, c, `SELECT count(*) FROM pg_largeobject_metadata WHERE oid = 4711`); got != 1 {
			t.Errorf("durable %v: what was stored is gone after the second start", durable)
		}
	}
}

func TestAttach(t *testing.T) {
	dir := testDir(t)
	owner := mustStart(t, Options{Dir: dir})
	second := mustStart(t, Options{Dir: dir})
	if owner.Attached() || !second.Attached() {
		t.Fatalf("attached: first %v, second %v, want false, true", owner.Attached(), second.Attached())
	}
	if owner.URL(Database) != second.URL(Database) {
		t.Errorf("addresses differ: %s and %s", owner.URL(Database), second.URL(Database))
	}
	stopped := make(chan error, 1)
	go func() { stopped <- owner.Stop(context.Background()) }()
	select {
	case <-stopped:
		t.Error("the owner stopped while another process was attached")
	case <-time.After(200 * time.Millisecond):
		scan[int](t, second, `SELECT 1`)
	}
	if err := second.Stop(t.Context()); err != nil {
		t.Error(err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestStopGivesUpWaiting(t *testing.T) {
	dir := testDir(t)
	owner := mustStart(t, Options{Dir: dir})
	mustStart(t, Options{Dir: dir})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := owner.Stop(ctx); err != nil {
		t.Error(err)
	}
	select {
	case <-owner.Done():
	default:
		t.Error("PostgreSQL runs on after its owner's Stop")
	}
}

func TestSecondServeIsRefused(t *testing.T) {
	dir := testDir(t)
	serve := mustStart(t, Options{Dir: dir, Exclusive: true})
	_, err := Start(t.Context(), Options{Dir: dir, Exclusive: true})
	if !errors.Is(err, fault.Conflict) || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "process") {
		t.Errorf("second serve: %v, want a conflict that names folder and process", err)
	}
	command := mustStart(t, Options{Dir: dir})
	if !command.Attached() {
		t.Error("a command beside serve did not attach")
	}
	// An exclusive owner does not wait for those that attached.
	if err := serve.Stop(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestServeWaitsForCommand(t *testing.T) {
	dir := testDir(t)
	command := mustStart(t, Options{Dir: dir})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := Start(ctx, Options{Dir: dir, Exclusive: true}); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("serve beside a command: %v, want to be waiting still", err)
	}
	time.AfterFunc(100*time.Millisecond, func() { command.Stop(context.Background()) })
	if serve := mustStart(t, Options{Dir: dir, Exclusive: true}); serve.Attached() {
		t.Error("serve attached to a cluster that another process ends")
	}
}

func TestConcurrentFirstStart(t *testing.T) {
	dir := testDir(t)
	var clusters [3]*Cluster
	var wg sync.WaitGroup
	for i := range clusters {
		wg.Go(func() {
			var err error
			if clusters[i], err = Start(t.Context(), Options{Dir: dir}); err != nil {
				t.Errorf("start %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	owners := 0
	for _, c := range clusters {
		scan[int](t, c, `SELECT 1`)
		if !c.Attached() {
			owners++
		}
	}
	if owners != 1 {
		t.Errorf("%d processes own the cluster, want 1", owners)
	}
	for _, c := range clusters {
		wg.Go(func() {
			if err := c.Stop(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestLongPath(t *testing.T) {
	dir := filepath.Join(testDir(t), strings.Repeat("long ", 25))
	c := mustStart(t, Options{Dir: dir})
	if strings.HasPrefix(c.socketDir, dir) {
		t.Errorf("the socket's path under %s has more than %d bytes", c.socketDir, maxSocketPath)
	}
	second := mustStart(t, Options{Dir: dir})
	scan[int](t, second, `SELECT 1`)
	if err := second.Stop(t.Context()); err != nil {
		t.Error(err)
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(c.socketDir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket's folder %s is left behind: %v", c.socketDir, err)
	}
}

func TestInterruptedInitialisation(t *testing.T) {
	dir := testDir(t)
	if err := os.MkdirAll(filepath.Join(dir, "data.new", "base"), 0o711); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	scan[int](t, mustStart(t, Options{Dir: dir}), `SELECT 1`)
}

func TestStartCancelled(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := Start(ctx, Options{Dir: testDir(t)}); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("cancelled start: %v, want kind unavailable", err)
	}
}
