//! Why an operation was refused.

use std::fmt;

/// Why an operation was refused; every index counts from 0 in the array that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// What stands at this index is not canonical, not on the curve or not in the subgroup.
    Point(usize),
    /// No element holds the number at this index.
    Embedding(usize),
    /// Two arrays that belong together differ in length.
    Lengths(usize, usize),
    /// A place lies outside the array.
    Place(usize),
    /// The operating system gave no random bits.
    Entropy,
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(index) => write!(out, "no element of the group at index {index}"),
            Self::Embedding(index) => write!(out, "no element holds the number at index {index}"),
            Self::Lengths(one, other) => write!(out, "arrays of {one} and {other} elements"),
            Self::Place(place) => write!(out, "place {place} lies outside the array"),
            Self::Entropy => write!(out, "no random bits from the operating system"),
        }
    }
}

impl std::error::Error for Error {}
