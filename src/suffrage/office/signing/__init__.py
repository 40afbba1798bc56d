"""From a draft to a signed record: proposed, shown as it will be written, signed in the browser."""
