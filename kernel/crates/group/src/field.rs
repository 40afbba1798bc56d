//! Integers modulo 2^255 − 19 in five limbs of 51 bits, for public data.
//!
//! A limb is *tight* below 2^51 + 2^13 and *loose* below 2^54. Products and squares take loose
//! elements and give tight ones; sums and differences of tight elements are loose and are not
//! reduced, which is where the speed comes from. Each formula of `curve` says which it has.

const MASK: u64 = (1 << 51) - 1;

/// An element of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Field(pub(crate) [u64; 5]);

/// The curve's constant d = −121665/121666.
pub(crate) const D: Field = Field([
    929_955_233_495_203,
    466_365_720_129_213,
    1_662_059_464_998_953,
    2_033_849_074_728_123,
    1_442_794_654_840_575,
]);

/// 2·d.
pub(crate) const D2: Field = Field([
    1_859_910_466_990_425,
    932_731_440_258_426,
    1_072_319_116_312_658,
    1_815_898_335_770_999,
    633_789_495_995_903,
]);

const ROOT_OF_MINUS_1: Field = Field([
    1_718_705_420_411_056,
    234_908_883_556_509,
    2_233_514_472_574_048,
    2_117_202_627_021_982,
    765_476_049_583_133,
]);

#[inline(always)]
fn wide(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}

/// The low half of a wide number, on purpose.
#[inline(always)]
#[allow(clippy::cast_possible_truncation)]
fn low(a: u128) -> u64 {
    a as u64
}

impl Field {
    pub(crate) const ZERO: Self = Self([0; 5]);
    pub(crate) const ONE: Self = Self([1, 0, 0, 0, 0]);

