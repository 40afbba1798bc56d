"""What touches the machine: the store on two databases, the public folder, the publisher."""
