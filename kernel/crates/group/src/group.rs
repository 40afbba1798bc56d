//! What an election does with arrays of elements.
//!
//! Exponents are `Scalar`s, that is, numbers modulo q. An operation without `vartime` in its name
//! works in constant time on exponents and on held elements.

use curve25519_dalek::traits::Identity;
use curve25519_dalek::{EdwardsPoint, Scalar};
use zeroize::Zeroizing;

use crate::affine::Affine;
use crate::commit;
use crate::curve::{Extended, Niels};
use crate::digits::Signed;
use crate::error::Error;
use crate::membership::first_stranger;
use crate::points::Points;
use crate::tables::Tables;
use crate::{multi, parallel};

/// The subgroup of prime order of Ed25519, with tables of the public elements in frequent use.
///
/// ```
/// use suffrage_group::{error::Error, group::Group};
///
/// let group = Group::default();
/// let text = [0; 32]; // y = 0: a point of order 4, on the curve but not in the subgroup
/// assert_eq!(group.decode(&[Some(text)], &[]).err(), Some(Error::Point(0)));
/// ```
#[derive(Debug, Default)]
pub struct Group {
    tables: Tables,
}

/// A public exponent array and what it belongs to have one length.
pub(crate) fn equal(one: usize, other: usize) -> Result<(), Error> {
    if one == other { Ok(()) } else { Err(Error::Lengths(one, other)) }
}

impl Group {
    /// Elements from canonical texts and from pairs of coordinates, under one test of membership.
    ///
    /// `None` stands for a text that is not even 32 bytes. Pairs count on from the texts.
    ///
    /// # Errors
    ///
    /// `Error::Point` with the lowest index of what is no element; `Error::Entropy`.
    pub fn decode(
        &self,
        texts: &[Option<[u8; 32]>],
        pairs: &[[[u8; 32]; 2]],
    ) -> Result<(Points, Points), Error> {
        let mut points = parallel::map(texts, 16, |text| text.as_ref().and_then(Affine::from_text));
        points.extend(parallel::map(pairs, 256, |[x, y]| Affine::from_pair(x, y)));
        let broken = points.iter().position(Option::is_none);
        let mut whole: Vec<Affine> = points.into_iter().map_while(|point| point).collect();
        if let Some(index) = first_stranger(&whole)?.or(broken) {
            return Err(Error::Point(index));
        }
        let second = whole.split_off(texts.len());
        Ok((whole.into(), second.into()))
    }

    /// g^s for each exponent.
    #[must_use]
    pub fn base(&self, s: &[Scalar]) -> Points {
        Zeroizing::new(parallel::map(s, 4, EdwardsPoint::mul_base)).iter().copied().collect()
    }

    /// p^s element by element.
    ///
    /// # Errors
    ///
    /// `Error::Lengths`.
    pub fn times(&self, p: &Points, s: &[Scalar]) -> Result<Points, Error> {
        equal(p.len(), s.len())?;
        let held = p.held()?;
        let pairs: Vec<_> = held.iter().zip(s).collect();
        Ok(parallel::map(&pairs, 4, |(p, s)| *p * *s).into_iter().collect())
    }

    /// p·q element by element.
    ///
    /// # Errors
    ///
    /// `Error::Lengths`.
    pub fn add(&self, p: &Points, q: &Points) -> Result<Points, Error> {
        equal(p.len(), q.len())?;
        if let (Points::Public(p), Points::Public(q)) = (p, q) {
            let (p, q) = (p.to_vec(), q.to_vec());
            let pairs: Vec<_> = p.iter().zip(q.iter()).collect();
            let sums = parallel::map(&pairs, 256, |(p, q)| {
                Extended::from(*p).plus_niels(&Niels::from(*q)).extended()
            });
            return Ok(affine(&sums).into());
        }
        Ok(p.held()?.iter().zip(q.held()?.iter()).map(|(p, q)| p + q).collect())
    }

    /// The product of all elements as an array of one; the identity for none.
    ///
    /// # Errors
    ///
    /// None that can happen with arrays of this crate.
    pub fn product(&self, p: &Points) -> Result<Points, Error> {
        match p {
            Points::Public(public) => {
                let all = public.to_vec();
                let chunks: Vec<_> = all.chunks(1024).collect();
                let sums = parallel::map(&chunks, 1, |chunk| {
                    chunk.iter().fold(Extended::IDENTITY, |sum, point| {
                        sum.plus_niels(&Niels::from(point)).extended()
                    })
                });
                let sum = sums.iter().fold(Extended::IDENTITY, |sum, part| sum.plus(part));
                Ok(vec![Affine::from(&sum)].into())
            }
            Points::Held(_) => {
                let sum = p.held()?.iter().fold(EdwardsPoint::identity(), |sum, point| sum + point);
                Ok(std::iter::once(sum).collect())
            }
        }
    }

    /// base^r · p^c · g^s; without `base` it is g, and a base of one serves all elements.
    ///
    /// # Errors
    ///
    /// `Error::Lengths`.
    pub fn vartime_commit(
        &self,
        r: &[Scalar],
        base: Option<&Points>,
        c: &[Scalar],
        p: &Points,
        s: Option<&[Scalar]>,
    ) -> Result<Points, Error> {
        commit::commit(&self.tables, r, base, c, p, s)
    }

