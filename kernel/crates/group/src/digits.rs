//! Public exponents, cut into the digits that the algorithms on public points read.
//!
//! An exponent s stands for the shorter of s and −(q − s), so that −1 costs what 1 costs and a
//! coefficient of 128 bits half of what a full exponent costs, with either sign.

use curve25519_dalek::Scalar;

/// Bits of a window in `Signed::sparse`; a table holds the odd multiples below 2^(WIDTH − 1).
pub(crate) const WIDTH: usize = 5;

/// Odd multiples in such a table.
pub(crate) const ODD: usize = 1 << (WIDTH - 2);

/// Places of the longest sparse form: 252 bits and a carry, rounded up.
pub(crate) const PLACES: usize = 256;

/// A public exponent with a sign, at most 252 bits long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signed {
    negative: bool,
    words: [u64; 4],
}

/// Signed odd digits, no two of them within `WIDTH` places; see `Signed::sparse`.
#[derive(Clone, Debug)]
pub(crate) struct Sparse {
    pub(crate) digits: [i8; PLACES],
    /// One more than the place of the highest digit.
    pub(crate) length: usize,
}

impl From<&Scalar> for Signed {
    fn from(scalar: &Scalar) -> Self {
        let (given, opposite) = (words(scalar), words(&-scalar));
        let negative = opposite.iter().rev().lt(given.iter().rev());
        Self { negative, words: if negative { opposite } else { given } }
    }
}

fn words(scalar: &Scalar) -> [u64; 4] {
    let mut words = [0; 4];
    for (word, part) in words.iter_mut().zip(scalar.as_bytes().chunks_exact(8)) {
        let mut eight = [0; 8];
        eight.copy_from_slice(part);
        *word = u64::from_le_bytes(eight);
    }
    words
}

impl Signed {
    /// The order q itself, which no scalar holds.
    pub(crate) const ORDER: Self = Self {
        negative: false,
        words: [0x5812_631a_5cf5_d3ed, 0x14de_f9de_a2f7_9cd6, 0, 0x1000_0000_0000_0000],
    };

    /// The number of bits of the magnitude.
    pub(crate) fn bits(&self) -> usize {
        let top = self.words.iter().rposition(|word| *word != 0);
        top.map_or(0, |i| 64 * i + 64 - self.words[i].leading_zeros() as usize)
    }

    /// `width` bits (at most 16) from a place on.
    fn window(&self, place: usize, width: usize) -> u64 {
        let (i, shift) = (place / 64, place % 64);
        let Some(word) = self.words.get(i) else { return 0 };
        let mut bits = word >> shift;
        if shift + width > 64 {
            bits |= self.words.get(i + 1).unwrap_or(&0) << (64 - shift);
        }
        bits & ((1 << width) - 1)
    }

    /// The sum of digit·2^place with few digits, each odd and below 2^(WIDTH − 1) in magnitude.
    pub(crate) fn sparse(&self) -> Sparse {
        let mut form = Sparse { digits: [0; PLACES], length: 0 };
        let (mut place, mut carry) = (0, 0);
        let end = self.bits() + 1;
        while place < end {
            let window = carry + self.window(place, WIDTH);
            if window & 1 == 0 {
                place += 1;
                continue;
            }
            carry = window >> (WIDTH - 1);
            form.digits[place] = self.digit(window, carry, WIDTH);
            form.length = place + 1;
            place += WIDTH;
        }
        form
    }

    /// The `number` digits of base 2^width (at most 2^15), from −2^(width−1) to 2^(width−1), lowest first.
    pub(crate) fn dense(&self, width: usize, number: usize) -> impl Iterator<Item = i16> {
        let signed = *self;
        let mut carry = 0;
        (0..number).map(move |i| {
            let window = carry + signed.window(width * i, width);
            carry = u64::from(window > 1 << (width - 1));
            signed.digit(window, carry, width)
        })
    }

    /// window − carry·2^width with the sign; a `carry` above 1 never comes.
    fn digit<T: TryFrom<i64> + Default>(&self, window: u64, carry: u64, width: usize) -> T {
        let digit = window.cast_signed() - (carry << width).cast_signed();
        T::try_from(if self.negative { -digit } else { digit }).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases() -> Vec<Scalar> {
        let two = Scalar::from(2u8);
        let mut cases = vec![Scalar::ZERO, Scalar::ONE, -Scalar::ONE, two, -two];
        let mut power = Scalar::ONE;
        for _ in 0..253 {
            cases.extend([power, -power, power - Scalar::ONE, power + Scalar::ONE]);
            power += power;
        }
        let mut mixed = Scalar::from(0x9e37_79b9_7f4a_7c15u64);
        for _ in 0..200 {
            mixed = mixed * mixed + Scalar::ONE;
            cases.push(mixed);
        }
        cases
    }

    fn signed(digit: i64) -> Scalar {
        let magnitude = Scalar::from(digit.unsigned_abs());
        if digit < 0 { -magnitude } else { magnitude }
    }

    #[test]
    fn sparse_digits_sum_to_the_exponent() {
        for scalar in cases() {
            let form = Signed::from(&scalar).sparse();
            let mut sum = Scalar::ZERO;
            for digit in form.digits.iter().rev() {
                assert!(*digit == 0 || digit % 2 != 0 && digit.unsigned_abs() < 16);
                sum = sum + sum + signed(i64::from(*digit));
            }
            assert_eq!(sum, scalar);
            assert!(form.digits[form.length..].iter().all(|digit| *digit == 0));
        }
    }

    #[test]
    fn dense_digits_sum_to_the_exponent() {
        for scalar in cases() {
            for width in 2..=15 {
                let exponent = Signed::from(&scalar);
                let number = exponent.bits() / width + 1;
                let digits: Vec<_> = exponent.dense(width, number).collect();
                let base = Scalar::from(1u64 << width);
                let half = 1 << (width - 1);
                let mut sum = Scalar::ZERO;
                for digit in digits.iter().rev() {
                    assert!(i32::from(*digit).abs() <= half);
                    sum = sum * base + signed(i64::from(*digit));
                }
                assert_eq!(sum, scalar, "{width}");
            }
        }
    }

    #[test]
    fn the_shorter_of_both_signs_is_taken() {
        for scalar in cases() {
            assert!(Signed::from(&scalar).bits() <= 252);
        }
        assert_eq!(Signed::from(&-Scalar::ONE).bits(), 1);
        assert_eq!(Signed::from(&Scalar::ZERO).bits(), 0);
        assert_eq!(Signed::from(&-Scalar::from(u128::MAX)).bits(), 128);
    }
}
