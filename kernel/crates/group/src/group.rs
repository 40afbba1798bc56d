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
