package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/term"

	"barometer/internal/account"
	"barometer/internal/fault"
)

// userCommand is barometer user add|password|role|remove|list.
type userCommand struct {
	Add      userAddCommand      `cmd:"" help:"Add a member of staff."`
	Password userPasswordCommand `cmd:"" help:"Change a user's password."`
	Role     userRoleCommand     `cmd:"" help:"Change a user's role."`
	Remove   userRemoveCommand   `cmd:"" help:"Remove a user; sessions end at their next request."`
	List     userListCommand     `cmd:"" help:"List users and their roles."`
}

// userAddCommand is barometer user add EMAIL.
type userAddCommand struct {
	databaseFlags
	passwordFlags
	Email string `arg:"" help:"E-mail address to sign in with."`
	Name  string `help:"Name of the person; the part of the address before the @ if left out."`
	Role  string `default:"analyst" enum:"analyst,author,admin" help:"analyst: sees counts and results, downloads; author: also uploads and publishes; admin: also sets times."`
}

// Run executes the command.
func (c *userAddCommand) Run(ctx context.Context, sys *system) error {
	password, err := c.read(ctx, sys)
	if err != nil {
		return err
	}
	return c.withAccounts(ctx, sys, func(accounts *account.Service) error {
		u, err := accounts.Add(ctx, commandLine, c.Email, c.Name, account.Role(c.Role), password)
		if err != nil {
			return err
		}
		fmt.Fprintf(sys.stdout, "added %s as %s\n", u.Email, u.Role)
		return nil
	})
}

// userPasswordCommand is barometer user password EMAIL.
type userPasswordCommand struct {
	databaseFlags
	passwordFlags
	Email string `arg:"" help:"E-mail address of the user."`
}

// Run executes the command.
func (c *userPasswordCommand) Run(ctx context.Context, sys *system) error {
	password, err := c.read(ctx, sys)
	if err != nil {
		return err
	}
	return c.withAccounts(ctx, sys, func(accounts *account.Service) error {
		if err := accounts.SetPassword(ctx, commandLine, c.Email, password); err != nil {
			return err
		}
		fmt.Fprintln(sys.stdout, "changed the password; where the user was signed in, the session has ended")
		return nil
	})
}

// userRoleCommand is barometer user role EMAIL ROLE.
type userRoleCommand struct {
	databaseFlags
	Email string `arg:"" help:"E-mail address of the user."`
	Role  string `arg:"" enum:"analyst,author,admin" help:"analyst, author or admin."`
}

// Run executes the command.
func (c *userRoleCommand) Run(ctx context.Context, sys *system) error {
	return c.withAccounts(ctx, sys, func(accounts *account.Service) error {
		if err := accounts.SetRole(ctx, commandLine, c.Email, account.Role(c.Role)); err != nil {
			return err
		}
		fmt.Fprintf(sys.stdout, "%s is %s now\n", c.Email, c.Role)
		return nil
	})
}

// userRemoveCommand is barometer user remove EMAIL.
type userRemoveCommand struct {
	databaseFlags
	Email string `arg:"" help:"E-mail address of the user."`
}

// Run executes the command.
func (c *userRemoveCommand) Run(ctx context.Context, sys *system) error {
	return c.withAccounts(ctx, sys, func(accounts *account.Service) error {
		if err := accounts.Remove(ctx, commandLine, c.Email); err != nil {
			return err
		}
		fmt.Fprintf(sys.stdout, "removed %s; where the user was signed in, the session has ended\n", c.Email)
		return nil
	})
}

// userListCommand is barometer user list.
type userListCommand struct{ databaseFlags }

// Run executes the command.
func (c *userListCommand) Run(ctx context.Context, sys *system) error {
	return c.withAccounts(ctx, sys, func(accounts *account.Service) error {
		users, err := accounts.List(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(sys.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "EMAIL\tROLE\tNAME\tADDED")
		for _, u := range users {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", u.Email, u.Role, u.Name, u.Created.Format(time.DateOnly))
		}
		return w.Flush()
	})
}

// withAccounts runs f with the users of the database.
func (f databaseFlags) withAccounts(ctx context.Context, sys *system, run func(*account.Service) error) error {
	return f.withStore(ctx, sys, func(s *store) error {
		return run(s.accounts)
	})
}

// passwordFlags say where a password comes from. It is no argument: those show
// in lists of processes and in the shell's history.
type passwordFlags struct {
	PasswordStdin bool `help:"Read the password from the first line of standard input instead of asking for it."`
}

// read gives a new password, asked for twice on a terminal.
func (f passwordFlags) read(ctx context.Context, sys *system) (string, error) {
	if f.PasswordStdin {
		return firstLine(sys.stdin)
	}
	file, ok := sys.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return "", fault.New(fault.Invalid, "there is no terminal to ask for the password on; give it on standard input with --password-stdin")
	}
	password, err := ask(ctx, sys, file, fmt.Sprintf("Password (at least %d characters): ", account.MinPassword))
	if err != nil {
		return "", err
	}
	again, err := ask(ctx, sys, file, "The same again: ")
	if err != nil {
		return "", err
	}
	if password != again {
		return "", fault.New(fault.Invalid, "the two passwords differ; run the command again")
	}
	return password, nil
}

// ask reads a line from a terminal without showing it. Where the command is
// interrupted it makes the terminal show again what is typed.
func ask(ctx context.Context, sys *system, file *os.File, prompt string) (string, error) {
	fd := int(file.Fd())
	state, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("ask for the password: %w", err)
	}
	fmt.Fprint(sys.stderr, prompt)
	defer fmt.Fprintln(sys.stderr)
	type answer struct {
		line []byte
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		line, err := term.ReadPassword(fd)
		answers <- answer{line, err}
	}()
	select {
	case a := <-answers:
		if a.err != nil {
			return "", fault.New(fault.Invalid, "no password was entered: %w", a.err)
		}
		return string(a.line), nil
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), term.Restore(fd, state))
	}
}

// firstLine reads a line without its end.
func firstLine(r io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, 8*account.MaxPassword)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}
