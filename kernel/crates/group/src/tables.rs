//! Tables of powers for the few public elements that come again and again.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::affine::Affine;
use crate::comb::Comb;

/// The table of g.
pub(crate) static BASE: LazyLock<Arc<Comb>> = LazyLock::new(|| Arc::new(Comb::new(&Affine::BASE)));

/// Elements whose use is counted; each may have a table of half a megabyte.
const KEPT: usize = 8;

/// Powers after which a table has paid for itself.
const WORTH: usize = 100;

/// Tables of the elements used most recently, the latest first.
#[derive(Debug, Default)]
pub(crate) struct Tables(Mutex<Vec<Entry>>);

#[derive(Debug)]
struct Entry {
    point: Affine,
    uses: usize,
    comb: Option<Arc<Comb>>,
}

impl Tables {
    /// The element's table, if `uses` more powers of it are worth one.
    pub(crate) fn of(&self, point: &Affine, uses: usize) -> Option<Arc<Comb>> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = entries.iter().position(|entry| entry.point == *point);
        let mut entry = place.map_or_else(
            || Entry { point: *point, uses: 0, comb: None },
            |place| entries.remove(place),
        );
        entry.uses = entry.uses.saturating_add(uses);
        if entry.comb.is_none() && entry.uses >= WORTH {
            entry.comb = Some(Arc::new(Comb::new(point)));
        }
        let comb = entry.comb.clone();
        entries.insert(0, entry);
        entries.truncate(KEPT);
        comb
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::points;

    #[test]
    fn a_table_is_made_when_it_pays_and_kept_while_in_use() {
        let (tables, points) = (Tables::default(), points(KEPT + 1));
        assert!(tables.of(&points[0], WORTH - 1).is_none());
        let first = tables.of(&points[0], 1).unwrap();
        assert!(Arc::ptr_eq(&first, &tables.of(&points[0], 0).unwrap()));
        for other in &points[2..] {
            assert!(tables.of(other, 1).is_none());
        }
        assert!(Arc::ptr_eq(&first, &tables.of(&points[0], 0).unwrap()));
        for other in &points[1..] {
            assert!(tables.of(other, 1).is_none());
        }
        assert!(tables.of(&points[0], 1).is_none(), "forgotten, with its count");
    }
}
