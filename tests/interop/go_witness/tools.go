//go:build tools

// Package tools names the programs that the test of our witness client runs.
// None of them is ours: they are built as they are, at the versions of go.mod.
package tools

import (
	_ "filippo.io/torchwood/cmd/litewitness"
)
