"""The whole office in one file, and back, without rolling any board back unnoticed."""
