package questionnaire

import (
	"fmt"
	"strings"
)

// ByteOf is the path of byte offset of the string at path. A Locator that
// knows no places inside strings gives that of the string.
func ByteOf(path string, offset int) string { return fmt.Sprintf("%s@%d", path, offset) }

// SplitByte undoes ByteOf; inside is false for a path that names no byte.
func SplitByte(path string) (value string, offset int, inside bool) {
	i := strings.LastIndexByte(path, '@')
	if i < 0 {
		return path, 0, false
	}
	if _, err := fmt.Sscanf(path[i+1:], "%d", &offset); err != nil {
		return path, 0, false
	}
	return path[:i], offset, true
}

// Locate makes a Locator of known places by path. For another path it gives
// the place of the nearest value around it; that of "" is the whole source.
func Locate(places map[string]Position) Locator {
	return func(path string) Position {
		path, _, _ = SplitByte(path)
		for path != "" {
			if p, ok := places[path]; ok {
				return p
			}
			path = Enclosing(path)
		}
		return places[""]
	}
}

// Enclosing is the path of the value that path is a part of, "" for a value at
// the top.
func Enclosing(path string) string {
	return path[:max(0, strings.LastIndexAny(path, ".["))]
}

// byPath is the Locator of a definition that has no source file: it gives the
// path itself.
func byPath(path string) Position {
	path, _, _ = SplitByte(path)
	return Position{File: path}
}
