//! Powers of public points: several of one point, and products of a few.

use crate::affine::Affine;
use crate::curve::{Cached, Completed, Extended};
use crate::digits::{ODD, Signed, Sparse};

/// p^s for every s, along one chain of doublings (Yao, 1976).
///
/// The chain runs upwards, so that it does not depend on the exponents: at each place p^(2^place)
/// goes into one bucket for each exponent with a digit there. The chain is most of the work, so
/// every further exponent costs a third of the first.
pub(crate) fn of_one(point: &Affine, exponents: &[Signed]) -> Vec<Extended> {
    if let [exponent] = exponents {
        return vec![product(&[point.into()], &[*exponent])]; // a tenth less
    }
    let (forms, length) = sparse(exponents);
    let mut buckets = vec![[Extended::IDENTITY; ODD]; forms.len()];
    let mut power = Completed::from(point);
    for place in 0..length {
        if forms.iter().all(|form| form.digits[place] == 0) {
            power = power.projective().doubled();
            continue;
        }
        let extended = power.extended();
        let cached = extended.cached();
        for (form, row) in forms.iter().zip(&mut buckets) {
            let digit = form.digits[place];
            if digit != 0 {
                let bucket = &mut row[usize::from(digit.unsigned_abs() / 2)];
                *bucket = bucket.plus_cached(&cached.signed(digit < 0)).extended();
            }
        }
        power = extended.projective().doubled();
    }
    buckets.iter().map(odd_multiples).collect()
}

/// Sparse forms and the greatest of their lengths.
fn sparse(exponents: &[Signed]) -> (Vec<Sparse>, usize) {
    let forms: Vec<_> = exponents.iter().map(Signed::sparse).collect();
    let length = forms.iter().map(|form| form.length).max().unwrap_or(0);
    (forms, length)
}

/// b0 + 3·b1 + 5·b2 + … as the sum of all and twice b1 + 2·b2 + 3·b3 + …
fn odd_multiples(row: &[Extended; ODD]) -> Extended {
    let mut sum = row[ODD - 1];
    let mut weighted = sum;
    for bucket in row[1..ODD - 1].iter().rev() {
        sum = sum.plus(bucket);
        weighted = weighted.plus(&sum);
    }
    weighted.doubled().plus(&sum.plus(&row[0]))
}

/// The product of all p^s, the doublings done once for all (Straus, 1964).
pub(crate) fn product(points: &[Extended], exponents: &[Signed]) -> Extended {
    let (forms, length) = sparse(exponents);
    let tables: Vec<_> = points.iter().map(odd_table).collect();
    let mut sum = Completed::from(&Affine::IDENTITY);
    for place in (0..length).rev() {
        sum = sum.projective().doubled();
        for (form, table) in forms.iter().zip(&tables) {
            let digit = form.digits[place];
            if digit != 0 {
                let entry = &table[usize::from(digit.unsigned_abs() / 2)];
                sum = sum.extended().plus_cached(&entry.signed(digit < 0));
            }
        }
    }
    sum.extended()
}

/// p, p^3, p^5, …
fn odd_table(point: &Extended) -> [Cached; ODD] {
    let mut last = *point;
    let twice = last.doubled().cached();
    let mut table = [last.cached(); ODD];
    for entry in &mut table[1..] {
        last = last.plus_cached(&twice).extended();
        *entry = last.cached();
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{dalek, exponents, ours, points};

    #[test]
    fn powers_of_one_are_those_of_dalek() {
        let exponents = exponents();
        let signed: Vec<_> = exponents.iter().map(Signed::from).collect();
        for point in points(3) {
            let powers = Affine::all(&of_one(&point, &signed));
            for (i, (power, exponent)) in powers.iter().zip(&exponents).enumerate() {
                assert_eq!(*power, ours(&(dalek(&point) * exponent)));
                assert_eq!(*power, Affine::from(&of_one(&point, &signed[i..=i])[0]));
            }
        }
        assert!(of_one(&Affine::BASE, &[]).is_empty());
    }

    #[test]
    fn products_are_those_of_dalek() {
        let (points, exponents) = (points(12), exponents());
        let extended: Vec<_> = points.iter().map(Extended::from).collect();
        for (i, window) in exponents.windows(12).enumerate() {
            let number = i % 13;
            let signed: Vec<_> = window[..number].iter().map(Signed::from).collect();
            let sum = product(&extended[..number], &signed);
            let expected = points.iter().zip(&window[..number]).map(|(p, s)| dalek(p) * s).sum();
            assert_eq!(Affine::from(&sum), ours(&expected));
        }
    }
}
