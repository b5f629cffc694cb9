//! Which answer each row gives, as narrow as the answers allow.

/// For each row of a column, the place of its answer in the dictionary.
///
/// The fewer answers a column has, the narrower are the places: most columns of a table have few, and what goes
/// through millions of rows is bounded by how much it has to read. The width follows from the number of answers
/// alone, so that equal columns are kept equally.
///
/// ```
/// use exeat_facts::batch::{Column, ColumnSubject};
/// use exeat_facts::{Fact, Scope, Value, Vocabulary};
///
/// let sample = Vocabulary::standard().find(Scope::Shipment, "sample").unwrap();
/// let answers = [true, false].map(|yes| Fact::known(Value::YesNo(yes))).to_vec();
/// let column = Column::new(ColumnSubject::Shipment, sample, answers, vec![0, 1, 1])?;
/// assert_eq!(column.codes().get(2), Some(1));
/// assert_eq!(column.codes().get(3), None);
/// assert_eq!(column.codes().iter().collect::<Vec<u32>>(), [0, 1, 1]);
/// # Ok::<(), exeat_facts::batch::BatchError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// Of at most 256 answers.
    Bytes(Vec<u8>),
    /// Of at most 65,536 answers.
    Halves(Vec<u16>),
    /// Of more.
    Words(Vec<u32>),
}

impl Codes {
    /// Codes below `answers`.
    pub(super) fn of(codes: Vec<u32>, answers: usize) -> Self {
        if answers <= 1 << u8::BITS {
            // They are all below the number of answers, and so fit.
            let narrow = |code: u32| u8::try_from(code).unwrap_or(u8::MAX);
            Self::Bytes(codes.into_iter().map(narrow).collect())
        } else if answers <= 1 << u16::BITS {
            let narrow = |code: u32| u16::try_from(code).unwrap_or(u16::MAX);
            Self::Halves(codes.into_iter().map(narrow).collect())
        } else {
            Self::Words(codes)
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(codes) => codes.len(),
            Self::Halves(codes) => codes.len(),
            Self::Words(codes) => codes.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code of a row; none past the last one.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<u32> {
        match self {
            Self::Bytes(codes) => codes.get(row).copied().map(u32::from),
            Self::Halves(codes) => codes.get(row).copied().map(u32::from),
            Self::Words(codes) => codes.get(row).copied(),
        }
    }

    /// The codes of all rows.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        // There is a code for each row.
        (0..self.len()).map(|row| self.get(row).unwrap_or(u32::MAX))
    }
}
