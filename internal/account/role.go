package account

import (
	"slices"
	"strings"

	"barometer/internal/fault"
)

// Role says what a user may do.
type Role string

// The roles, from the one that may least.
const (
	Analyst Role = "analyst"
	Author  Role = "author"
	Admin   Role = "admin"
)

// Roles lists the roles, from the one that may least.
func Roles() []Role { return []Role{Analyst, Author, Admin} }

// ParseRole reads a role by its name; fault.Invalid if there is none.
func ParseRole(s string) (Role, error) {
	if r := Role(s); slices.Contains(Roles(), r) {
		return r, nil
	}
	names := make([]string, len(Roles()))
	for i, r := range Roles() {
		names[i] = string(r)
	}
	return "", fault.New(fault.Invalid, "%q is not a role; choose one of %s", s, strings.Join(names, ", "))
}

// Permission is something that only some users may do.
type Permission string

// The permissions.
const (
	View     Permission = "view surveys, counts and results"
	Download Permission = "download reports and data"
	Upload   Permission = "upload questionnaires"
	Publish  Permission = "publish questionnaires"
	SetTimes Permission = "set when editions open and close"
)

// granted is the one table of who may do what.
var granted = map[Role][]Permission{
	Analyst: {View, Download},
	Author:  {View, Download, Upload, Publish},
	Admin:   {View, Download, Upload, Publish, SetTimes},
}

// May reports whether users with the role have the permission.
func (r Role) May(p Permission) bool { return slices.Contains(granted[r], p) }
