//! Between Python's values and those of `suffrage-group`.

use curve25519_dalek::Scalar;
use pyo3::create_exception;
use pyo3::exceptions::{PyIndexError, PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use suffrage_group::error::Error;

create_exception!(suffrage_kernel, NotAnElementError, PyValueError);
create_exception!(suffrage_kernel, NoEmbeddingError, PyValueError);

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The exception that says the same.
pub(crate) fn refusal(error: Error) -> PyErr {
    match error {
        Error::Point(index) => NotAnElementError::new_err(index),
        Error::Embedding(index) => NoEmbeddingError::new_err(index),
        Error::Place(place) => PyIndexError::new_err(place),
        Error::Lengths(one, other) => PyValueError::new_err((one, other)),
        Error::Entropy => PyOSError::new_err(error.to_string()),
    }
}

/// Numbers of 32 bytes.
pub(crate) fn numbers(bytes: &[u8]) -> PyResult<Vec<[u8; 32]>> {
    whole(bytes)
}

/// Pairs of such numbers.
pub(crate) fn pairs(bytes: &[u8]) -> PyResult<Vec<[[u8; 32]; 2]>> {
    Ok(whole::<64>(bytes)?
        .iter()
        .map(|pair| {
            let (mut x, mut y) = ([0; 32], [0; 32]);
            x.copy_from_slice(&pair[..32]);
            y.copy_from_slice(&pair[32..]);
            [x, y]
        })
        .collect())
}

fn whole<const N: usize>(bytes: &[u8]) -> PyResult<Vec<[u8; N]>> {
    let (parts, rest) = bytes.as_chunks::<N>();
    if rest.is_empty() { Ok(parts.to_vec()) } else { Err(PyValueError::new_err(bytes.len())) }
}

/// Exponents, reduced modulo the order in constant time.
pub(crate) fn scalars(bytes: &[u8]) -> PyResult<Vec<Scalar>> {
    let (parts, rest) = bytes.as_chunks::<32>();
    if rest.is_empty() {
        Ok(parts.iter().map(|part| Scalar::from_bytes_mod_order(*part)).collect())
    } else {
        Err(PyValueError::new_err(bytes.len()))
    }
}

/// Texts as 32 bytes in the order of RFC 8032; `None` for what is no 64 lower-case digits.
pub(crate) fn texts(texts: &Bound<'_, PyAny>) -> PyResult<Vec<Option<[u8; 32]>>> {
    // Not sized by what the object says of itself: its length may be any number.
    let mut all = Vec::new();
    for text in texts.try_iter()? {
        all.push(text?.cast::<PyString>()?.to_str().ok().and_then(from_hex));
    }
    Ok(all)
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().rev().zip(digits.as_chunks::<2>().0) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// 64 digits, the last of the 32 bytes first.
pub(crate) fn text(bytes: &[u8; 32]) -> String {
    let mut text = String::with_capacity(64);
    for byte in bytes.iter().rev() {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}
