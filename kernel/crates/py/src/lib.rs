//! `suffrage-group` for Python: conversion only.

mod convert;

use pyo3::prelude::*;

/// Arrays of elements of Ed25519's prime-order subgroup; see ``suffrage.belenios.group``.
///
/// Exponents are one byte string, 32 little-endian bytes each, taken modulo the order. Arrays of
/// unequal lengths raise ``ValueError``. All operations release the interpreter's lock.
#[pymodule]
// Python hands over values, and has one object to ask.
#[allow(clippy::needless_pass_by_value, clippy::unused_self)]
mod suffrage_kernel {
    use std::hash::{DefaultHasher, Hash, Hasher};

    use pyo3::prelude::*;
    use pyo3::types::{PyBytes, PyTuple};
    use suffrage_group::{embed, group, points};
    use zeroize::Zeroizing;

    use crate::convert::{self, refusal, scalars};

    #[pymodule_export]
    use crate::convert::{NoEmbeddingError, NotAnElementError};

    /// An array of elements, public or held in constant-time hands.
    #[pyclass(frozen, module = "suffrage_kernel")]
    struct Points(points::Points);

    /// The group, with tables of the public elements in frequent use.
    #[pyclass(frozen, module = "suffrage_kernel")]
    struct Ed25519(group::Group);

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }

    #[pymethods]
    impl Points {
        fn __len__(&self) -> usize {
            self.0.len()
        }

        fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
            other.cast::<Self>().is_ok_and(|other| self.0 == other.get().0)
        }

        fn __hash__(&self) -> u64 {
            let mut hasher = DefaultHasher::new();
            self.0.to_texts().hash(&mut hasher);
            hasher.finish()
        }

        /// The elements at these places, of which one may come more than once; raises ``IndexError``.
        #[pyo3(signature = (places, /))]
        fn take(&self, places: Vec<u32>) -> PyResult<Self> {
            self.0.take(&places).map(Self).map_err(refusal)
        }

        /// This array followed by the others.
        #[pyo3(signature = (*others))]
        fn join(&self, others: &Bound<'_, PyTuple>) -> PyResult<Self> {
            let mut arrays = Vec::with_capacity(others.len());
            for other in others {
                arrays.push(other.cast_into::<Self>()?);
            }
            let arrays: Vec<_> = arrays.iter().map(|array| &array.get().0).collect();
            self.0.join(&arrays).map(Self).map_err(refusal)
        }
    }

    #[pymethods]
    impl Ed25519 {
        #[new]
        fn new() -> Self {
            Self(group::Group::default())
        }

        /// Elements from texts and from pairs of 64 bytes, which count on from the texts.
        ///
        /// Raises ``NotAnElementError``, and ``OSError`` if the operating system gives no random bits.
        #[pyo3(signature = (texts, pairs, /))]
        fn decode(
            &self,
            py: Python<'_>,
            texts: &Bound<'_, PyAny>,
            pairs: &[u8],
        ) -> PyResult<(Points, Points)> {
            let (texts, pairs) = (convert::texts(texts)?, convert::pairs(pairs)?);
            let both = py.detach(|| self.0.decode(&texts, &pairs)).map_err(refusal)?;
            Ok((Points(both.0), Points(both.1)))
        }

        /// The canonical texts.
        #[pyo3(signature = (points, /))]
        fn encode(&self, py: Python<'_>, points: &Points) -> Vec<String> {
            let texts = py.detach(|| points.0.to_texts());
            texts.iter().map(convert::text).collect()
        }

        /// g^s, in constant time.
        #[pyo3(signature = (s, /))]
        fn base(&self, py: Python<'_>, s: &[u8]) -> PyResult<Points> {
            let s = Zeroizing::new(scalars(s)?);
            Ok(Points(py.detach(|| self.0.base(&s))))
        }

        /// p^s element by element, in constant time.
        #[pyo3(signature = (p, s, /))]
        fn times(&self, py: Python<'_>, p: &Points, s: &[u8]) -> PyResult<Points> {
            let s = Zeroizing::new(scalars(s)?);
            py.detach(|| self.0.times(&p.0, &s)).map(Points).map_err(refusal)
        }

        /// p·q element by element, in constant time if one of them is held.
        #[pyo3(signature = (p, q, /))]
        fn add(&self, py: Python<'_>, p: &Points, q: &Points) -> PyResult<Points> {
            py.detach(|| self.0.add(&p.0, &q.0)).map(Points).map_err(refusal)
        }

        /// The product of all as an array of one, in constant time if they are held.
        #[pyo3(signature = (p, /))]
        fn product(&self, py: Python<'_>, p: &Points) -> PyResult<Points> {
            py.detach(|| self.0.product(&p.0)).map(Points).map_err(refusal)
        }

        /// base^r · p^c · g^s; without base it is g, and a base of one serves all elements.
        #[pyo3(signature = (r, base, c, p, s, /))]
        #[allow(clippy::too_many_arguments)] // as the protocol in Python has them
        fn vartime_commit(
            &self,
            py: Python<'_>,
            r: &[u8],
            base: Option<&Bound<'_, Points>>,
            c: &[u8],
            p: &Points,
            s: Option<&[u8]>,
        ) -> PyResult<Points> {
            let (r, c, s) = (scalars(r)?, scalars(c)?, s.map(scalars).transpose()?);
            let base = base.map(|base| &base.get().0);
            py.detach(|| self.0.vartime_commit(&r, base, &c, &p.0, s.as_deref()))
                .map(Points)
                .map_err(refusal)
        }

        /// The product of all p^s as an array of one.
        #[pyo3(signature = (p, s, /))]
        fn vartime_power_product(&self, py: Python<'_>, p: &Points, s: &[u8]) -> PyResult<Points> {
            let s = scalars(s)?;
            py.detach(|| self.0.vartime_power_product(&p.0, &s)).map(Points).map_err(refusal)
        }

        /// The pairs of coordinates, x then y, 32 little-endian bytes each.
        #[pyo3(signature = (points, /))]
        fn vartime_pairs<'py>(
            &self,
            py: Python<'py>,
            points: &Points,
        ) -> PyResult<Bound<'py, PyBytes>> {
            let pairs = py.detach(|| self.0.vartime_pairs(&points.0)).map_err(refusal)?;
            Ok(PyBytes::new(py, pairs.as_flattened().as_flattened()))
        }

        /// The first point whose y is at or above each number, to the eighth power.
        #[pyo3(signature = (numbers, /))]
        fn lift(&self, py: Python<'_>, numbers: &[u8]) -> PyResult<Points> {
            let numbers = convert::numbers(numbers)?;
            let points = py.detach(|| embed::lift(&numbers)).map_err(refusal)?;
            Ok(Points(points.into()))
        }

        /// The first element among the 2^14 texts from each number on; raises ``NoEmbeddingError``.
        #[pyo3(signature = (numbers, /))]
        fn embed(&self, py: Python<'_>, numbers: &[u8]) -> PyResult<Points> {
            let numbers = convert::numbers(numbers)?;
            let points = py.detach(|| embed::embed(&numbers)).map_err(refusal)?;
            Ok(Points(points.into()))
        }
    }
}
