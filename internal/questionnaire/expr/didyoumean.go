package expr

// DidYouMean suggests, as a question ready for a message, up to three of names
// that are much like one that does not exist; "" where none is.
func DidYouMean(name string, names []string) string { return didYouMean(name, names) }
