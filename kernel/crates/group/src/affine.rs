//! Public points by their coordinates, and the two ways in which they are written.
//!
//! *Text*: y + (x mod 2)·2^255, 32 bytes little-endian, as in RFC 8032 but strict: y below p, and
//! no sign where x is 0. *Pair*: x then y, 32 bytes little-endian each, both below p. A pair needs
//! no square root, so it is read fifteen times faster; the curve's equation proves it.

use crate::curve::Extended;
use crate::field::{D, Field};

/// A point of the curve; both coordinates are canonical.
///
/// It need not lie in the subgroup of prime order: see `membership`.
///
/// ```
/// use suffrage_group::affine::Affine;
///
/// let mut text = [0; 32];
/// text[0] = 1;
/// assert_eq!(Affine::from_text(&text), Some(Affine::IDENTITY));
///
/// // p + 1 is 1 in the field, but no second text of the identity.
/// let mut text = [0xff; 32];
/// text[0] = 0xee;
/// text[31] = 0x7f;
/// assert_eq!(Affine::from_text(&text), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Affine {
    x: Field,
    y: Field,
}

impl Affine {
    /// The identity (0, 1).
    pub const IDENTITY: Self = Self { x: Field::ZERO, y: Field::ONE };

    /// The generator g, whose y is 4/5 and whose x is even.
    pub const BASE: Self = Self {
        x: Field([
            1_738_742_601_995_546,
            1_146_398_526_822_698,
            2_070_867_633_025_821,
            562_264_141_797_630,
            587_772_402_128_613,
        ]),
        y: Field([
            1_801_439_850_948_184,
            1_351_079_888_211_148,
            450_359_962_737_049,
            900_719_925_474_099,
            1_801_439_850_948_198,
        ]),
    };

    pub(crate) fn x(&self) -> &Field {
        &self.x
    }

    pub(crate) fn y(&self) -> &Field {
        &self.y
    }

    /// The point of a text, or `None` if the text is not canonical or no point of the curve.
    #[must_use]
    pub fn from_text(text: &[u8; 32]) -> Option<Self> {
        let mut bytes = *text;
        let odd = bytes[31] >> 7 == 1;
        bytes[31] &= 0x7f;
        let y = Field::from_bytes(&bytes)?;
        let yy = y.square();
        let u = yy.minus(&Field::ONE);
        let v = yy.times(&D).plus(&Field::ONE);
        let x = Field::root_of_quotient(&u, &v)?.canonical();
        if x == Field::ZERO && odd {
            return None;
        }
        let x = if x.is_odd() == odd { x } else { x.negated().canonical() };
        Some(Self { x, y })
    }

    /// The text of a point.
    #[must_use]
    pub fn to_text(&self) -> [u8; 32] {
        let mut bytes = self.y.to_bytes();
        bytes[31] |= u8::from(self.x.is_odd()) << 7;
        bytes
    }

    /// The point of a pair, or `None` if it is not canonical or not on the curve.
    #[must_use]
    pub fn from_pair(x: &[u8; 32], y: &[u8; 32]) -> Option<Self> {
        let (x, y) = (Field::from_bytes(x)?, Field::from_bytes(y)?);
        let (xx, yy) = (x.square(), y.square());
        let right = xx.times(&yy).times(&D).plus(&Field::ONE);
        (yy.minus(&xx).canonical() == right.canonical()).then_some(Self { x, y })
    }

    /// The pair of a point.
    #[must_use]
    pub fn to_pair(&self) -> [[u8; 32]; 2] {
        [self.x.to_bytes(), self.y.to_bytes()]
    }

    fn scaled(point: &Extended, inverse: &Field) -> Self {
        Self { x: point.x.times(inverse).canonical(), y: point.y.times(inverse).canonical() }
    }

    /// Many points at once, with one inversion for all (Montgomery's trick).
    pub(crate) fn all(points: &[Extended]) -> Vec<Self> {
        let mut before = Vec::with_capacity(points.len());
        let mut product = Field::ONE;
        for point in points {
            before.push(product);
            product = product.times(&point.z);
        }
        let mut inverse = product.inverse();
        let mut result = vec![Self::IDENTITY; points.len()];
        for (place, (point, before)) in result.iter_mut().zip(points.iter().zip(before)).rev() {
            *place = Self::scaled(point, &inverse.times(&before));
            inverse = inverse.times(&point.z);
        }
        result
    }
}

impl From<&Extended> for Affine {
    fn from(point: &Extended) -> Self {
        Self::scaled(point, &point.z.inverse())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::{ED25519_BASEPOINT_COMPRESSED, EIGHT_TORSION};

    #[test]
    fn the_base_is_that_of_dalek() {
        assert_eq!(Affine::BASE.to_text(), ED25519_BASEPOINT_COMPRESSED.0);
        assert_eq!(Affine::from_text(&ED25519_BASEPOINT_COMPRESSED.0), Some(Affine::BASE));
    }

    #[test]
    fn points_of_small_order_are_points() {
        for point in EIGHT_TORSION {
            let text = point.compress().0;
            let ours = Affine::from_text(&text).unwrap();
            assert_eq!(ours.to_text(), text);
            let [x, y] = ours.to_pair();
            assert_eq!(Affine::from_pair(&x, &y), Some(ours));
        }
    }

    #[test]
    fn no_second_text_of_a_point_is_read() {
        let p = |plus: u8| {
            let mut text = [0xff; 32];
            text[0] = 0xed + plus;
            text[31] = 0x7f;
            text
        };
        for plus in 0..=18 {
            assert_eq!(Affine::from_text(&p(plus)), None, "p + {plus}");
            let mut odd = p(plus);
            odd[31] = 0xff;
            assert_eq!(Affine::from_text(&odd), None, "p + {plus}, odd");
        }
        // x is 0 for y = 1 and y = -1: a sign would be a second text.
        let mut one = [0; 32];
        one[0] = 1;
        assert_eq!(Affine::from_text(&one), Some(Affine::IDENTITY));
        one[31] = 0x80;
        assert_eq!(Affine::from_text(&one), None);
        let mut minus_one = p(0);
        minus_one[0] = 0xec;
        assert!(Affine::from_text(&minus_one).is_some());
        minus_one[31] = 0xff;
        assert_eq!(Affine::from_text(&minus_one), None);
    }

    #[test]
    fn a_pair_off_the_curve_is_refused() {
        let [x, y] = Affine::BASE.to_pair();
        assert_eq!(Affine::from_pair(&x, &y), Some(Affine::BASE));
        assert_eq!(Affine::from_pair(&y, &x), None);
        let mut other = x;
        other[0] ^= 1;
        assert_eq!(Affine::from_pair(&other, &y), None);
        let mut large = [0xff; 32]; // x = p stands for 0, y = 1
        large[0] = 0xed;
        large[31] = 0x7f;
        let [_, one] = Affine::IDENTITY.to_pair();
        assert_eq!(Affine::from_pair(&large, &one), None);
    }

    #[test]
    fn many_become_affine_as_one_does() {
        let g = Extended::from(&Affine::BASE);
        let points = [g, Extended::IDENTITY, g.doubled(), g.doubled().doubled()];
        let one_by_one: Vec<_> = points.iter().map(Affine::from).collect();
        assert_eq!(Affine::all(&points), one_by_one);
        assert_eq!(Affine::all(&[]), vec![]);
    }
}
