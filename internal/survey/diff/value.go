package diff

import (
	"encoding/json"
	"reflect"
)

// value writes the value of a property for people and for comparison: "" for
// none, a text as it is, anything else as JSON.
func value(v any) string {
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer {
		if r.IsNil() {
			return ""
		}
		r = r.Elem()
	}
	switch {
	case !r.IsValid() || r.IsZero() && r.Kind() != reflect.Float64:
		return ""
	case r.Kind() == reflect.String:
		return r.String()
	}
	b, err := json.Marshal(r.Interface())
	if err != nil {
		return ""
	}
	return string(b)
}

// clone copies a definition with everything in it.
func clone[T any](v T) T {
	return deepCopy(reflect.ValueOf(v)).Interface().(T)
}

func deepCopy(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			c.Set(reflect.New(v.Type().Elem()))
			c.Elem().Set(deepCopy(v.Elem()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			c.Field(i).Set(deepCopy(v.Field(i)))
		}
	case reflect.Slice:
		if !v.IsNil() {
			c.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				c.Index(i).Set(deepCopy(v.Index(i)))
			}
		}
	case reflect.Map:
		if !v.IsNil() {
			c.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
			for _, k := range v.MapKeys() {
				c.SetMapIndex(k, deepCopy(v.MapIndex(k)))
			}
		}
	default:
		c.Set(v)
	}
	return c
}
