//! Arrays of elements of Ed25519's subgroup of prime order, and what an election does with them.
//!
//! * What a secret takes part in is computed by `curve25519-dalek`, in constant time; public data
//!   by the arithmetic of this crate, which is faster because it may branch. The type of an array
//!   says which it is: see [`points::Points`].
//! * An array holds elements of the subgroup only: [`group::Group::decode`] tests what comes from
//!   outside, and no operation leaves the subgroup.
//! * Work on large arrays is shared among all cores; `RAYON_NUM_THREADS` limits them.
//!
//! ```
//! use curve25519_dalek::Scalar;
//! use suffrage_group::{error::Error, group::Group};
//!
//! let group = Group::default();
//! let g = group.base(&[Scalar::ONE]);
//! let squares = group.times(&g, &[Scalar::from(2u8)])?;
//! assert_eq!(group.add(&g, &g)?, squares);
//! // One exponent too many is refused; nothing is cut off.
//! assert_eq!(group.times(&g, &[Scalar::ONE; 2]), Err(Error::Lengths(1, 2)));
//! # Ok::<(), Error>(())
//! ```

pub mod affine;
mod comb;
mod commit;
mod curve;
mod digits;
pub mod embed;
pub mod error;
pub mod field;
pub mod group;
pub mod membership;
mod multi;
mod parallel;
pub mod points;
mod powers;
mod tables;
#[cfg(test)]
mod testing;
