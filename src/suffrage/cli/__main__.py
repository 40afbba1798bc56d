"""``python -m suffrage.cli``: the command line where no script is installed."""

from suffrage.cli import main

if __name__ == "__main__":
    main()
