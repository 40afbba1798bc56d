// A log that we did not write: tessera adds entries, and publishes a checkpoint only once a
// witness has cosigned it. What it published last goes to standard output.
package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]); err != nil {
		fmt.Fprintln(os.Stderr, "tesseralog:", err)
		os.Exit(1)
	}
}

func run(folder, key, witness, address, number string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	entries, err := strconv.Atoi(number)
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(key)
	if err != nil {
		return err
	}
	root, err := url.Parse(address)
	if err != nil {
		return err
	}
	one, err := tessera.NewWitness(witness, root)
	if err != nil {
		return err
	}
	driver, err := posix.New(ctx, posix.Config{Path: folder})
	if err != nil {
		return err
	}
	options := tessera.NewAppendOptions().
		WithCheckpointSigner(signer).
		WithCheckpointInterval(100*time.Millisecond).
		WithBatching(16, 10*time.Millisecond).
		WithWitnesses(tessera.NewWitnessGroup(1, one), &tessera.WitnessOptions{Timeout: 5 * time.Second})
	appender, stop, reader, err := tessera.NewAppender(ctx, driver, options)
	if err != nil {
		return err
	}
	awaiter := tessera.NewPublicationAwaiter(ctx, reader.ReadCheckpoint, 20*time.Millisecond)
	var last []byte
	for i := range entries {
		future := appender.Add(ctx, tessera.NewEntry(fmt.Appendf(nil, "{\"seq\":%d}", i)))
		if _, last, err = awaiter.Await(ctx, future); err != nil {
			return err
		}
	}
	if err := stop(ctx); err != nil {
		return err
	}
	_, err = os.Stdout.Write(last)
	return err
}