    /// Loose, from two tight elements.
    #[inline(always)]
    pub(crate) fn plus(&self, other: &Self) -> Self {
        let (a, b) = (&self.0, &other.0);
        Self([a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]])
    }

    /// Loose, below 2^51 + 2^52 + 2^14 a limb, from an element and a tight one; 2p is added so
    /// that no limb goes below zero.
    #[inline(always)]
    pub(crate) fn minus(&self, other: &Self) -> Self {
        const FIRST: u64 = (1 << 52) - 38;
        const OTHER: u64 = (1 << 52) - 2;
        let (a, b) = (&self.0, &other.0);
        Self([
            a[0] + FIRST - b[0],
            a[1] + OTHER - b[1],
            a[2] + OTHER - b[2],
            a[3] + OTHER - b[3],
            a[4] + OTHER - b[4],
        ])
    }

    /// As `minus` where `other` may be a sum or a difference of tight elements: 4p is added.
    #[inline(always)]
    pub(crate) fn minus_loose(&self, other: &Self) -> Self {
        const FIRST: u64 = (1 << 53) - 76;
        const OTHER: u64 = (1 << 53) - 4;
        let (a, b) = (&self.0, &other.0);
        Self([
            a[0] + FIRST - b[0],
            a[1] + OTHER - b[1],
            a[2] + OTHER - b[2],
            a[3] + OTHER - b[3],
            a[4] + OTHER - b[4],
        ])
    }

    #[inline(always)]
    pub(crate) fn negated(&self) -> Self {
        Self::ZERO.minus(self)
    }

    /// Five sums of products below 2^115 to tight limbs.
    #[inline(always)]
    fn carried(mut c: [u128; 5]) -> Self {
        let mut out = [0; 5];
        c[1] += u128::from(low(c[0] >> 51));
        out[0] = low(c[0]) & MASK;
        c[2] += u128::from(low(c[1] >> 51));
        out[1] = low(c[1]) & MASK;
        c[3] += u128::from(low(c[2] >> 51));
        out[2] = low(c[2]) & MASK;
        c[4] += u128::from(low(c[3] >> 51));
        out[3] = low(c[3]) & MASK;
        let carry = low(c[4] >> 51);
        out[4] = low(c[4]) & MASK;
        out[0] += carry * 19;
        out[1] += out[0] >> 51;
        out[0] &= MASK;
        Self(out)
    }

    /// The product; loose to tight.
    #[inline(always)]
    pub(crate) fn times(&self, other: &Self) -> Self {
        let (a, b) = (&self.0, &other.0);
        let b1 = b[1] * 19;
        let b2 = b[2] * 19;
        let b3 = b[3] * 19;
        let b4 = b[4] * 19;
        Self::carried([
            wide(a[0], b[0]) + wide(a[4], b1) + wide(a[3], b2) + wide(a[2], b3) + wide(a[1], b4),
            wide(a[1], b[0]) + wide(a[0], b[1]) + wide(a[4], b2) + wide(a[3], b3) + wide(a[2], b4),
            wide(a[2], b[0])
                + wide(a[1], b[1])
                + wide(a[0], b[2])
                + wide(a[4], b3)
                + wide(a[3], b4),
            wide(a[3], b[0])
                + wide(a[2], b[1])
                + wide(a[1], b[2])
                + wide(a[0], b[3])
                + wide(a[4], b4),
            wide(a[4], b[0])
                + wide(a[3], b[1])
                + wide(a[2], b[2])
                + wide(a[1], b[3])
                + wide(a[0], b[4]),
        ])
    }

    /// The square; loose to tight.
    #[inline(always)]
    pub(crate) fn square(&self) -> Self {
        let a = &self.0;
        let a0 = a[0] * 2;
        let a1 = a[1] * 2;
        let a3 = a[3] * 19;
        let a4 = a[4] * 19;
        Self::carried([
            wide(a[0], a[0]) + wide(a1, a4) + wide(a[2] * 2, a3),
            wide(a[3], a3) + wide(a0, a[1]) + wide(a[2] * 2, a4),
            wide(a[1], a[1]) + wide(a0, a[2]) + wide(a[4] * 2, a3),
            wide(a[4], a4) + wide(a0, a[3]) + wide(a1, a[2]),
            wide(a[2], a[2]) + wide(a0, a[4]) + wide(a1, a[3]),
        ])
    }

    fn square_times(&self, number: u32) -> Self {
        let mut result = self.square();
        for _ in 1..number {
            result = result.square();
        }
        result
    }

    /// The powers 2^250 − 1 and 11, from which inverse and root are made.
    fn shared_powers(&self) -> (Self, Self) {
        let p2 = self.square();
        let p9 = p2.square_times(2).times(self);
        let p11 = p9.times(&p2);
        let n5 = p11.square().times(&p9);
        let n10 = n5.square_times(5).times(&n5);
        let n20 = n10.square_times(10).times(&n10);
        let n40 = n20.square_times(20).times(&n20);
        let n50 = n40.square_times(10).times(&n10);
        let n100 = n50.square_times(50).times(&n50);
        let n200 = n100.square_times(100).times(&n100);
        (n200.square_times(50).times(&n50), p11)
    }

    /// The inverse; zero for zero.
    pub(crate) fn inverse(&self) -> Self {
        let (n250, p11) = self.shared_powers();
        n250.square_times(5).times(&p11)
    }

    /// Some root of u/v, or `None` if it is no square (v is not zero).
    pub(crate) fn root_of_quotient(u: &Self, v: &Self) -> Option<Self> {
        let v3 = v.square().times(v);
        let v7 = v3.square().times(v);
        let base = u.times(&v7);
        let power = base.shared_powers().0.square_times(2).times(&base);
        let root = u.times(&v3).times(&power);
        let check = v.times(&root.square()).canonical();
        if check == u.canonical() {
            Some(root)
        } else if check == u.canonical().negated().canonical() {
            Some(root.times(&ROOT_OF_MINUS_1))
        } else {
            None
        }
    }

    /// The one representation below p; two elements are equal if theirs are.
    #[inline]
    pub(crate) fn canonical(&self) -> Self {
        let mut a = self.0;
        for _ in 0..2 {
            carry(&mut a);
        }
        // Adding 19 overflows 2^255 exactly if the number is p or more.
        let mut over = (a[0] + 19) >> 51;
        for limb in &a[1..] {
            over = (limb + over) >> 51;
        }
        a[0] += 19 * over;
        for i in 0..4 {
            a[i + 1] += a[i] >> 51;
            a[i] &= MASK;
        }
        a[4] &= MASK;
        Self(a)
    }

    /// From 32 little-endian bytes; `None` at p or above.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        let word = |i: usize| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&bytes[8 * i..8 * i + 8]);
            u64::from_le_bytes(eight)
        };
        let w = [word(0), word(1), word(2), word(3)];
        if w[3] >> 63 == 1 {
            return None;
        }
        let limbs = Self([
            w[0] & MASK,
            (w[0] >> 51 | w[1] << 13) & MASK,
            (w[1] >> 38 | w[2] << 26) & MASK,
            (w[2] >> 25 | w[3] << 39) & MASK,
            w[3] >> 12,
        ]);
        (limbs == limbs.canonical()).then_some(limbs)
    }

    /// The 32 little-endian bytes of a canonical element.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        let a = &self.0;
        let words = [
            a[0] | a[1] << 51,
            a[1] >> 13 | a[2] << 38,
            a[2] >> 26 | a[3] << 25,
            a[3] >> 39 | a[4] << 12,
        ];
        let mut bytes = [0; 32];
        for (part, word) in bytes.chunks_exact_mut(8).zip(words) {
            part.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    /// Whether a canonical element is odd.
    pub(crate) fn is_odd(&self) -> bool {
        self.0[0] & 1 == 1
    }
}

