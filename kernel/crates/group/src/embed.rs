//! Elements found by trying numbers one after the other: embedded votes and generators.

use crate::affine::Affine;
use crate::curve::Extended;
use crate::error::Error;
use crate::membership::is_member;
use crate::parallel;

/// Bits that are left free below an embedded number, as in the reference.
const PADDING: u32 = 14;

/// For each number the first at or above it that is the y of a point, to the eighth power.
///
/// The numbers lie below 2^254, little-endian; x is taken even. The eighth power of any point of
/// the curve lies in the subgroup.
///
/// # Errors
///
/// `Error::Embedding` for a number so large that no y follows.
pub fn lift(numbers: &[[u8; 32]]) -> Result<Vec<Affine>, Error> {
    let tries = u32::MAX;
    all(numbers, 16, |number| {
        let point = first(number, tries, |_| true)?;
        Some(Affine::from(&Extended::from(&point).doubled_times(3)))
    })
}

/// For each number, a multiple of 2^14, the first of the 2^14 texts from it on that is an element.
///
/// # Errors
///
/// `Error::Embedding` if there is none, which is to be expected once in 10^400 numbers.
pub fn embed(numbers: &[[u8; 32]]) -> Result<Vec<Affine>, Error> {
    all(numbers, 1, |number| first(number, 1 << PADDING, |point| is_member(&Extended::from(point))))
}

fn all<F>(numbers: &[[u8; 32]], least: usize, find: F) -> Result<Vec<Affine>, Error>
where
    F: Fn(&[u8; 32]) -> Option<Affine> + Sync + Send,
{
    let found = parallel::map(numbers, least, find);
    let places = found.into_iter().enumerate();
    places.map(|(index, point)| point.ok_or(Error::Embedding(index))).collect()
}

fn first(number: &[u8; 32], tries: u32, good: impl Fn(&Affine) -> bool) -> Option<Affine> {
    let mut text = *number;
    for _ in 0..tries {
        if text[31] >> 7 == 1 {
            return None;
        }
        if let Some(point) = Affine::from_text(&text).filter(&good) {
            return Some(point);
        }
        increment(&mut text);
    }
    None
}

fn increment(number: &mut [u8; 32]) {
    for byte in number {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_embedded_in_the_identity() {
        // y = 0 is a point of order 4, so y = 1 is the first element.
        assert_eq!(embed(&[[0; 32]]), Ok(vec![Affine::IDENTITY]));
    }

    #[test]
    fn lifted_points_are_elements() {
        let numbers: Vec<_> = (0..20).map(|last| [last; 32]).collect();
        for point in lift(&numbers).unwrap() {
            assert!(is_member(&Extended::from(&point)));
        }
    }

    #[test]
    fn increments_carry() {
        let mut number = [0xff; 32];
        number[2] = 7;
        increment(&mut number);
        assert_eq!(number[..4], [0, 0, 8, 0xff]);
    }

    #[test]
    fn numbers_without_an_element_are_refused() {
        let mut large = [0xff; 32];
        large[31] = 0x7f;
        assert_eq!(lift(&[[1; 32], large]), Err(Error::Embedding(1)));
        large[31] = 0x80;
        assert_eq!(embed(&[large]), Err(Error::Embedding(0)));
    }
}
