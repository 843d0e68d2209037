// Command withpg starts one temporary PostgreSQL, runs a command that finds its
// address in BAROMETER_TEST_DATABASE, and removes it again:
//
//	go run ./internal/postgres/pgtest/withpg go test ./...
//
// It is for running the tests and is no part of the product. Where the variable
// is set already, it starts nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"barometer/internal/localpg"
	"barometer/internal/postgres/pgtest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.Exited() {
		os.Exit(exit.ExitCode())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpg:", err)
		os.Exit(1)
	}
}

// run runs the command, args, beside a PostgreSQL. The command's failure comes
// back as an *exec.ExitError.
func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("give the command to run")
	}
	if os.Getenv(pgtest.Variable) != "" {
		return command(ctx, args, os.Environ())
	}
	cluster, err := localpg.StartTemporary(ctx)
	if err != nil {
		return err
	}
	err = command(ctx, args, append(os.Environ(), pgtest.Variable+"="+cluster.URL(localpg.Database)))
	if stopErr := cluster.Stop(context.WithoutCancel(ctx)); err == nil {
		err = stopErr
	}
	return err
}

// command runs args with this process's input and output.
func command(ctx context.Context, args, env []string) error {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	// Go's test runner ends its tests in order when it is interrupted.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Env = env
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}
