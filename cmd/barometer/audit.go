package main

import (
	"context"
	"time"

	"barometer/internal/account"
	"barometer/internal/survey"
)

// commandLine is who acts, as the audit log names it.
const commandLine = "command line"

// record notes in the audit log what a command does with an edition, in the
// words that the staff's pages use. What leaves the house is recorded before it
// does, a change once it is made; where recording fails, so does the command.
func (s *store) record(ctx context.Context, action account.Action, edition string, detail map[string]any) error {
	return s.accounts.Record(ctx, commandLine, action, edition, detail)
}

// logTime is how the audit log writes a time of an edition; "" for none.
func logTime(e survey.Edition, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(e.Location()).Format(time.RFC3339)
}
