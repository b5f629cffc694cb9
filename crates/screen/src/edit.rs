//! How far two words are apart: letters left out, put in, exchanged and swapped.

/// No word is longer than this, in letters; what is longer is cut when it is normalised.
pub(crate) const WORD_LENGTH_MAX: usize = 48;

/// The code of a letter: `a` to `z`, `0` to `9`, and one for all else.
fn code(byte: u8) -> usize {
    usize::from(match byte {
        b'a'..=b'z' => byte - b'a' + 1,
        b'0'..=b'9' => byte - b'0' + 27,
        _ => 0,
    })
}

/// A word prepared for being compared with many, a machine word holding a column of the table of
/// distances (Hyyrö 2003, for restricted Damerau distances).
#[derive(Clone)]
pub(crate) struct Pattern {
    places: [u64; 40],
    length: u32,
}

impl Pattern {
    /// Prepares a word of at most 64 letters; the rest is not looked at.
    pub(crate) fn new(word: &[u8]) -> Self {
        let mut places = [0; 40];
        let mut length = 0;
        for (place, byte) in (0..64_u32).zip(word) {
            places[code(*byte)] |= 1 << place;
            length = place + 1;
        }
        Self { places, length }
    }

    /// How many edits make one word of the other.
    pub(crate) fn distance(&self, other: &[u8]) -> u32 {
        self.run::<true>(other)
    }

    /// How many edits make one word of the other, where swapping two letters is two of them.
    pub(crate) fn plain_distance(&self, other: &[u8]) -> u32 {
        self.run::<false>(other)
    }

    fn run<const SWAPS: bool>(&self, other: &[u8]) -> u32 {
        let Some(last) = self.length.checked_sub(1) else {
            return u32::try_from(other.len()).unwrap_or(u32::MAX);
        };
        let last = 1_u64 << last;
        let (mut up, mut down, mut diagonal, mut before) = (!0_u64, 0_u64, 0_u64, 0_u64);
        let mut distance = self.length;
        for byte in other {
            let here = self.places[code(*byte)];
            let swapped = if SWAPS {
                ((!diagonal & here) << 1) & before
            } else {
                0
            };
            diagonal = (((here & up).wrapping_add(up)) ^ up) | here | down | swapped;
            let mut right = down | !(diagonal | up);
            let mut left = diagonal & up;
            if right & last != 0 {
                distance += 1;
            } else if left & last != 0 {
                distance -= 1;
            }
            right = (right << 1) | 1;
            left <<= 1;
            up = left | !(diagonal | right);
            down = right & diagonal;
            before = here;
        }
        distance
    }
}

/// How many edits make one word of the other.
pub(crate) fn distance(a: &[u8], b: &[u8]) -> u32 {
    Pattern::new(a).distance(b)
}

/// How many edits two words may be apart and still be one word misspelt, by the length of the
/// longer one.
pub(crate) fn tolerance(length: usize) -> u32 {
    match length {
        0..=2 => 0,
        3..=4 => 1,
        5..=9 => 2,
        _ => 3,
    }
}

/// What one edit costs: the unit of [`cost`].
pub(crate) const EDIT: u32 = 1000;

/// What it costs that two neighbours are swapped: a slip of the fingers.
pub(crate) const SWAP: u32 = 700;

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// What it costs that one letter stands for another.
fn exchange(a: u8, b: u8) -> u32 {
    if a == b {
        return 0;
    }
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    if a.is_ascii_digit() {
        return match (a, b) {
            // Digits that look like letters.
            (b'0', b'o')
            | (b'1', b'i' | b'l')
            | (b'3', b'e')
            | (b'4', b'a')
            | (b'5', b's')
            | (b'8', b'b')
            | (b'9', b'g') => 400,
            _ => 1500,
        };
    }
    match (a, b) {
        (b'v', b'w')
        | (b's', b'z')
        | (b'k', b'q')
        | (b'c', b'k')
        | (b'i', b'y')
        | (b'i' | b'g', b'j')
        | (b'j', b'y') => 500,
        (b'g', b'k' | b'q')
        | (b'c', b'q' | b's')
        | (b'f', b'v')
        | (b'b', b'p')
        | (b'd', b't')
        | (b's', b'x') => 700,
        (b'a' | b'e', b'e' | b'i') | (b'o', b'u') => 700,
        _ if is_vowel(a) && is_vowel(b) => 850,
        _ => EDIT,
    }
}

