//! The commitments of proofs: base^r · p^c · g^s, for many proofs at once.
//!
//! Nearly all of the time goes into chains of doublings, one for each element that is no frequent
//! base. Proofs of several claims about one element share its chain, so their powers are collected
//! by element first.

use std::sync::Arc;

use curve25519_dalek::Scalar;

use crate::affine::Affine;
use crate::comb::Comb;
use crate::curve::Extended;
use crate::digits::Signed;
use crate::error::Error;
use crate::group::{affine, equal};
use crate::points::{Points, Public};
use crate::tables::{BASE, Tables};
use crate::{parallel, powers};

/// One factor for each commitment: powers of an element with a table, or of elements of an array.
enum Factor {
    Fixed(Arc<Comb>, Vec<Signed>),
    Variable(Public, Vec<Signed>),
}

/// A power that belongs to the commitment at `place`.
struct Power {
    point: Affine,
    /// Equal for equal elements of one array.
    element: (usize, u32),
    place: usize,
    exponent: Signed,
}

/// See `Group::vartime_commit`.
pub(crate) fn commit(
    tables: &Tables,
    r: &[Scalar],
    base: Option<&Points>,
    c: &[Scalar],
    p: &Points,
    s: Option<&[Scalar]>,
) -> Result<Points, Error> {
    let number = p.len();
    equal(number, r.len())?;
    equal(number, c.len())?;
    equal(number, s.map_or(number, <[_]>::len))?;
    let mut factors = vec![Factor::Variable(p.public()?, signed(c))];
    match (base, s) {
        (None, None) => factors.push(Factor::Fixed(Arc::clone(&BASE), signed(r))),
        (None, Some(s)) => {
            let both = r.iter().zip(s).map(|(r, s)| Signed::from(&(r + s))).collect();
            factors.push(Factor::Fixed(Arc::clone(&BASE), both));
        }
        (Some(base), s) => {
            factors.push(base_factor(tables, &base.public()?, r)?);
            factors.extend(s.map(|s| Factor::Fixed(Arc::clone(&BASE), signed(s))));
        }
    }
    let mut sums = variable(number, &factors);
    add_fixed(&mut sums, &factors);
    Ok(affine(&sums).into())
}

fn signed(exponents: &[Scalar]) -> Vec<Signed> {
    exponents.iter().map(Signed::from).collect()
}

fn base_factor(tables: &Tables, base: &Public, r: &[Scalar]) -> Result<Factor, Error> {
    if base.len() != 1 {
        equal(base.len(), r.len())?;
        return Ok(Factor::Variable(base.clone(), signed(r)));
    }
    Ok(match tables.of(base.get(0), r.len()) {
        Some(comb) => Factor::Fixed(comb, signed(r)),
        None => Factor::Variable(base.repeated(r.len()), signed(r)),
    })
}

/// The variable factors of each commitment, multiplied.
fn variable(number: usize, factors: &[Factor]) -> Vec<Extended> {
    let mut all = collect(factors);
    all.sort_unstable_by_key(|power| power.element);
    let groups: Vec<_> = all.chunk_by(|one, other| one.element == other.element).collect();
    if groups.len() <= number {
        by_element(number, &groups)
    } else {
        all.sort_unstable_by_key(|power| power.place);
        let groups: Vec<_> = all.chunk_by(|one, other| one.place == other.place).collect();
        parallel::map(&groups, 4, |group| {
            let points: Vec<_> = group.iter().map(|power| Extended::from(&power.point)).collect();
            let exponents: Vec<_> = group.iter().map(|power| power.exponent).collect();
            powers::product(&points, &exponents)
        })
    }
}

fn collect(factors: &[Factor]) -> Vec<Power> {
    let mut arrays: Vec<*const Vec<Affine>> = Vec::new();
    let mut all = Vec::new();
    for factor in factors {
        let Factor::Variable(points, exponents) = factor else { continue };
        let (shared, places) = points.shared();
        let array = Arc::as_ptr(shared);
        let known = arrays.iter().position(|other| *other == array).unwrap_or(arrays.len());
        if known == arrays.len() {
            arrays.push(array);
        }
        all.extend(places.iter().zip(exponents).enumerate().map(|(place, (own, exponent))| {
            Power { point: *points.get(place), element: (known, *own), place, exponent: *exponent }
        }));
    }
    all
}

