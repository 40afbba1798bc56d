//! One pool of threads for all arrays, which outlives a `fork`.
//!
//! The threads of a pool do not exist in a forked child, where waiting for them would never end.
//! So the pool remembers its process, and a child makes its own. `RAYON_NUM_THREADS` limits both.

use std::mem;
use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// `work` of every item, in order; arrays below two shares of `least` stay on this thread.
pub(crate) fn map<T, R, F>(items: &[T], least: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync + Send,
{
    if items.len() >= 2 * least
        && let Some(pool) = pool()
    {
        return pool.install(|| items.par_iter().with_min_len(least).map(work).collect());
    }
    items.iter().map(work).collect()
}

/// The pool of this process, or none where a second thread would be of no use.
fn pool() -> Option<Arc<ThreadPool>> {
    let mut guard = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let process = process::id();
    if let Some((owner, pool)) = guard.take() {
        if owner == process {
            *guard = Some((owner, Arc::clone(&pool)));
            return several(pool);
        }
        mem::forget(pool); // dropping it would wait for threads that only the parent has
    }
    let pool = Arc::new(ThreadPoolBuilder::new().build().ok()?);
    *guard = Some((process, Arc::clone(&pool)));
    several(pool)
}

fn several(pool: Arc<ThreadPool>) -> Option<Arc<ThreadPool>> {
    (pool.current_num_threads() > 1).then_some(pool)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_whatever_the_size() {
        for number in [0, 1, 7, 8, 1000] {
            let items: Vec<usize> = (0..number).collect();
            assert_eq!(map(&items, 4, |item| item + 1), (1..=number).collect::<Vec<_>>());
        }
    }

    #[test]
    fn work_may_ask_for_work() {
        let rows: Vec<usize> = (0..50).collect();
        let sums = map(&rows, 1, |row| map(&rows, 1, |item| item * row).iter().sum::<usize>());
        assert_eq!(sums, rows.iter().map(|row| row * 1225).collect::<Vec<_>>());
    }
}
