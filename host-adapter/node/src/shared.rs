//! Engines of this process by number, so that worker threads use one and load nothing again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use comptoir::Comptoir;

/// Weak: whoever holds the engine keeps it alive, this list does not.
static ENGINES: Mutex<BTreeMap<u32, Weak<Comptoir>>> = Mutex::new(BTreeMap::new());

/// Keeps `comptoir` in mind; its number.
pub(crate) fn keep(comptoir: &Arc<Comptoir>) -> u32 {
    let mut engines = ENGINES.lock().unwrap_or_else(PoisonError::into_inner);
    let number = engines
        .last_key_value()
        .map_or(1, |(last, _)| last.wrapping_add(1));
    // The last one stays, gone or not, so that no number is given twice.
    engines.retain(|_, engine| engine.strong_count() > 0);
    engines.insert(number, Arc::downgrade(comptoir));
    number
}

/// The one with this number, while somebody holds it.
pub(crate) fn find(number: u32) -> Option<Arc<Comptoir>> {
    let engines = ENGINES.lock().unwrap_or_else(PoisonError::into_inner);
    engines.get(&number)?.upgrade()
}
