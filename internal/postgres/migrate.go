package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"barometer/internal/fault"
	"barometer/migrations"
)

// A Direction says what Migrate does.
type Direction string

const (
	Up     Direction = "up"     // apply every pending migration
	Down   Direction = "down"   // take the newest applied migration back
	Status Direction = "status" // change nothing
)

// lockWait is for how many seconds Migrate waits while another process
// migrates the same database.
const lockWait = 300

// A Migration is one numbered step of the schema and its state.
type Migration struct {
	Version   int64
	Name      string    // its file, such as 00001_surveys.sql
	Applied   bool      // whether it is applied now
	AppliedAt time.Time // the zero time where it is not applied
}

// Migrate brings the schema of db up to date, takes its newest step back, or
// leaves it alone, and returns the state of every migration afterwards, oldest
// first. Processes that migrate the same database at the same time wait for
// each other. A schema newer than this program is a fault.Conflict.
func Migrate(ctx context.Context, db *sqlx.DB, direction Direction) (_ []Migration, err error) {
	defer fault.Wrap(&err, "migrate %s", direction)
	provider, err := newProvider(db)
	if err != nil {
		return nil, err
	}
	if err := step(ctx, provider, direction); err != nil {
		return nil, wrap(ctx, err)
	}
	states, err := provider.Status(ctx)
	if err != nil {
		return nil, wrap(ctx, err)
	}
	migrations := make([]Migration, len(states))
	for i, s := range states {
		migrations[i] = Migration{
			Version:   s.Source.Version,
			Name:      s.Source.Path,
			Applied:   s.State == goose.StateApplied,
			AppliedAt: s.AppliedAt,
		}
	}
	return migrations, nil
}

// step does what direction says.
func step(ctx context.Context, provider *goose.Provider, direction Direction) error {
	if err := checkVersion(ctx, provider); err != nil {
		return err
	}
	switch direction {
	case Up:
		_, err := provider.Up(ctx)
		return err
	case Down:
		if version, err := provider.GetDBVersion(ctx); err != nil {
			return err
		} else if version == 0 {
			return fault.New(fault.Conflict, "no migration is applied, so none can be taken back")
		}
		_, err := provider.Down(ctx)
		return err
	case Status:
		return nil
	}
	return fault.New(fault.Invalid, "unknown direction %q; give up, down or status", string(direction))
}

// checkVersion refuses a schema that a newer program made: what this program
// would write there may be wrong.
func checkVersion(ctx context.Context, provider *goose.Provider) error {
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fault.New(fault.Conflict, "the database has schema version %d, this program knows %d; use the newer program", current, target)
	}
	return nil
}

// newProvider returns goose over the embedded migrations, with an advisory lock
// for the time of a step.
func newProvider(db *sqlx.DB) (*goose.Provider, error) {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, lockWait))
	if err != nil {
		return nil, fmt.Errorf("migration lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db.DB, migrations.FS,
		goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("embedded migrations: %w", err)
	}
	return provider, nil
}
