//! The product of many powers of public points.

use crate::affine::Affine;
use crate::curve::{Extended, Niels};
use crate::digits::Signed;
use crate::{parallel, powers};

/// Up to here tables of each point (Straus) cost less than buckets (Pippenger); measured.
const FEW: usize = 180;

/// The product of all p^s.
pub(crate) fn product(points: &[Affine], exponents: &[Signed]) -> Extended {
    debug_assert_eq!(points.len(), exponents.len());
    let number = points.len();
    if number <= FEW {
        let few: Vec<_> = points.iter().map(Extended::from).collect();
        return powers::product(&few, exponents);
    }
    let bits = exponents.iter().map(Signed::bits).max().unwrap_or(0);
    let width = width(exponents);
    let windows = bits / width + 1;
    let niels = parallel::map(points, 256, |point| Niels::from(point));
    let digits = digits(exponents, width, windows);
    let digits: Vec<_> = digits.chunks(number).collect();
    let sums = parallel::map(&digits, 1, |digits| window_sum(&niels, digits, width));
    sums.iter().rev().fold(Extended::IDENTITY, |sum, window| sum.doubled_times(width).plus(window))
}

/// The width that needs the fewest additions: one for each digit, two for each bucket.
fn width(exponents: &[Signed]) -> usize {
    let longest = exponents.iter().map(Signed::bits).max().unwrap_or(0);
    let total: usize = exponents.iter().map(Signed::bits).sum();
    let cost = |width: &usize| total / width + (longest / width + 1) * (2 << (width - 1));
    (4..=15).min_by_key(cost).unwrap_or(8)
}

/// All digits, window after window.
fn digits(exponents: &[Signed], width: usize, windows: usize) -> Vec<i16> {
    let number = exponents.len();
    let mut digits = vec![0; number * windows];
    for (i, exponent) in exponents.iter().enumerate() {
        let own = (exponent.bits() / width + 1).min(windows);
        for (window, digit) in exponent.dense(width, own).enumerate() {
            digits[window * number + i] = digit;
        }
    }
    digits
}

fn window_sum(points: &[Niels], digits: &[i16], width: usize) -> Extended {
    let mut buckets = vec![Extended::IDENTITY; 1 << (width - 1)];
    for (point, digit) in points.iter().zip(digits) {
        if *digit != 0 {
            let bucket = &mut buckets[usize::from(digit.unsigned_abs()) - 1];
            *bucket = bucket.plus_niels(&point.signed(*digit < 0)).extended();
        }
    }
    let mut sum = Extended::IDENTITY;
    let mut weighted = Extended::IDENTITY;
    for bucket in buckets.iter().rev() {
        sum = sum.plus(bucket);
        weighted = weighted.plus(&sum);
    }
    weighted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{dalek, exponents, ours, points};

    #[test]
    fn products_are_those_of_dalek() {
        let exponents = exponents();
        for number in [0, 1, FEW, FEW + 1, 300] {
            let points = points(number);
            let chosen: Vec<_> = exponents.iter().cycle().take(number).collect();
            let signed: Vec<_> = chosen.iter().copied().map(Signed::from).collect();
            let expected = points.iter().zip(chosen).map(|(p, s)| dalek(p) * s).sum();
            assert_eq!(Affine::from(&product(&points, &signed)), ours(&expected));
        }
    }
}
