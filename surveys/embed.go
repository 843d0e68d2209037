// Package surveys holds the questionnaires that ship with Barometer, with
// their translations: the industry survey of three editions, which the demo is
// made of, and the institute's others, from a feedback form to an assessment of
// projects. It is only their files; package yamlform reads them.
package surveys

import "embed"

// FS holds the files, named as in docs/questionnaire-format.md: NAME.yaml, and
// NAME.LANG.yaml for each translation.
//
//go:embed *.yaml
var FS embed.FS

// The schema with which editors check the files is made of the Go types.
//
//go:generate go run ../internal/questionnaire/yamlform/schemagen schema.json
