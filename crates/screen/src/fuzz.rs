//! What must hold of any bytes, asserted by the fuzz targets and by the property tests alike.

use std::sync::LazyLock;

use exeat_value::Day;

use crate::list::{ImportOptions, Input, Limits, Mapping, entry_line, import, kept_entries};

static MAPPINGS: LazyLock<Vec<Mapping>> = LazyLock::new(|| Mapping::shipped().unwrap_or_default());

/// Imports any bytes as a list: they are refused, or every entry has a name and comes back from
/// what is kept as it went.
///
/// # Panics
/// Something of this does not hold.
pub fn lists(bytes: &[u8]) {
    let Ok(today) = Day::new(2026, 1, 1) else {
        return;
    };
    let mut options = ImportOptions::on(today);
    options.limits = Limits {
        file_bytes: 1024 * 1024,
        record_bytes: 64 * 1024,
        entries: 1000,
    };
    let input = Input {
        name: "fuzz".to_owned(),
        reader: Box::new(bytes),
    };
    for imported in import(vec![input], &MAPPINGS, &options).unwrap_or_default() {
        assert!(imported.entries.len() <= 1000);
        assert!(imported.entries.iter().all(|entry| !entry.names.is_empty()));
        let text: String = imported.entries.iter().map(entry_line).collect();
        let kept = kept_entries(&imported.edition, &text);
        assert_eq!(kept.as_ref(), Ok(&imported.entries));
    }
}
