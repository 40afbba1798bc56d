"""What touches the machine: the store on SQLite, the public folder, the publisher."""
