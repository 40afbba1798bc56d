"""What the QR code of a tally sheet opens: the sheet as the board has it, beside the paper."""
