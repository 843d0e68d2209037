package intake

// placeholder
func (b *inference) matchLike(keys *keyMaker) []string { return make([]string, len(b.questions)) }
func (b *inference) reuse()                            {}

type Codebook struct{}
