package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"

	"barometer/internal/account"
	"barometer/internal/collect"
	"barometer/internal/localpg"
	"barometer/internal/postgres"
	"barometer/internal/survey"
)

// databaseFlags say where the data is. Without DATABASE_URL it is in a private
// PostgreSQL under the data directory.
type databaseFlags struct {
	Data string `help:"Data directory of the private PostgreSQL, used where DATABASE_URL is not set." type:"path" placeholder:"DIR"`
}

// store is an open database with the services on it.
type store struct {
	db        *sqlx.DB
	surveys   *survey.Service
	responses *collect.Service
	accounts  *account.Service
	cluster   *localpg.Cluster // nil where DATABASE_URL names the server
}

// open connects, starting the private PostgreSQL where there is no
// DATABASE_URL, and brings the schema up to date. The caller closes the store.
func (f databaseFlags) open(ctx context.Context, sys *system, exclusive bool) (_ *store, err error) {
	s := &store{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if err := f.connect(ctx, sys, exclusive, s); err != nil {
		return nil, err
	}
	if _, err := postgres.Migrate(ctx, s.db, postgres.Up); err != nil {
		return nil, err
	}
	s.surveys = survey.NewService(postgres.NewSurveys(s.db), time.Now)
	s.responses = collect.NewService(postgres.NewResponses(s.db), s.surveys)
	s.accounts = account.NewService(postgres.NewAccounts(s.db), s.surveys.Now)
	return s, nil
}

// connect opens the pool without touching the schema.
func (f databaseFlags) connect(ctx context.Context, sys *system, exclusive bool, s *store) (err error) {
	url := sys.env("DATABASE_URL")
	if url == "" {
		dir, err := f.dir()
		if err != nil {
			return err
		}
		s.cluster, err = localpg.Start(ctx, localpg.Options{Dir: filepath.Join(dir, "postgres"), Durable: true, Exclusive: exclusive, Log: sys.stderr})
		if err != nil {
			return err
		}
		url = s.cluster.URL(localpg.Database)
	}
	s.db, err = postgres.Open(ctx, url)
	return err
}

// dir is the data directory.
func (f databaseFlags) dir() (string, error) {
	if f.Data != "" {
		return f.Data, nil
	}
	return localpg.DefaultDir("barometer")
}

// close ends connections and, if this process is the last on it, the private
// PostgreSQL. It has no deadline of the command's: the data must be safe.
func (s *store) close() error {
	var errs []error
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	if s.cluster != nil {
		errs = append(errs, s.cluster.Stop(context.Background()))
	}
	return errors.Join(errs...)
}

// withStore runs f on an open store and closes it.
func (f databaseFlags) withStore(ctx context.Context, sys *system, run func(*store) error) error {
	s, err := f.open(ctx, sys, false)
	if err != nil {
		return err
	}
	return errors.Join(run(s), s.close())
}
