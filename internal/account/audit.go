package account

import (
	"context"

	"barometer/internal/fault"
)

// Action is what was done, as the audit log names it.
type Action string

// The actions that the audit log holds.
const (
	SignedIn         Action = "signed in"
	SignedOut        Action = "signed out"
	AddedUser        Action = "added user"
	RemovedUser      Action = "removed user"
	ChangedPassword  Action = "changed password"
	ChangedRole      Action = "changed role"
	Uploaded         Action = "uploaded questionnaire"
	Published        Action = "published questionnaire"
	ChangedTimes     Action = "changed times"
	ViewedResults    Action = "viewed results"
	DownloadedReport Action = "downloaded report"
	DownloadedData   Action = "downloaded data"
	DownloadedFiles  Action = "downloaded files"
	ImportedData     Action = "imported data"
)

// Record adds an entry to the audit log. Where it fails, the action must not
// go ahead, or must be reported as failed.
func (s *Service) Record(ctx context.Context, actor string, action Action, subject string, detail map[string]any) (err error) {
	defer fault.Wrap(&err, "account.Record(%s, %s)", action, subject)
	return s.store.Record(ctx, Event{Actor: actor, Action: action, Subject: subject, Detail: detail})
}

// Events lists the newest entries of the audit log, newest first.
func (s *Service) Events(ctx context.Context, limit int) (_ []Event, err error) {
	defer fault.Wrap(&err, "account.Events")
	return s.store.Events(ctx, limit)
}
