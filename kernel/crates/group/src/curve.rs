//! Points of the curve −x² + y² = 1 + d·x²·y² in four coordinate systems, for public data.
//!
//! The formulas are complete: they hold for the identity, for equal points and for points of
//! small order alike (Hisil, Wong, Carter, Dawson, "Twisted Edwards curves revisited", 2008).
//! Field elements in the structures are tight unless their documentation says otherwise.

use crate::affine::Affine;
use crate::field::{D2, Field};

/// (X : Y : Z : T) with x = X/Z, y = Y/Z, T = XY/Z; any point of the curve.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extended {
    pub(crate) x: Field,
    pub(crate) y: Field,
    pub(crate) z: Field,
    pub(crate) t: Field,
}

/// (X : Y : Z), enough to double.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Projective {
    x: Field,
    y: Field,
    z: Field,
}

/// The quotients x = X/Z and y = Y/T that a formula ends in; loose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Completed {
    x: Field,
    y: Field,
    z: Field,
    t: Field,
}

/// (y + x, y − x, 2d·x·y) of an affine point, made to be added often; canonical.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Niels {
    sum: Field,
    difference: Field,
    product: Field,
}

/// (Y + X, Y − X, Z, 2d·T), made to be added; the first two are loose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cached {
    sum: Field,
    difference: Field,
    z: Field,
    product: Field,
}

impl Completed {
    #[inline(always)]
    pub(crate) fn extended(&self) -> Extended {
        Extended {
            x: self.x.times(&self.t),
            y: self.y.times(&self.z),
            z: self.z.times(&self.t),
            t: self.x.times(&self.y),
        }
    }

    #[inline(always)]
    pub(crate) fn projective(&self) -> Projective {
        Projective { x: self.x.times(&self.t), y: self.y.times(&self.z), z: self.z.times(&self.t) }
    }
}

impl Projective {
    #[inline(always)]
    pub(crate) fn doubled(&self) -> Completed {
        let xx = self.x.square();
        let yy = self.y.square();
        let zz = self.z.square();
        let both = self.x.plus(&self.y).square();
        let sum = yy.plus(&xx);
        let difference = yy.minus(&xx);
        Completed {
            x: both.minus_loose(&sum),
            y: sum,
            z: difference,
            t: zz.plus(&zz).minus_loose(&difference),
        }
    }
}

impl Extended {
    pub(crate) const IDENTITY: Self =
        Self { x: Field::ZERO, y: Field::ONE, z: Field::ONE, t: Field::ZERO };

    #[inline(always)]
    pub(crate) fn projective(&self) -> Projective {
        Projective { x: self.x, y: self.y, z: self.z }
    }

    #[inline(always)]
    pub(crate) fn cached(&self) -> Cached {
        Cached {
            sum: self.y.plus(&self.x),
            difference: self.y.minus(&self.x),
            z: self.z,
            product: self.t.times(&D2),
        }
    }

    #[inline(always)]
    pub(crate) fn plus_niels(&self, other: &Niels) -> Completed {
        let a = self.y.minus(&self.x).times(&other.difference);
        let b = self.y.plus(&self.x).times(&other.sum);
        let c = self.t.times(&other.product);
        completed(&a, &b, &c, &self.z.plus(&self.z))
    }

    #[inline(always)]
    pub(crate) fn plus_cached(&self, other: &Cached) -> Completed {
        let a = self.y.minus(&self.x).times(&other.difference);
        let b = self.y.plus(&self.x).times(&other.sum);
        let c = self.t.times(&other.product);
        let z = self.z.times(&other.z);
        completed(&a, &b, &c, &z.plus(&z))
    }

    #[inline(always)]
    pub(crate) fn plus(&self, other: &Self) -> Self {
        self.plus_cached(&other.cached()).extended()
    }

    pub(crate) fn doubled(&self) -> Self {
        self.projective().doubled().extended()
    }

    pub(crate) fn doubled_times(&self, number: usize) -> Self {
        let mut last = self.projective();
        for _ in 1..number {
            last = last.doubled().projective();
        }
        if number == 0 { *self } else { last.doubled().extended() }
    }

    pub(crate) fn is_identity(&self) -> bool {
        let zero = self.x.canonical() == Field::ZERO;
        zero && self.y.canonical() == self.z.canonical()
    }
}

/// `a`, `b`, `c` tight; `d` the sum of two tight elements.
#[inline(always)]
fn completed(a: &Field, b: &Field, c: &Field, d: &Field) -> Completed {
    Completed { x: b.minus(a), y: b.plus(a), z: d.plus(c), t: d.minus(c) }
}

impl Niels {
    #[inline(always)]
    pub(crate) fn negated(&self) -> Self {
        Self { sum: self.difference, difference: self.sum, product: self.product.negated() }
    }

    #[inline(always)]
    pub(crate) fn signed(&self, negative: bool) -> Self {
        if negative { self.negated() } else { *self }
    }
}

impl Cached {
    #[inline(always)]
    pub(crate) fn negated(&self) -> Self {
        Self {
            sum: self.difference,
            difference: self.sum,
            z: self.z,
            product: self.product.negated(),
        }
    }

    #[inline(always)]
    pub(crate) fn signed(&self, negative: bool) -> Self {
        if negative { self.negated() } else { *self }
    }
}

impl From<&Affine> for Niels {
    fn from(point: &Affine) -> Self {
        let (x, y) = (point.x(), point.y());
        Self {
            sum: y.plus(x).canonical(),
            difference: y.minus(x).canonical(),
            product: x.times(y).times(&D2).canonical(),
        }
    }
}

impl From<&Affine> for Completed {
    fn from(point: &Affine) -> Self {
        Self { x: *point.x(), y: *point.y(), z: Field::ONE, t: Field::ONE }
    }
}

impl From<&Affine> for Extended {
    fn from(point: &Affine) -> Self {
        let (x, y) = (*point.x(), *point.y());
        Self { x, y, z: Field::ONE, t: x.times(&y) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_to_add_agree() {
        let g = Extended::from(&Affine::BASE);
        let niels = Niels::from(&Affine::BASE);
        let twice = Affine::from(&g.doubled());
        assert_eq!(twice, Affine::from(&g.plus(&g)));
        assert_eq!(twice, Affine::from(&g.plus_niels(&niels).extended()));
        assert_eq!(twice, Affine::from(&g.doubled_times(1)));
        let four = Affine::from(&Extended::from(&twice).doubled());
        assert_eq!(four, Affine::from(&g.doubled_times(2)));
        assert_eq!(Affine::BASE, Affine::from(&g.doubled_times(0)));
        assert!(g.plus_niels(&niels.negated()).extended().is_identity());
        assert!(g.plus_cached(&g.cached().negated()).extended().is_identity());
        assert!(!g.is_identity());
        assert!(Extended::IDENTITY.doubled().is_identity());
    }
}
