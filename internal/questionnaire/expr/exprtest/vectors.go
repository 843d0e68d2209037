package exprtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"barometer/internal/questionnaire/expr"
)

// Vector is an expression with its result over some answers.
type Vector struct {
	Source string  `json:"expr"`
	Values Answers `json:"values"` // besides those that all vectors share
	Want   any     `json:"want"`
}

// Vectors are those of a file, over what they share.
type Vectors struct {
	Surroundings
	Vectors []Vector `json:"vectors"`
}

// Load reads testdata/vectors.json of the folder of package expr.
func Load(folder string) (*Vectors, error) {
	data, err := os.ReadFile(filepath.Join(folder, "testdata", "vectors.json"))
	if err != nil {
		return nil, err
	}
	var all Vectors
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("vectors.json: %w", err)
	}
	return &all, nil
}

// Surrounding is what a vector is evaluated over.
func (all *Vectors) Surrounding(v Vector) Surroundings {
	s := all.Surroundings
	s.Values = Answers{}
	for _, values := range []Answers{all.Values, v.Values} {
		for name, value := range values {
			s.Values[name] = value
		}
	}
	return s
}

// Case is an expression in the form that the browser evaluates, with its
// surroundings.
type Case struct {
	Expr *expr.Expr `json:"expr"`
	Surroundings
}
