// Package survey is the study that comes back and its editions: their states,
// the publication of questionnaires and the counts that staff watch. It
// declares the store that it needs.
package survey
