"""Ed25519 on the native kernel: conversion and errors, no arithmetic.

The kernel's own arithmetic serves public data only; see ADR 0009. Its threads do not survive a
``fork``, so it starts new ones in a child; ``spawn`` or ``forkserver`` suit a process pool better.
"""
