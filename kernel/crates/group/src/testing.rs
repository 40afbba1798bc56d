//! What the tests share: bridges to dalek, exponents at the edges, some points.

use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::{EdwardsPoint, Scalar};

use crate::affine::Affine;

/// The point as dalek has it.
pub(crate) fn dalek(point: &Affine) -> EdwardsPoint {
    CompressedEdwardsY(point.to_text()).decompress().unwrap()
}

/// The point as we have it.
pub(crate) fn ours(point: &EdwardsPoint) -> Affine {
    Affine::from_text(&point.compress().0).unwrap()
}

/// Exponents at every edge of the digits, and some in the middle.
pub(crate) fn exponents() -> Vec<Scalar> {
    let mut all = vec![Scalar::ZERO, Scalar::ONE, -Scalar::ONE];
    for small in [2u8, 3, 15, 16, 17, 127, 128, 129, 255] {
        all.extend([Scalar::from(small), -Scalar::from(small)]);
    }
    for power in [64, 127, 128, 129, 251, 252] {
        let two = (0..power).fold(Scalar::ONE, |power, _| power + power);
        all.extend([two, -two, two - Scalar::ONE]);
    }
    let mut mixed = Scalar::from(0x9e37_79b9_7f4a_7c15u64);
    for _ in 0..20 {
        mixed = mixed * mixed + Scalar::ONE;
        all.push(mixed);
    }
    all
}

/// The identity, g and other elements of the subgroup.
pub(crate) fn points(number: usize) -> Vec<Affine> {
    let mut exponent = Scalar::from(0x0123_4567_89ab_cdefu64);
    let mut all = vec![Affine::IDENTITY, Affine::BASE];
    while all.len() < number {
        exponent = exponent * exponent + Scalar::ONE;
        all.push(ours(&EdwardsPoint::mul_base(&exponent)));
    }
    all.truncate(number);
    all
}
