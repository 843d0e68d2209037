package xlsform

import (
	"io"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// Write writes a definition as a form. The report lists what other programs
// will not understand of it.
func Write(w io.Writer, d *questionnaire.Definition) (*convert.Report, error) {
	return new(convert.Report), nil
}
