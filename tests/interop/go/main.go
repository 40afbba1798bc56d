// Command tlogcheck judges a public log folder with code that is not Suffrage's.
//
// Usage:
//
//	tlogcheck FOLDER VKEY [SIZE=ROOT ...]
//
// It opens FOLDER/log/checkpoint with the key, reads every entry, proves each one included by
// the tiles, and proves that the log continues each older tree given by its size and base64
// root. Signatures, hashes and proofs are those of golang.org/x/mod/sumdb; only the paths of
// C2SP tlog-tiles are mapped here. It exits with 1 and one line on the first thing that does
// not hold.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: tlogcheck FOLDER VKEY [SIZE=ROOT ...]")
		os.Exit(2)
	}
	size, err := check(filepath.Join(os.Args[1], "log"), os.Args[2], os.Args[3:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "tlogcheck:", err)
		os.Exit(1)
	}
	fmt.Printf("%d entries included, %d older trees continued\n", size, len(os.Args)-3)
}

func check(log, vkey string, older []string) (int64, error) {
	tree, err := openCheckpoint(log, vkey)
	if err != nil {
		return 0, fmt.Errorf("checkpoint: %w", err)
	}
	root, size := tree.Hash, tree.N
	if size == 0 {
		return 0, fmt.Errorf("the log is empty")
	}
	hashes := tlog.TileHashReader(tree, &folder{path: log, seen: map[string][]byte{}})
	recomputed, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return 0, fmt.Errorf("tiles: %w", err)
	}
	if recomputed != root {
		return 0, fmt.Errorf("tiles: another root than the checkpoint's")
	}
	if err := checkEntries(log, tree, hashes); err != nil {
		return 0, err
	}
	for _, text := range older {
		if err := checkOlder(text, tree, hashes); err != nil {
			return 0, fmt.Errorf("older tree %s: %w", text, err)
		}
	}
	return size, nil
}

// openCheckpoint verifies the note and reads its three lines; sumdb's own tree notes have
// another first line, so its parser cannot be used.
func openCheckpoint(log, vkey string) (tlog.Tree, error) {
	data, err := os.ReadFile(filepath.Join(log, "checkpoint"))
	if err != nil {
		return tlog.Tree{}, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("not three lines of this origin")
	}
	return parseTree(lines[1], lines[2])
}

func parseTree(size, root string) (tlog.Tree, error) {
	n, err := strconv.ParseInt(size, 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(root)
	return tlog.Tree{N: n, Hash: hash}, err
}

func checkEntries(log string, tree tlog.Tree, hashes tlog.HashReader) error {
	for start := int64(0); start < tree.N; start += tileWidth {
		width := tree.N - start
		if width > tileWidth {
			width = tileWidth
		}
		entries, err := readBundle(log, start/tileWidth, int(width))
		if err != nil {
			return fmt.Errorf("bundle of entry %d: %w", start, err)
		}
		for i, entry := range entries {
			if err := checkEntry(tree, start+int64(i), entry, hashes); err != nil {
				return fmt.Errorf("entry %d: %w", start+int64(i), err)
			}
		}
	}
	return nil
}

func checkEntry(tree tlog.Tree, index int64, entry []byte, hashes tlog.HashReader) error {
	proof, err := tlog.ProveRecord(tree.N, index, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func checkOlder(text string, tree tlog.Tree, hashes tlog.HashReader) error {
	size, root, found := strings.Cut(text, "=")
	if !found {
		return fmt.Errorf("not SIZE=ROOT")
	}
	old, err := parseTree(size, root)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, old.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

func readBundle(log string, index int64, width int) ([][]byte, error) {
	data, err := readTile(log, tlog.Tile{H: tileHeight, L: -1, N: index, W: width})
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) >= 2 {
		end := 2 + int(binary.BigEndian.Uint16(data))
		if end > len(data) {
			break
		}
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(data) != 0 || len(entries) != width {
		return nil, fmt.Errorf("%d entries and %d bytes more, not %d entries", len(entries), len(data), width)
	}
	return entries, nil
}

// readTile maps sumdb's tile/8/L/N to tile/L/N, and its tile/8/data/N to tile/entries/N.
func readTile(log string, tile tlog.Tile) ([]byte, error) {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	path = strings.Replace(path, "tile/data/", "tile/entries/", 1)
	return os.ReadFile(filepath.Join(log, filepath.FromSlash(path)))
}

// folder reads the tiles of one log, each file once.
type folder struct {
	path string
	seen map[string][]byte
}

func (f *folder) Height() int { return tileHeight }

func (f *folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, found := f.seen[tile.Path()]
		if !found {
			var err error
			if data, err = readTile(f.path, tile); err != nil {
				return nil, err
			}
			f.seen[tile.Path()] = data
		}
		all[i] = data
	}
	return all, nil
}

func (f *folder) SaveTiles([]tlog.Tile, [][]byte) {}
