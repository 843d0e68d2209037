package questionnaire

const (
	leastPoints   = 2
	mostPoints    = 11
	defaultPoints = 5
)

func typeRating() *Type {
	return &Type{
		Name:       "rating",
		Doc:        "A number on a scale from 1 to points, whose ends may have labels.",
		Shapes:     []Shape{ShapeCode},
		Base:       BaseAnswered,
		Properties: categorical("default", "recodes", "points", "low", "high"),
		column:     true,
		build: func(b *builder) {
			points := b.def.Points
			if points == 0 {
				points = defaultPoints
			}
			if points < leastPoints || points > mostPoints {
				b.fail(b.path+".points", "a rating has %d to %d points, not %d; write a number between them", leastPoints, mostPoints, points)
				points = defaultPoints
			}
			b.scale(1, points)
			b.variable(b.def.Key, ShapeCode, b.q.Text)
		},
	}
}
