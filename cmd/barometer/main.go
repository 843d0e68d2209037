// Command barometer runs an industry's annual survey: it serves the forms and
// the staff's pages, checks and publishes questionnaires, takes in past
// editions and makes tables and reports.
//
// This package is wiring only: it reads flags, opens what a command needs and
// calls the packages under internal.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"barometer/internal/fault"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, errSilent) {
		fmt.Fprintln(os.Stderr, "barometer:", describe(err))
	}
	os.Exit(fault.ExitCode(err))
}

// errSilent ends a command whose output has said already what is wrong.
var errSilent = fault.New(fault.Invalid, "problems were found")

// describe gives the message that its kind allows, without the operations that
// packages put in front of it; defects of ours come with everything known.
func describe(err error) string {
	if message := fault.Message(err); message != "" {
		return message
	}
	return err.Error()
}

// system is what a command may use of the world around it.
type system struct {
	env            func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	stdinTaken     bool // a file named "-" was read from stdin already
}

// commands is the whole command line: one field per
// command group, each in a file of its own.
type commands struct {
	Demo     demoCommand     `cmd:"" help:"Serve a sample survey with three editions, members and responses."`
	Serve    serveCommand    `cmd:"" help:"Run the web service."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database schema up to date, or back."`
	Survey   surveyCommand   `cmd:"" help:"Check, draft and publish questionnaires."`
	Edition  editionCommand  `cmd:"" help:"List, open and close editions."`
	Response responseCommand `cmd:"" help:"Import and export responses."`
	Tabulate tabulateCommand `cmd:"" help:"Tabulate an edition or a file."`
	Report   reportCommand   `cmd:"" help:"Write the Excel report of an edition."`
	User     userCommand     `cmd:"" help:"Add staff and change their passwords and roles."`
}

// exitSignal carries kong's request to end, after --help, out of Parse.
type exitSignal int

// run executes one command line. Errors come back unprinted.
func run(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) (err error) {
	parser, err := kong.New(&commands{},
		kong.Name("barometer"),
		kong.Description("The platform for an industry's annual survey."),
		kong.UsageOnError(),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(exitSignal(code)) }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(&system{env: env, stdin: stdin, stdout: stdout, stderr: stderr}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return err
	}
	defer func() {
		if r := recover(); r != nil {
			if code, ok := r.(exitSignal); !ok || code != 0 {
				panic(r)
			}
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		return fault.New(fault.Invalid, "%v; barometer --help lists the commands", err)
	}
	return command.Run()
}
