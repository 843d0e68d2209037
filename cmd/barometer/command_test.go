package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
)

const pollYAML = `survey: poll
edition: "1"
language: en
title: Poll
confidentiality: identified
sections:
  - key: all
    title: All
    questions:
      - {key: role, type: single, text: "Your role?", options: [{code: user, text: "User"}, {code: vendor, text: "Vendor"}]}
      - {key: staff, type: integer, text: "How many are you?"}
`

const pollCSV = "Your role?,Shoe size\nUser,40\nVendor,41\nUser,42\n"

// shell runs commands in one database and one folder.
type shell struct {
	t        *testing.T
	database string
	dir      string
}

// run runs a command line, in which DIR is the folder.
func (s shell) run(line, stdin string) (stdout, stderr string, err error) {
	s.t.Helper()
	env := func(name string) string {
		if name == "DATABASE_URL" {
			return s.database
		}
		return ""
	}
	var out, errs bytes.Buffer
	args := strings.Fields(strings.ReplaceAll(line, "DIR", s.dir))
	err = run(s.t.Context(), args, env, strings.NewReader(stdin), &out, &errs)
	return out.String(), errs.String(), err
}

// must is run for a command that succeeds.
func (s shell) must(line, stdin string) (stdout, stderr string) {
	s.t.Helper()
	stdout, stderr, err := s.run(line, stdin)
	if err != nil {
		s.t.Fatalf("barometer %s: %s\n%s%s", line, describe(err), stdout, stderr)
	}
	return stdout, stderr
}

