package expr

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

const maxPattern = 500 // bytes

// compilePattern compiles a pattern that has to match the whole text. It takes
// only what means the same to Go and, under the flags "su", to JavaScript, so
// that browser and server agree on every answer.
func compilePattern(src string) (*regexp.Regexp, error) {
	if len(src) > maxPattern {
		return nil, errors.New("it is too long")
	}
	s := patternScanner{rest: src}
	for s.rest != "" {
		if err := s.step(); err != nil {
			return nil, err
		}
	}
	if s.inClass {
		return nil, errors.New("a [ is never closed")
	}
	// By itself first, so that no bracket closes the one put around it.
	if _, err := syntax.Parse(src, syntax.Perl); err != nil {
		var problem *syntax.Error
		if errors.As(err, &problem) {
			return nil, errors.New(string(problem.Code))
		}
		return nil, err
	}
	return regexp.Compile(`(?s)^(?:` + src + `)$`)
}

// patternScanner walks over a pattern and refuses what the two engines read
// differently. What both refuse is left to regexp.Compile.
type patternScanner struct {
	rest       string
	inClass    bool
	repeatable bool // the last item may be followed by * + ? or {n}
	repeated   bool // the last item was a repetition, which ? makes lazy
}

func (s *patternScanner) take(n int) { s.rest = s.rest[n:] }

func (s *patternScanner) step() error {
	if s.rest[0] == '\\' {
		return s.escape()
	}
	if s.inClass {
		return s.classItem()
	}
	switch c := s.rest[0]; c {
	case '[':
		s.inClass = true
		s.take(1)
		s.rest = strings.TrimPrefix(s.rest, "^")
		if strings.HasPrefix(s.rest, "]") {
			return errors.New("[] is empty; write \\] for a bracket")
		}
		return nil
	case '(':
		s.repeatable, s.repeated = false, false
		if strings.HasPrefix(s.rest, "(?") && !strings.HasPrefix(s.rest, "(?:") {
			return errors.New("(? may only be used as (?:…)")
		}
		s.take(1)
		s.rest = strings.TrimPrefix(s.rest, "?:")
		return nil
	case '^', '$', '|':
		s.repeatable, s.repeated = false, false
	case '*', '+', '?', '{':
		return s.repetition()
	case ']', '}':
		return fmt.Errorf("write \\%c for a bracket", c)
	default:
		s.repeatable, s.repeated = true, false
	}
	s.take(1)
	return nil
}

func (s *patternScanner) classItem() error {
	switch s.rest[0] {
	case '[':
		return errors.New("write \\[ for a bracket inside [ ]")
	case ']':
		s.inClass, s.repeatable, s.repeated = false, true, false
	}
	s.take(1)
	return nil
}

var repetitionCount = regexp.MustCompile(`^\{[0-9]+(,[0-9]*)?\}`)

func (s *patternScanner) repetition() error {
	if s.repeated && s.rest[0] == '?' {
		s.repeated = false
		s.take(1)
		return nil
	}
	if !s.repeatable {
		return fmt.Errorf("there is nothing that “%c” could repeat", s.rest[0])
	}
	n := 1
	if s.rest[0] == '{' {
		if n = len(repetitionCount.FindString(s.rest)); n == 0 {
			return errors.New("write {2} or {2,5} for a number of repetitions, \\{ for a bracket")
		}
	}
	s.take(n)
	s.repeatable, s.repeated = false, true
	return nil
}

var category = regexp.MustCompile(`^\{[A-Z][a-z]?\}`)

// escape takes what stands behind a backslash.
func (s *patternScanner) escape() error {
	if len(s.rest) < 2 {
		return errors.New("it ends with a backslash")
	}
	c, n := s.rest[1], 2
	s.repeatable, s.repeated = true, false
	switch {
	case c == 's' || c == 'S':
		return errors.New("\\s means different things in browsers; write a space")
	case c == 'b' || c == 'B':
		if s.inClass {
			return errors.New("\\b cannot stand inside [ ]")
		}
		s.repeatable = false
	case c == 'p' || c == 'P':
		length := len(category.FindString(s.rest[2:]))
		if length == 0 {
			return errors.New("write \\p{L} for letters, \\p{N} for digits of any script")
		}
		n += length
	case strings.IndexByte("dDwWtnrf", c) >= 0:
	case strings.IndexByte(`^$\.*+?()[]{}|/`, c) >= 0:
	case c == '-' && s.inClass:
	default:
		return fmt.Errorf("“\\%c” is not used in patterns", []rune(s.rest[1:])[0])
	}
	s.take(n)
	isSet := strings.IndexByte("dDwWpP", c) >= 0
	if s.inClass && isSet && strings.HasPrefix(s.rest, "-") && !strings.HasPrefix(s.rest, "-]") {
		return fmt.Errorf("inside [ ], write \\- behind \\%c", c)
	}
	return nil
}
