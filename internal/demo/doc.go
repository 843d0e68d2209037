// Package demo makes up a survey that looks like a real one: organisations
// with traits of their own, who answer the shipped industry survey in three
// years through the same use cases as everyone else. The numbers are seeded,
// so that every demo shows the same ones, and mean nothing about the world.
package demo
