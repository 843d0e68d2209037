// Package pgtest gives each test a database of its own, with the whole schema,
// on a real PostgreSQL.
//
// The server is the one that BAROMETER_TEST_DATABASE names (command withpg sets
// it for a whole run of tests), else a temporary one that the first test of a
// package starts and that ends with the test program. The variable must never
// name a server with data of value.
package pgtest

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"barometer/internal/localpg"
	"barometer/internal/postgres"
	"barometer/migrations"
)

// Variable names the environment variable with the server's address.
const Variable = "BAROMETER_TEST_DATABASE"

// startTimeout is how long the server and the template may take.
const startTimeout = 2 * time.Minute

// A server is where the databases are made.
type server struct {
	address  *url.URL
	admin    *sqlx.DB
	template string
	fileCopy bool // PostgreSQL 15 or newer, which has two ways to copy
}

// theServer starts or opens the server, once for each test program.
var theServer = sync.OnceValues(openServer)

// DB returns a pool on a new, empty database with the whole schema. The test's
// end closes it and drops the database.
func DB(t testing.TB) *sqlx.DB {
	t.Helper()
	db, err := postgres.Open(t.Context(), URL(t))
	if err != nil {
		t.Fatal(err)
	}
	// Many tests share the server's connections.
	db.SetMaxIdleConns(2)
	t.Cleanup(func() { db.Close() })
	return db
}

// URL returns the address, as DATABASE_URL has it, of a new, empty database
// with the whole schema, for what opens its own pool. The test's end drops the
// database, whoever is still connected to it.
func URL(t testing.TB) string {
	t.Helper()
	return create(t, true)
}

// EmptyURL is URL for a database without any schema.
func EmptyURL(t testing.TB) string {
	t.Helper()
	return create(t, false)
}

// create makes a database, from the template or with nothing in it.
func create(t testing.TB, migrated bool) string {
	t.Helper()
	s, err := theServer()
	if err != nil {
		t.Fatalf("no PostgreSQL for tests: %v", err)
	}
	name := fmt.Sprintf("test_%x", rand.Uint64())
	template := "template0"
	if migrated {
		template = s.template
	}
	if err := s.copy(t.Context(), name, template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		query := `DROP DATABASE ` + pq.QuoteIdentifier(name) + ` WITH (FORCE)`
		if _, err := s.admin.ExecContext(context.Background(), query); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return s.urlOf(name)
}

// openServer finds or starts the server and makes its template.
func openServer() (*server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	address := os.Getenv(Variable)
	if address == "" {
		cluster, err := localpg.StartTemporary(ctx)
		if err != nil {
			return nil, err
		}
		address = cluster.URL(localpg.Database)
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%s must be postgres://…: %w", Variable, err)
	}
	s := &server{address: u}
	if s.admin, err = postgres.Open(ctx, address); err != nil {
		return nil, err
	}
	if s.template, err = templateName(); err != nil {
		return nil, err
	}
	query := `SELECT CAST(current_setting('server_version_num') AS integer) >= 150000`
	if err := s.admin.GetContext(ctx, &s.fileCopy, query); err != nil {
		return nil, err
	}
	return s, s.makeTemplate(ctx)
}

// templateName returns a name that changes with the migrations, so that a
// server which outlives them is of use.
func templateName() (string, error) {
	hash := fnv.New64a()
	err := fs.WalkDir(migrations.FS, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := migrations.FS.ReadFile(path)
		hash.Write(text)
		return err
	})
	return fmt.Sprintf("template_%x", hash.Sum64()), err
}

// makeTemplate makes the template where it is not there yet. It is filled under
// another name, so that whoever finds it finds it whole.
func (s *server) makeTemplate(ctx context.Context) error {
	conn, err := s.admin.Connx(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	const lock = 8274591
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, lock); err != nil {
		return err
	}
	defer conn.ExecContext(ctx, `SELECT pg_advisory_unlock($1)`, lock)
	var exists bool
	query := `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`
	if err := conn.GetContext(ctx, &exists, query, s.template); err != nil || exists {
		return err
	}
	staging := fmt.Sprintf("staging_%x", rand.Uint64())
	if err := s.copy(ctx, staging, "template0"); err != nil {
		return err
	}
	if err := migrate(ctx, s.urlOf(staging)); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, `ALTER DATABASE `+pq.QuoteIdentifier(staging)+` RENAME TO `+pq.QuoteIdentifier(s.template))
	return err
}

// migrate gives a database the whole schema.
func migrate(ctx context.Context, address string) error {
	db, err := postgres.Open(ctx, address)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = postgres.Migrate(ctx, db, postgres.Up)
	return err
}

// copy makes the database name a copy of template. Copying the files of so
// small a database is several times as fast as logging their pages.
func (s *server) copy(ctx context.Context, name, template string) error {
	query := `CREATE DATABASE ` + pq.QuoteIdentifier(name) + ` TEMPLATE ` + pq.QuoteIdentifier(template)
	if s.fileCopy {
		query += ` STRATEGY FILE_COPY`
	}
	_, err := s.admin.ExecContext(ctx, query)
	return err
}

// urlOf returns the address of one of the server's databases.
func (s *server) urlOf(database string) string {
	u := *s.address
	u.Path = "/" + database
	return u.String()
}