/// What it costs that a letter is left out between two others.
fn omission(letter: u8, before: Option<u8>, after: Option<u8>) -> u32 {
    if letter.is_ascii_digit() {
        return 1500;
    }
    if before == Some(letter) || after == Some(letter) {
        return 450;
    }
    match letter {
        b'h' if before.is_some() => 600,
        _ if is_vowel(letter) && (before.is_some_and(is_vowel) || after.is_some_and(is_vowel)) => {
            600
        }
        _ => EDIT,
    }
}

/// What it costs to make one word of the other, in thousandths of an edit. Letters that stand in
/// for one another in spellings of one name cost less than a whole edit, digits more.
pub(crate) fn cost(a: &[u8], b: &[u8]) -> u32 {
    const WIDTH: usize = WORD_LENGTH_MAX + 1;
    let a = &a[..a.len().min(WORD_LENGTH_MAX)];
    let b = &b[..b.len().min(WORD_LENGTH_MAX)];
    let mut rows = [[0_u32; WIDTH]; 3];
    for place in 0..b.len() {
        rows[0][place + 1] = rows[0][place]
            + omission(
                b[place],
                place.checked_sub(1).map(|p| b[p]),
                b.get(place + 1).copied(),
            );
    }
    for row in 0..a.len() {
        let (here, above, beyond) = ((row + 1) % 3, row % 3, (row + 2) % 3);
        let before = row.checked_sub(1).map(|p| a[p]);
        let leave_out = omission(a[row], before, a.get(row + 1).copied());
        rows[here][0] = rows[above][0] + leave_out;
        for column in 0..b.len() {
            let before_b = column.checked_sub(1).map(|p| b[p]);
            let put_in = omission(b[column], before_b, b.get(column + 1).copied());
            let mut best = (rows[above][column + 1] + leave_out)
                .min(rows[here][column] + put_in)
                .min(rows[above][column] + exchange(a[row], b[column]));
            if before == Some(b[column]) && before_b == Some(a[row]) && a[row] != b[column] {
                best = best.min(rows[beyond][column - 1] + SWAP);
            }
            rows[here][column + 1] = best;
        }
    }
    rows[a.len() % 3][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of distances as in the textbook.
    fn plain(a: &[u8], b: &[u8]) -> u32 {
        let mut table = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
        for (row, line) in (0_u32..).zip(table.iter_mut()) {
            line[0] = row;
        }
        for (column, cell) in (0_u32..).zip(table[0].iter_mut()) {
            *cell = column;
        }
        for row in 1..=a.len() {
            for column in 1..=b.len() {
                let differs = u32::from(a[row - 1] != b[column - 1]);
                let mut best = (table[row - 1][column] + 1)
                    .min(table[row][column - 1] + 1)
                    .min(table[row - 1][column - 1] + differs);
                if row > 1
                    && column > 1
                    && a[row - 1] == b[column - 2]
                    && a[row - 2] == b[column - 1]
                {
                    best = best.min(table[row - 2][column - 2] + 1);
                }
                table[row][column] = best;
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn distances_are_those_of_the_textbook() {
        let words = [
            "",
            "a",
            "ab",
            "ba",
            "abc",
            "acb",
            "putin",
            "putni",
            "lavrov",
            "laurov",
            "mohammed",
            "muhamad",
            "xxxxxxxxxx",
            "abcabcabc",
            "cbacbacba",
        ];
        for a in words {
            for b in words {
                assert_eq!(
                    distance(a.as_bytes(), b.as_bytes()),
                    plain(a.as_bytes(), b.as_bytes()),
                    "{a} {b}"
                );
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn random_distances_are_those_of_the_textbook(a in "[a-e]{0,20}", b in "[a-e]{0,20}") {
            proptest::prop_assert_eq!(distance(a.as_bytes(), b.as_bytes()), plain(a.as_bytes(), b.as_bytes()));
        }

        #[test]
        fn a_cost_is_symmetrical(a in "[a-z0-9]{0,12}", b in "[a-z0-9]{0,12}") {
            proptest::prop_assert_eq!(cost(a.as_bytes(), b.as_bytes()), cost(b.as_bytes(), a.as_bytes()));
        }
    }

    #[test]
    fn spellings_cost_less_than_mistakes() {
        assert!(cost(b"selenskyj", b"zelenskyy") < 2 * EDIT);
        assert!(cost(b"i9or", b"igor") < EDIT);
        assert!(cost(b"2004", b"2005") > EDIT);
    }
}
