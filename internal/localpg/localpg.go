// Package localpg runs a private PostgreSQL for laptops, the demo and tests,
// out of the binaries that the machine has, or that npm can bring.
//
// It listens on a Unix socket in a folder that only its user can enter, never
// on the network, and asks for no password. Where DATABASE_URL names a server,
// nobody calls this package. It knows nothing of schemas: it hands out an
// address, package postgres does the rest.
//
// A cluster's folder holds:
//
//	data/        the cluster, of the user that PostgreSQL runs as
//	socket/      its socket, unless the path is too long for one
//	owner.lock   locked by the process that started PostgreSQL
//	users.lock   locked, shared, by the processes that attached to it
//	serve.lock   locked by the one serve or demo
//	postgres.log
package localpg

import (
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"barometer/internal/fault"
)

const (
	// Database is the database that every cluster has for Barometer.
	Database = "barometer"

	// superuser is the role that owns everything in the cluster. It is the
	// same on every machine, so that a folder can be used by root today and by
	// an ordinary user's copy tomorrow.
	superuser = "barometer"
)

// stopPatience is how long Stop waits for an orderly end before it uses force.
const stopPatience = 30 * time.Second

// Options says what cluster to start, and how.
type Options struct {
	// Dir is the cluster's folder, made where it does not exist. Nothing else
	// may be kept in it.
	Dir string
	// Durable is for data that must survive a crash of the machine. Without
	// it, everything is faster and a power cut may ruin the cluster.
	Durable bool
	// Exclusive is for serve and demo: a second one on the same folder is
	// refused, and the cluster ends no sooner than this process.
	Exclusive bool
	// Log, where not nil, gets a sentence for each thing that takes long.
	Log io.Writer
}

// A Cluster is a running PostgreSQL that this process started or attached to.
type Cluster struct {
	dir       string
	log       io.Writer
	socketDir string
	process   *process // nil where this process attached
	exclusive bool
	owner     *fileLock // held where this process started PostgreSQL
	serve     *fileLock // held where Options.Exclusive
	users     string    // path of users.lock
	shared    *fileLock // held where this process attached
	after     func() error
}

// Start starts the cluster in opts.Dir, first making one where there is none,
// or attaches to it where another process has started it, and returns once it
// accepts connections. The caller ends it with Stop; if this process is killed,
// PostgreSQL ends too (on Linux). ctx bounds the start only.
func Start(ctx context.Context, opts Options) (*Cluster, error) {
	return start(ctx, opts, systemFinder())
}

// start is Start with the given way of finding binaries.
func start(ctx context.Context, opts Options, find finder) (_ *Cluster, err error) {
	defer fault.Wrap(&err, "private PostgreSQL")
	find.log = opts.Log
	f, err := openFolder(opts.Dir)
	if err != nil {
		return nil, err
	}
	c := &Cluster{dir: f.dir, log: opts.Log, exclusive: opts.Exclusive, users: f.path("users.lock")}
	if opts.Exclusive {
		if c.serve, err = lockForServe(f); err != nil {
			return nil, err
		}
	}
	if err := c.run(ctx, f, opts, find); err != nil {
		c.release()
		return nil, err
	}
	return c, nil
}

// run becomes the cluster's owner or attaches to the one that its owner runs.
// An exclusive process waits until it can be the owner.
func (c *Cluster) run(ctx context.Context, f *folder, opts Options, find finder) error {
	for waits := 0; ; waits++ {
		var err error
		c.owner, err = tryLock(f.path("owner.lock"), syscall.LOCK_EX)
		if err == nil {
			return c.own(ctx, f, opts, find)
		}
		if !errors.Is(err, errLocked) {
			return err
		}
		if !opts.Exclusive {
			attached, err := c.attach(ctx, f)
			if attached || err != nil {
				return err
			}
		} else if waits == 0 {
			say(opts.Log, "Waiting for another barometer command, which uses the database in %s too.", f.dir)
		}
		if err := sleep(ctx); err != nil {
			return fault.New(fault.Unavailable, "the cluster in %s is neither free nor ready: %w", f.dir, err)
		}
	}
}

// own starts PostgreSQL, this process holding the owner's lock.
func (c *Cluster) own(ctx context.Context, f *folder, opts Options, find finder) error {
	var found bool
	var err error
	if c.socketDir, found, err = awaitOrphan(ctx, f); found || err != nil {
		return err
	}
	inst, err := f.prepare(ctx, opts, find)
	if err != nil {
		return err
	}
	c.process, c.socketDir, err = f.startServer(ctx, inst, opts.Durable)
	if err == nil {
		go c.keep()
	}
	return err
}

// keep holds on to the cluster until PostgreSQL ends. A caller may drop it to
// let it run as long as this process does; its locks are files, which the
// garbage collector would close.
func (c *Cluster) keep() {
	<-c.process.done
	runtime.KeepAlive(c)
}

// URL returns the address, as DATABASE_URL has it, of one database of the
// cluster.
func (c *Cluster) URL(database string) string {
	query := url.Values{"host": {c.socketDir}, "user": {superuser}, "sslmode": {"disable"}}
	return (&url.URL{Scheme: "postgres", Path: "/" + database, RawQuery: query.Encode()}).String()
}

// Attached reports whether another process started the cluster.
func (c *Cluster) Attached() bool { return c.process == nil }

// Done returns a channel that is closed once PostgreSQL has ended, or nil where
// this process only attached and cannot know.
func (c *Cluster) Done() <-chan struct{} {
	if c.process == nil {
		return nil
	}
	return c.process.done
}

// Stop ends the cluster, or this process's use of it where it only attached.
// Unless the start was exclusive, it first waits for the processes that
// attached, until ctx ends: what they are doing is not to be lost because this
// process is quicker.
func (c *Cluster) Stop(ctx context.Context) error {
	defer c.release()
	if c.process == nil {
		return nil
	}
	if !c.exclusive {
		lock, err := c.awaitUsers(ctx)
		if err == nil {
			defer lock.unlock()
		}
	}
	err := c.process.stop(syscall.SIGINT, stopPatience)
	// The folder may be in use again, or be gone; it is not worth an error.
	_ = os.Remove(c.socketDir)
	if c.after != nil {
		err = errors.Join(err, c.after())
	}
	return err
}

// awaitUsers waits for the processes that attached, and keeps others from it.
func (c *Cluster) awaitUsers(ctx context.Context) (*fileLock, error) {
	lock, err := tryLock(c.users, syscall.LOCK_EX)
	if !errors.Is(err, errLocked) {
		return lock, err
	}
	say(c.log, "Waiting for another barometer command, which uses the database in %s too.", c.dir)
	return waitLock(ctx, c.users, syscall.LOCK_EX)
}

// release gives up every lock. A cluster that failed to start has none of them
// or some.
func (c *Cluster) release() {
	for _, l := range []*fileLock{c.shared, c.owner, c.serve} {
		if l != nil {
			l.unlock()
		}
	}
}

// sleep waits between two looks at something that another process changes.
func sleep(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(10 * time.Millisecond):
		return nil
	}
}

// DefaultDir returns the folder of the given name, such as "barometer", among
// the data of this user, or, for root, of the machine: PostgreSQL runs as
// another user then, which cannot enter root's home.
func DefaultDir(name string) (string, error) {
	base, err := userDir("/var/lib", "XDG_DATA_HOME", ".local/share")
	if err != nil {
		return "", err
	}
	return filepath.Join(base, name), nil
}
