package postgres

// ConstraintNames returns the names of the constraints that have a meaning.
func ConstraintNames() map[string]bool {
	names := make(map[string]bool)
	for name := range constraintErrors {
		names[name] = true
	}
	return names
}
