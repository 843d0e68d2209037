package main

import (
	"context"
	"errors"
	"fmt"

	"barometer/internal/postgres"
)

// migrateCommand is barometer migrate up|down|status.
type migrateCommand struct {
	databaseFlags
	Direction string `arg:"" enum:"up,down,status" help:"up: apply all; down: take the newest back; status: list them."`
}

// Run executes the command.
func (c *migrateCommand) Run(ctx context.Context, sys *system) (err error) {
	s := &store{}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := c.connect(ctx, sys, false, s); err != nil {
		return err
	}
	migrations, err := postgres.Migrate(ctx, s.db, postgres.Direction(c.Direction))
	if err != nil {
		return err
	}
	for _, m := range migrations {
		state := "pending"
		if m.Applied {
			state = "applied"
		}
		fmt.Fprintf(sys.stdout, "%-8s %s\n", state, m.Name)
	}
	return nil
}
