//! Powers of a public point that is used often, from a table.

use crate::affine::Affine;
use crate::curve::{Extended, Niels};
use crate::digits::Signed;

const WIDTH: usize = 8;
const HALF: usize = 1 << (WIDTH - 1);
/// 252 bits and a carry.
const ROWS: usize = 32;

/// p^(d·256^i) for d from 1 to 128 and i below 32: 480 kB, made in half a millisecond.
#[derive(Debug)]
pub(crate) struct Comb(Vec<Niels>);

impl Comb {
    pub(crate) fn new(point: &Affine) -> Self {
        let mut entries = Vec::with_capacity(ROWS * HALF);
        let mut first = Extended::from(point);
        for _ in 0..ROWS {
            let step = first.cached();
            let mut entry = first;
            for _ in 0..HALF {
                entries.push(entry);
                entry = entry.plus_cached(&step).extended();
            }
            // The last pushed is 128 times the first.
            first = entries.last().unwrap_or(&first).doubled();
        }
        Self(Affine::all(&entries).iter().map(Niels::from).collect())
    }

    /// sum + p^s, 32 additions.
    pub(crate) fn add_power(&self, sum: Extended, exponent: &Signed) -> Extended {
        let digits = exponent.dense(WIDTH, ROWS);
        self.0.chunks_exact(HALF).zip(digits).fold(sum, |sum, (row, digit)| {
            if digit == 0 {
                return sum;
            }
            let entry = &row[usize::from(digit.unsigned_abs()) - 1];
            sum.plus_niels(&entry.signed(digit < 0)).extended()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{dalek, exponents, ours, points};

    #[test]
    fn powers_are_those_of_dalek() {
        for point in points(2) {
            let comb = Comb::new(&point);
            for exponent in exponents() {
                let power = comb.add_power(Extended::IDENTITY, &Signed::from(&exponent));
                assert_eq!(Affine::from(&power), ours(&(dalek(&point) * exponent)));
            }
        }
    }
}