#[inline(always)]
fn carry(a: &mut [u64; 5]) {
    for i in 0..4 {
        a[i + 1] += a[i] >> 51;
        a[i] &= MASK;
    }
    a[0] += 19 * (a[4] >> 51);
    a[4] &= MASK;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(number: u64) -> Field {
        Field([number, 0, 0, 0, 0])
    }

    const LARGEST: Field = Field([(1 << 54) - 1; 5]);

    #[test]
    fn constants_are_what_they_say() {
        let d = D.times(&small(121_666)).canonical();
        assert_eq!(d, small(121_665).negated().canonical());
        assert_eq!(D2.canonical(), D.plus(&D).canonical());
        let square = ROOT_OF_MINUS_1.square().canonical();
        assert_eq!(square, Field::ONE.negated().canonical());
    }

    #[test]
    fn the_largest_limbs_multiply_as_their_canonical_form() {
        let tight = LARGEST.canonical();
        assert_eq!(LARGEST.times(&LARGEST).canonical(), tight.times(&tight).canonical());
        assert_eq!(LARGEST.square().canonical(), LARGEST.times(&LARGEST).canonical());
        assert_eq!(LARGEST.square().canonical(), tight.square().canonical());
    }

    #[test]
    fn products_are_tight() {
        for product in [LARGEST.times(&LARGEST), LARGEST.square()] {
            assert!(product.0.iter().all(|limb| *limb < (1 << 51) + (1 << 13)));
        }
    }

    #[test]
    fn an_element_times_its_inverse_is_one() {
        for element in [small(1), small(2), D, ROOT_OF_MINUS_1, LARGEST] {
            assert_eq!(element.times(&element.inverse()).canonical(), Field::ONE);
        }
        assert_eq!(Field::ZERO.inverse().canonical(), Field::ZERO);
    }

    #[test]
    fn roots_exist_for_half_of_the_quotients() {
        let mut found = 0;
        for number in 1..100 {
            let (u, v) = (small(number), small(number + 1));
            if let Some(root) = Field::root_of_quotient(&u, &v) {
                assert_eq!(root.square().times(&v).canonical(), u);
                found += 1;
            }
        }
        assert!((30..70).contains(&found));
    }

    #[test]
    fn bytes_at_p_and_above_are_refused() {
        let mut bytes = [0xff; 32];
        bytes[31] = 0x7f;
        for last in 0xed..=0xff {
            bytes[0] = last;
            assert_eq!(Field::from_bytes(&bytes), None);
        }
        bytes[0] = 0xec;
        let largest = Field::from_bytes(&bytes);
        assert_eq!(largest, Some(Field::ONE.negated().canonical()));
        assert_eq!(largest.map(|element| element.to_bytes()), Some(bytes));
        assert_eq!(Field::from_bytes(&[0x80; 32]), None);
    }
}
