//! Whether public points lie in the subgroup of prime order.
//!
//! The curve has 8·q points. One point is tested by its q-th power. Many are tested together: 64
//! random subset sums are, each by its q-th power. If a point has a part of small order, then for
//! any choice among the others at most one of "with it" and "without it" hides that part, so one
//! sum misses with probability at most 1/2 and all of them with at most 2^−64. The random bits
//! come from the operating system once all points are known; that is the only randomness that
//! the kernel draws itself.

use crate::affine::Affine;
use crate::curve::{Extended, Niels};
use crate::digits::Signed;
use crate::error::Error;
use crate::{parallel, powers};

/// Subset sums, and bits drawn for each point.
const ROUNDS: usize = 64;

/// From here on the test of many costs less than that of each; measured.
const MANY: usize = 100;

/// The place of the first point outside the subgroup.
///
/// # Errors
///
/// `Error::Entropy` if the operating system gives no random bits.
pub fn first_stranger(points: &[Affine]) -> Result<Option<usize>, Error> {
    if points.len() >= MANY {
        let mut bytes = vec![0; points.len() * 8];
        getrandom::fill(&mut bytes).map_err(|_| Error::Entropy)?;
        let bits: Vec<_> = bytes.chunks_exact(8).map(word).collect();
        if all_members(points, &bits) {
            return Ok(None);
        }
    }
    let members = parallel::map(points, 4, |point| is_member(&Extended::from(point)));
    Ok(members.iter().position(|member| !member))
}

fn word(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// Whether the point's q-th power is the identity.
pub(crate) fn is_member(point: &Extended) -> bool {
    powers::product(&[*point], &[Signed::ORDER]).is_identity()
}

/// The test of many with given bits, 64 for each point.
fn all_members(points: &[Affine], bits: &[u64]) -> bool {
    let niels = parallel::map(points, 256, |point| Niels::from(point));
    let width = width(points.len());
    let passes: Vec<_> = (0..ROUNDS).step_by(width).collect();
    let sums = parallel::map(&passes, 1, |from| {
        subset_sums(&niels, bits, *from, width.min(ROUNDS - from))
    });
    parallel::map(&sums.concat(), 4, is_member).into_iter().all(|member| member)
}

/// The width that needs the fewest additions: one for each point, two for each bucket.
fn width(number: usize) -> usize {
    let cost = |width: &usize| ROUNDS.div_ceil(*width) * (number + (2 << width));
    (1..=14).min_by_key(cost).unwrap_or(8)
}

/// The sums of the points whose bit `from`, `from + 1`, … is set.
///
/// Points with equal bits meet in one bucket first; halving the buckets gives a sum at each step.
fn subset_sums(points: &[Niels], bits: &[u64], from: usize, width: usize) -> Vec<Extended> {
    let mut buckets = vec![Extended::IDENTITY; 1 << width];
    let mask = (1 << width) - 1;
    for (point, bits) in points.iter().zip(bits) {
        if let Ok(place) = usize::try_from(bits >> from & mask) {
            buckets[place] = buckets[place].plus_niels(point).extended();
        }
    }
    let mut sums = Vec::with_capacity(width);
    while buckets.len() > 1 {
        let upper = buckets.split_off(buckets.len() / 2);
        let mut sum = Extended::IDENTITY;
        for (low, high) in buckets.iter_mut().zip(&upper) {
            let cached = high.cached();
            sum = sum.plus_cached(&cached).extended();
            *low = low.plus_cached(&cached).extended();
        }
        sums.push(sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ours, points};
    use curve25519_dalek::constants::EIGHT_TORSION;

    /// Bits that are the same in every run (Steele, Lea, Flood, "Fast splittable …", 2014).
    fn bits(number: usize, seed: u64) -> Vec<u64> {
        let mut state = seed;
        let next = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ mixed >> 31
        };
        std::iter::repeat_with(next).take(number).collect()
    }

    fn torsion() -> Vec<Affine> {
        EIGHT_TORSION[1..].iter().map(ours).collect()
    }

    fn moved(point: &Affine, by: &Affine) -> Affine {
        Affine::from(&Extended::from(point).plus(&Extended::from(by)))
    }

    #[test]
    fn members_pass() {
        for number in [0, 1, MANY - 1, MANY, 500] {
            assert_eq!(first_stranger(&points(number)), Ok(None));
        }
        assert_eq!(first_stranger(&vec![Affine::IDENTITY; 2 * MANY]), Ok(None));
    }

    #[test]
    fn each_torsion_point_is_found_alone_and_among_many() {
        for number in [1, MANY - 1, MANY, 3 * MANY] {
            for part in torsion() {
                let mut points = points(number);
                points[number / 2] = moved(&points[number / 2], &part);
                assert_eq!(first_stranger(&points), Ok(Some(number / 2)));
                points[number / 2] = part;
                assert_eq!(first_stranger(&points), Ok(Some(number / 2)));
            }
        }
    }

    #[test]
    fn strangers_that_cancel_are_found() {
        let torsion = torsion();
        for (one, other) in torsion.iter().zip(torsion.iter().rev()) {
            let mut points = points(2 * MANY);
            points[7] = moved(&points[7], one);
            points[150] = moved(&points[150], other);
            assert_eq!(first_stranger(&points), Ok(Some(7)));
        }
    }

    #[test]
    fn each_round_finds_half_of_the_strangers() {
        let mut points = points(MANY);
        let niels: Vec<_> = points.iter().map(Niels::from).collect();
        assert!(subset_sums(&niels, &bits(MANY, 1), 0, 6).iter().all(is_member));
        points[3] = moved(&points[3], &torsion()[3]);
        let niels: Vec<_> = points.iter().map(Niels::from).collect();
        let mut found = 0;
        for seed in 0..50 {
            let sums = subset_sums(&niels, &bits(MANY, seed), 0, 8);
            found += sums.iter().filter(|sum| !is_member(sum)).count();
        }
        assert!((150..250).contains(&found), "{found} of 400");
        assert!(!all_members(&points, &bits(MANY, 2)));
        assert!(all_members(&points, &vec![0; MANY]), "no bits, no test");
    }

    #[test]
    fn subset_sums_are_sums_of_subsets() {
        let points = points(20);
        let niels: Vec<_> = points.iter().map(Niels::from).collect();
        let bits = bits(20, 3);
        for (from, width) in [(0, 1), (5, 3), (60, 4)] {
            let mut sums = subset_sums(&niels, &bits, from, width);
            sums.reverse(); // the first halving is by the highest bit
            for (i, sum) in sums.iter().enumerate() {
                let chosen =
                    points.iter().zip(&bits).filter(|(_, bits)| *bits >> (from + i) & 1 == 1);
                let expected = chosen
                    .fold(Extended::IDENTITY, |sum, (point, _)| sum.plus(&Extended::from(point)));
                assert_eq!(Affine::from(sum), Affine::from(&expected));
            }
        }
    }
}