    /// The product of all p^s; the identity for none.
    ///
    /// # Errors
    ///
    /// `Error::Lengths`.
    pub fn vartime_power_product(&self, p: &Points, s: &[Scalar]) -> Result<Points, Error> {
        equal(p.len(), s.len())?;
        let exponents: Vec<_> = s.iter().map(Signed::from).collect();
        let sum = multi::product(&p.public()?.to_vec(), &exponents);
        Ok(vec![Affine::from(&sum)].into())
    }

    /// The pairs of coordinates of public elements.
    ///
    /// # Errors
    ///
    /// None that can happen with arrays of this crate.
    pub fn vartime_pairs(&self, p: &Points) -> Result<Vec<[[u8; 32]; 2]>, Error> {
        Ok(p.public()?.to_vec().iter().map(Affine::to_pair).collect())
    }
}

/// Many points in affine coordinates, one inversion for each share of them.
pub(crate) fn affine(points: &[Extended]) -> Vec<Affine> {
    let chunks: Vec<_> = points.chunks(512).collect();
    parallel::map(&chunks, 1, |chunk| Affine::all(chunk)).concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{exponents, points};

    /// 2·g as published with Ed25519's test vectors, and its neighbours.
    const TWICE: &str = "c9a3f86aae465f0e56513864510f3997561fa2c9e85ea21dc2292309f3cd6022";

    fn text(hex: &str) -> [u8; 32] {
        let byte = |i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap();
        std::array::from_fn(byte)
    }

    #[test]
    fn small_multiples_are_the_published_ones() {
        let (group, two) = (Group::default(), Scalar::from(2u8));
        let g = group.base(&[Scalar::ONE]);
        assert_eq!(g.to_texts(), [Affine::BASE.to_text()]);
        assert_eq!(group.base(&[two]).to_texts(), [text(TWICE)]);
        assert_eq!(group.times(&g, &[two]).unwrap().to_texts(), [text(TWICE)]);
        let order = -Scalar::ONE; // q - 1, and one more makes q
        let last = group.base(&[order]);
        assert_eq!(group.add(&last, &g).unwrap().to_texts(), [Affine::IDENTITY.to_text()]);
        let mut minus = Affine::BASE.to_text();
        minus[31] ^= 0x80;
        assert_eq!(last.to_texts(), [minus]);
    }

    #[test]
    fn what_is_made_from_something_held_is_held() {
        let group = Group::default();
        let one = [Scalar::ONE];
        let held = group.base(&one);
        let public = group.decode(&[Some(text(TWICE))], &[]).unwrap().0;
        let is_held = |points: &Points| matches!(points, Points::Held(_));
        assert!(!is_held(&public));
        for made in [
            group.times(&public, &one),
            group.add(&public, &held),
            group.add(&held, &public),
            group.product(&held),
            public.join(&[&held]),
            held.join(&[&public]),
            held.take(&[0, 0]),
        ] {
            assert!(is_held(&made.unwrap()));
        }
        for made in [
            group.add(&public, &public),
            group.product(&public),
            public.join(&[&public]),
            group.vartime_commit(&one, None, &one, &held, None),
            group.vartime_power_product(&held, &one),
        ] {
            assert!(!is_held(&made.unwrap()));
        }
        assert_eq!(format!("{held:?}"), "Held(Held(1))");
    }

    #[test]
    fn held_and_public_elements_compute_alike() {
        let (group, exponents) = (Group::default(), exponents());
        let held = group.base(&exponents);
        let texts: Vec<_> = held.to_texts().into_iter().map(Some).collect();
        let public = group.decode(&texts, &[]).unwrap().0;
        assert_eq!(held, public);
        assert_eq!(group.add(&held, &held), group.add(&public, &public));
        assert_eq!(group.product(&held), group.product(&public));
        assert_eq!(group.times(&held, &exponents), group.times(&public, &exponents));
        let pairs = group.vartime_pairs(&held).unwrap();
        assert_eq!(group.decode(&[], &pairs).unwrap().1, public);
        assert_ne!(held, group.base(&exponents[1..]));
    }

    #[test]
    fn the_first_fault_is_named() {
        let group = Group::default();
        let good = Some(text(TWICE));
        let small = Some([0; 32]); // of order 4
        let pair = Affine::BASE.to_pair();
        let refused = |texts: &[_], pairs: &[_]| group.decode(texts, pairs).err();
        assert_eq!(refused(&[good, None, small], &[pair]), Some(Error::Point(1)));
        assert_eq!(refused(&[good, small, None], &[pair]), Some(Error::Point(1)));
        assert_eq!(refused(&[good, good], &[pair, [pair[1], pair[0]]]), Some(Error::Point(3)));
        assert_eq!(refused(&[good, good], &[pair]), None);
    }

    #[test]
    fn arrays_of_unequal_lengths_are_refused() {
        let group = Group::default();
        let (two, three) = (Points::from(points(2)), Points::from(points(3)));
        assert_eq!(group.add(&two, &three), Err(Error::Lengths(2, 3)));
        let one = [Scalar::ONE];
        assert_eq!(group.times(&two, &one), Err(Error::Lengths(2, 1)));
        assert_eq!(group.vartime_power_product(&two, &one), Err(Error::Lengths(2, 1)));
        assert_eq!(two.take(&[1, 2]), Err(Error::Place(2)));
        assert_eq!(two.take(&[1, 1]).unwrap().take(&[2]), Err(Error::Place(2)));
    }
}