func (s shell) file(name, content string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// TestAudit runs every command that publishes, changes times, takes responses
// in or hands results out, and reads the audit log.
func TestAudit(t *testing.T) {
	sh := shell{t, pgtest.URL(t), t.TempDir()}
	sh.file("poll.yaml", pollYAML)
	sh.file("poll.csv", pollCSV)
	for _, line := range []string{
		"survey publish DIR/poll.yaml", "response import poll/1 DIR/poll.csv --dry-run", "response import poll/1 DIR/poll.csv",
		"edition open poll/1 --at 2026-05-01T09:00", "edition close poll/1 --at 2026-06-01",
		"tabulate poll/1 --rows role", "report poll/1 DIR/poll.xlsx", "response export poll/1 DIR/poll.jsonl",
		"response export poll/1 - --labels", "tabulate DIR/poll.csv --questionnaire DIR/poll.yaml --rows role",
	} {
		sh.must(line, "")
	}
	db, err := postgres.Open(t.Context(), sh.database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	events, err := account.NewService(postgres.NewAccounts(db), time.Now).Events(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	var actions []account.Action
	for _, e := range slices.Backward(events) {
		actions = append(actions, e.Action)
		if e.Actor != commandLine || e.Subject != "poll/1" || len(e.Detail) == 0 {
			t.Errorf("the log holds %+v", e)
		}
	}
	want := []account.Action{
		account.Published, account.ImportedData, account.ChangedTimes, account.ChangedTimes,
		account.ViewedResults, account.DownloadedReport, account.DownloadedData, account.DownloadedData,
	}
	if !slices.Equal(actions, want) {
		t.Errorf("the log holds %q, want %q", actions, want)
	}
}

// TestStandardInput gives every file that a command reads as "-".
func TestStandardInput(t *testing.T) {
	sh := shell{t, pgtest.URL(t), t.TempDir()}
	sh.file("poll.yaml", pollYAML)
	sh.file("poll.csv", pollCSV)
	sh.file("like.csv", "Your role?\nUser\nVendor\n")
	for _, test := range []struct{ line, stdin, says string }{
		{"survey lint -", strings.Replace(pollYAML, "key: staff", "key: role", 1), "-:11:"},
		{"survey publish -", pollYAML, "published poll/1"},
		{"response import poll/1 -", pollCSV, "3 responses read"},
		{"survey infer - -", pollCSV, "Your role?"},
		{"survey infer DIR/like.csv - --like -", pollYAML, "key: role"},
		{"survey infer DIR/like.csv - --codebook -", "variable,code,label\nrole,1,User\n", "Your role?"},
		{"tabulate - --questionnaire DIR/poll.yaml --rows role", pollCSV, "Vendor"},
		{"tabulate DIR/poll.csv --questionnaire - --rows role", pollYAML, "Vendor"},
		{"tabulate - --questionnaire - --rows role", pollYAML, "standard input can be read once"},
	} {
		t.Run(test.line, func(t *testing.T) {
			stdout, _, err := sh.run(test.line, test.stdin)
			if err != nil {
				stdout += describe(err)
			}
			if !strings.Contains(stdout, test.says) {
				t.Errorf("says %q, want %q", stdout, test.says)
			}
		})
	}
}

// TestLintTranslation names translations to lint: each is checked with its
// source, once.
func TestLintTranslation(t *testing.T) {
	sh := shell{t, "", t.TempDir()}
	french := "language: fr\nstrings:\n  - {path: nowhere, text: \"x\"}\n"
	sh.file("poll.yaml", pollYAML)
	sh.file("poll.fr.yaml", french)
	sh.file("orphan.fr.yaml", french)
	both, _, err := sh.run("survey lint DIR/poll.yaml", "")
	if !errors.Is(err, fault.Invalid) || !strings.Contains(both, "poll.fr.yaml:") {
		t.Fatalf("the translation has no problem: %v\n%s", err, both)
	}
	for _, test := range []struct{ line, says string }{
		{"survey lint DIR/poll.fr.yaml", both},
		{"survey lint DIR/poll.yaml DIR/poll.fr.yaml", both},
		{"survey lint DIR/orphan.fr.yaml", "this file is a translation; name the questionnaire"},
		{"survey lint DIR/poll.de.yaml", "there is no such file"},
	} {
		stdout, _, err := sh.run(test.line, "")
		if !errors.Is(err, fault.Invalid) || !strings.Contains(stdout, test.says) || strings.Count(stdout, "\n") > strings.Count(both, "\n") {
			t.Errorf("%s: %v\n%s", test.line, err, stdout)
		}
	}
}

// TestTabulateTells reads a file of which not everything is taken in.
func TestTabulateTells(t *testing.T) {
	sh := shell{t, "", t.TempDir()}
	sh.file("poll.yaml", pollYAML)
	for _, test := range []struct {
		csv, says string
		fails     bool
	}{
		{pollCSV, "1 column of standard input not taken in, since the questionnaire has no question for it: B (Shoe size).\n" +
			"1 variable of the questionnaire without a column in standard input: staff.\n", false},
		{"role,staff\nuser,3\n", "", false},
		{"role,staff\nuser,3\ncook,1\n", "row 3, column A (role): \"cook\"", true},
	} {
		_, stderr, err := sh.run("tabulate - --questionnaire DIR/poll.yaml --rows role", test.csv)
		if (err != nil) != test.fails || !test.fails && stderr != test.says || !strings.Contains(stderr, test.says) {
			t.Errorf("%q: %v\n%s\nwant\n%s", test.csv, err, stderr, test.says)
		}
	}
}

func TestProgress(t *testing.T) {
	slow := func(p *progress) error {
		for i := range 4 {
			p.set(i, 4)
			time.Sleep(2 * progressEvery)
		}
		return errSilent
	}
	var drawn, nothing bytes.Buffer
	if err := drawProgress(&drawn, "counting", 0, slow); !errors.Is(err, errSilent) {
		t.Errorf("the error of the work is %v", err)
	}
	if s := drawn.String(); !strings.Contains(s, "counting") || !strings.Contains(s, "(2/4)") {
		t.Errorf("drew %q", s)
	}
	if _ = drawProgress(&nothing, "counting", time.Minute, slow); nothing.Len() > 0 {
		t.Errorf("drew %q of work that was quick", &nothing)
	}
}
