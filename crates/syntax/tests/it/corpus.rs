//! The texts that the tests read, from `tests/data`.

use std::path::Path;

/// A text of the corpus.
pub(crate) struct Sample {
    /// The file's name without its ending.
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Every `.law` file of a folder in `tests/data`, by name.
#[expect(
    clippy::disallowed_methods,
    reason = "tests read their corpus from files"
)]
pub(crate) fn samples(folder: &str) -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(folder);
    let mut samples: Vec<Sample> = std::fs::read_dir(&folder)
        .expect("the corpus is there")
        .map(|entry| entry.expect("the corpus can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "law"))
        .map(|path| Sample {
            name: path
                .file_stem()
                .expect("every sample has a name")
                .to_string_lossy()
                .into_owned(),
            text: std::fs::read_to_string(&path).expect("every sample is text"),
        })
        .collect();
    assert!(!samples.is_empty(), "no samples in {}", folder.display());
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    samples
}
