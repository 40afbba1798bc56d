//! Arrays of elements, public or held as secrets.

use std::borrow::Cow;
use std::sync::Arc;

use curve25519_dalek::EdwardsPoint;
use curve25519_dalek::edwards::CompressedEdwardsY;
use zeroize::Zeroizing;

use crate::affine::Affine;
use crate::error::Error;
use crate::parallel;

/// An array of elements of the subgroup of prime order.
///
/// What is decoded, or computed by an operation whose time may depend on it, is *public* and kept
/// by its coordinates. What `base` and `times` give is *held*: it stays in dalek's hands, which
/// work in constant time, until it is encoded or given to an operation on public data. Whatever
/// is made from something held is held.
#[derive(Clone, Debug)]
pub enum Points {
    /// Elements that everybody may know.
    Public(Public),
    /// Elements that may tell a secret; overwritten when the last array of them goes.
    Held(Held),
}

/// Public elements: places in an array that several may share.
#[derive(Clone, Debug)]
pub struct Public {
    all: Arc<Vec<Affine>>,
    places: Option<Arc<Vec<u32>>>,
}

/// Elements in dalek's hands.
#[derive(Clone)]
pub struct Held(Arc<Zeroizing<Vec<EdwardsPoint>>>);

impl std::fmt::Debug for Held {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Held({})", self.0.len())
    }
}

impl Points {
    /// The number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Public(public) => public.len(),
            Self::Held(held) => held.0.len(),
        }
    }

    /// Whether there is no element.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements at these places, in this order; a place may come more than once.
    ///
    /// Public elements are not copied, so that a later operation sees which of them are the same.
    ///
    /// # Errors
    ///
    /// `Error::Place` for a place outside the array.
    pub fn take(&self, places: &[u32]) -> Result<Self, Error> {
        let outside = |place: &&u32| **place as usize >= self.len();
        if let Some(place) = places.iter().find(outside) {
            return Err(Error::Place(*place as usize));
        }
        Ok(match self {
            Self::Public(Public { all, places: own }) => {
                let new = match own {
                    Some(own) => places.iter().map(|place| own[*place as usize]).collect(),
                    None => places.to_vec(),
                };
                Self::Public(Public { all: Arc::clone(all), places: Some(Arc::new(new)) })
            }
            Self::Held(held) => places.iter().map(|place| held.0[*place as usize]).collect(),
        })
    }

    /// This array followed by the others.
    ///
    /// # Errors
    ///
    /// None that can happen with arrays of this crate.
    pub fn join(&self, others: &[&Self]) -> Result<Self, Error> {
        let parts = || std::iter::once(self).chain(others.iter().copied());
        if parts().all(|part| matches!(part, Self::Public(_))) {
            let mut all = Vec::with_capacity(parts().map(Self::len).sum());
            for part in parts() {
                all.extend_from_slice(&part.public()?.to_vec());
            }
            return Ok(all.into());
        }
        let mut all = Vec::with_capacity(parts().map(Self::len).sum());
        for part in parts() {
            all.extend_from_slice(&part.held()?);
        }
        Ok(all.into_iter().collect())
    }

    /// The canonical texts, in constant time for what is held.
    #[must_use]
    pub fn to_texts(&self) -> Vec<[u8; 32]> {
        match self {
            Self::Public(public) => public.to_vec().iter().map(Affine::to_text).collect(),
            Self::Held(held) => parallel::map(&held.0, 16, |point| point.compress().0),
        }
    }

    /// The elements as public ones, whatever they are: for callers who know that they are.
    pub(crate) fn public(&self) -> Result<Public, Error> {
        match self {
            Self::Public(public) => Ok(public.clone()),
            Self::Held(_) => {
                let texts = self.to_texts();
                let points = parallel::map(&texts, 16, Affine::from_text);
                Ok(present(points)?.into())
            }
        }
    }

    /// The elements in dalek's hands; only public ones need work, whose time they may tell.
    pub(crate) fn held(&self) -> Result<Cow<'_, [EdwardsPoint]>, Error> {
        match self {
            Self::Held(held) => Ok(Cow::Borrowed(&held.0)),
            Self::Public(public) => {
                let read = |point: &Affine| CompressedEdwardsY(point.to_text()).decompress();
                Ok(Cow::Owned(present(parallel::map(&public.to_vec(), 16, read))?))
            }
        }
    }
}

/// Equal elements at equal places; dalek compares held ones in constant time, one by one.
impl PartialEq for Points {
    fn eq(&self, other: &Self) -> bool {
        if let (Self::Public(one), Self::Public(other)) = (self, other) {
            return one.to_vec() == other.to_vec();
        }
        match (self.held(), other.held()) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
    }
}

impl Eq for Points {}

fn present<T>(points: Vec<Option<T>>) -> Result<Vec<T>, Error> {
    let places = points.into_iter().enumerate();
    places.map(|(index, point)| point.ok_or(Error::Point(index))).collect()
}

impl From<Vec<Affine>> for Points {
    fn from(all: Vec<Affine>) -> Self {
        Self::Public(all.into())
    }
}

impl FromIterator<EdwardsPoint> for Points {
    fn from_iter<I: IntoIterator<Item = EdwardsPoint>>(points: I) -> Self {
        Self::Held(Held(Arc::new(Zeroizing::new(points.into_iter().collect()))))
    }
}

impl From<Vec<Affine>> for Public {
    fn from(all: Vec<Affine>) -> Self {
        Self { all: Arc::new(all), places: None }
    }
}

impl Public {
    pub(crate) fn len(&self) -> usize {
        self.places.as_ref().map_or(self.all.len(), |places| places.len())
    }

    pub(crate) fn get(&self, index: usize) -> &Affine {
        match &self.places {
            Some(places) => &self.all[places[index] as usize],
            None => &self.all[index],
        }
    }

    /// The first element, this many times.
    pub(crate) fn repeated(&self, number: usize) -> Self {
        let (all, places) = self.shared();
        let first = places.iter().copied().take(1);
        let places = first.cycle().take(number).collect();
        Self { all: Arc::clone(all), places: Some(Arc::new(places)) }
    }

    /// All elements, in order.
    pub(crate) fn to_vec(&self) -> Cow<'_, [Affine]> {
        match &self.places {
            Some(places) => {
                Cow::Owned(places.iter().map(|place| self.all[*place as usize]).collect())
            }
            None => Cow::Borrowed(&self.all),
        }
    }

    /// The elements of the shared array, and which of them stands at each place.
    pub(crate) fn shared(&self) -> (&Arc<Vec<Affine>>, Cow<'_, [u32]>) {
        let places = match &self.places {
            Some(places) => Cow::Borrowed(places.as_slice()),
            None => Cow::Owned((0..).take(self.all.len()).collect()),
        };
        (&self.all, places)
    }
}