/// One chain for each element.
fn by_element(number: usize, groups: &[&[Power]]) -> Vec<Extended> {
    let parts = parallel::map(groups, 4, |group| {
        let exponents: Vec<_> = group.iter().map(|power| power.exponent).collect();
        powers::of_one(&group[0].point, &exponents)
    });
    let mut sums = vec![Extended::IDENTITY; number];
    for (group, parts) in groups.iter().zip(&parts) {
        for (power, part) in group.iter().zip(parts) {
            sums[power.place] = sums[power.place].plus(part);
        }
    }
    sums
}

fn add_fixed(sums: &mut Vec<Extended>, factors: &[Factor]) {
    let places: Vec<_> = sums.drain(..).enumerate().collect();
    *sums = parallel::map(&places, 16, |(place, sum)| {
        factors.iter().fold(*sum, |sum, factor| match factor {
            Factor::Fixed(comb, exponents) => comb.add_power(sum, &exponents[*place]),
            Factor::Variable(..) => sum,
        })
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::Group;
    use crate::testing::{dalek, exponents, ours, points};
    use curve25519_dalek::EdwardsPoint;

    /// Every commitment by dalek alone.
    fn expected(
        r: &[Scalar],
        base: &[Affine],
        c: &[Scalar],
        p: &[Affine],
        s: &[Scalar],
    ) -> Vec<[u8; 32]> {
        let one =
            |i: usize| dalek(&base[i]) * r[i] + dalek(&p[i]) * c[i] + EdwardsPoint::mul_base(&s[i]);
        (0..p.len()).map(|i| ours(&one(i)).to_text()).collect()
    }

    #[test]
    fn commitments_are_those_of_dalek() {
        let (group, points) = (Group::default(), points(10));
        let exponents = exponents();
        let (r, rest) = exponents.split_at(20);
        let (c, s) = (&exponents[10..30], &rest[..20]);
        let zero = vec![Scalar::ZERO; 20];
        let array = Points::from(points.clone());
        let base = array.take(&[7]).unwrap();
        for shift in [0, 1, 10] {
            // Each element ten times, or twice, or once in each of both arrays.
            let places: Vec<u32> = (0..20).map(|i| i * shift.max(1) % 10).collect();
            let p = array.take(&places).unwrap();
            let chosen: Vec<_> = places.iter().map(|place| points[*place as usize]).collect();
            let g = vec![Affine::BASE; 20];
            let seven = vec![points[7]; 20];
            let with = |base, s| group.vartime_commit(r, base, c, &p, s).unwrap().to_texts();
            assert_eq!(with(None, None), expected(r, &g, c, &chosen, &zero));
            assert_eq!(with(None, Some(s)), expected(r, &g, c, &chosen, s));
            for _ in 0..8 {
                assert_eq!(with(Some(&base), Some(s)), expected(r, &seven, c, &chosen, s));
            }
            let other = Points::from(chosen.clone());
            assert_eq!(with(Some(&other), None), expected(r, &chosen, c, &chosen, &zero));
            assert_eq!(with(Some(&p), Some(s)), expected(r, &chosen, c, &chosen, s));
        }
    }

    #[test]
    fn lengths_must_agree() {
        let group = Group::default();
        let (two, three) = (vec![Scalar::ONE; 2], vec![Scalar::ONE; 3]);
        let p = Points::from(points(3));
        let base = Points::from(points(2));
        let refused = |r, base, c, s| group.vartime_commit(r, base, c, &p, s).err();
        assert_eq!(refused(&two, None, &three, None), Some(Error::Lengths(3, 2)));
        assert_eq!(refused(&three, None, &two, None), Some(Error::Lengths(3, 2)));
        assert_eq!(refused(&three, None, &three, Some(&two)), Some(Error::Lengths(3, 2)));
        assert_eq!(refused(&three, Some(&base), &three, None), Some(Error::Lengths(2, 3)));
    }

    #[test]
    fn no_proofs_have_no_commitments() {
        let none = Points::from(vec![]);
        assert!(Group::default().vartime_commit(&[], None, &[], &none, None).unwrap().is_empty());
    }
}
