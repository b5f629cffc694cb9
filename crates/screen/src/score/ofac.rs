//! Close to what OFAC's public search shows.
//!
//! OFAC says (FAQ 249) that its search compares whole names and their parts by Jaro-Winkler and by
//! Soundex. How it puts them together it does not say. What stands here follows the scores that
//! the search has shown: where every part of the name looked for, short ones left out, sounds like
//! some part of the listed name, the parts count; else the names count as wholes, in the order in
//! which the list has them (`FAMILY, Given`).

use crate::normalise::to_latin;

/// What an explanation says about a score of this mode.
pub(crate) const REASON: &str = "as OFAC's public search would show it, as far as that is known";

/// The whole: shares are counted in millionths.
const WHOLE: u64 = 1_000_000;
/// The search shows nothing below this.
const SHOWN_MIN: u64 = WHOLE / 2;
/// Parts up to so many letters are left out, if there are others.
const SHORT_PART: usize = 2;
/// Names are cut to so many letters.
const LETTERS_MAX: usize = 160;

/// The score for two names in ten-thousandths, in whole hundredths as the search shows it.
pub(crate) fn score(query: &str, name: &str) -> u32 {
    let (query, name) = (letters(query), letters(name));
    if query.is_empty() || name.is_empty() {
        return 0;
    }
    let parts: Vec<&[u8]> = split(&query);
    let of_name: Vec<&[u8]> = split(&name);
    let long: Vec<&[u8]> = parts
        .iter()
        .copied()
        .filter(|part| part.len() > SHORT_PART)
        .collect();
    let parts = if long.is_empty() { parts } else { long };
    let whole = jaro_winkler(&query, &name);
    let best = if let [part] = parts.as_slice() {
        let best = of_name.iter().map(|other| jaro_winkler(part, other)).max();
        whole.max(best.unwrap_or(0))
    } else {
        let sounding: Vec<u64> = parts
            .iter()
            .map(|part| {
                let alike = of_name
                    .iter()
                    .filter(|other| soundex(part) == soundex(other));
                alike
                    .map(|other| jaro_winkler(part, other))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        if sounding.contains(&0) {
            whole
        } else {
            sounding.iter().sum::<u64>() / u64::try_from(sounding.len()).unwrap_or(1)
        }
    };
    let hundredths = best.max(SHOWN_MIN) / (WHOLE / 100);
    u32::try_from(hundredths * 100).unwrap_or(0)
}

/// The letters of a name, small, with single spaces between its parts.
fn letters(name: &str) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(name.len());
    // The search does not read other scripts.
    if name
        .chars()
        .any(|letter| letter.is_alphabetic() && !is_latin(letter))
    {
        return out;
    }
    for byte in to_latin(name, false).bytes() {
        match byte {
            b'\'' => {}
            _ if byte.is_ascii_alphanumeric() => out.push(byte.to_ascii_lowercase()),
            _ if out.last().is_some_and(|last| *last != b' ') => out.push(b' '),
            _ => {}
        }
    }
    if out.last() == Some(&b' ') {
        out.pop();
    }
    out.truncate(LETTERS_MAX);
    out
}

fn is_latin(letter: char) -> bool {
    matches!(letter, '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2b0}'..='\u{2ff}' | '’' | '‘')
}

fn split(name: &[u8]) -> Vec<&[u8]> {
    name.split(|byte| *byte == b' ')
        .filter(|part| !part.is_empty())
        .collect()
}

/// The similarity of Jaro and Winkler, with what a common beginning adds always added.
fn jaro_winkler(a: &[u8], b: &[u8]) -> u64 {
    let jaro = jaro(a, b);
    let begin = a.iter().zip(b).take(4).take_while(|(a, b)| a == b).count();
    let begin = u64::try_from(begin).unwrap_or(0);
    jaro + (WHOLE - jaro) * begin / 10
}

fn jaro(a: &[u8], b: &[u8]) -> u64 {
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut of_a = Vec::new();
    for (place, byte) in a.iter().enumerate() {
        let from = place.saturating_sub(reach);
        let until = (place + reach + 1).min(b.len());
        if let Some(there) = (from..until).find(|there| !taken[*there] && b[*there] == *byte) {
            taken[there] = true;
            of_a.push(*byte);
        }
    }
    let of_b = b.iter().zip(&taken).filter(|(_, taken)| **taken);
    let swapped = of_a.iter().zip(of_b).filter(|(a, (b, _))| a != b).count() / 2;
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let matched = number(of_a.len());
    if matched == 0 {
        return 0;
    }
    let share = |part: u64, whole: u64| part * WHOLE / whole.max(1);
    (share(matched, number(a.len()))
        + share(matched, number(b.len()))
        + share(matched - number(swapped), matched))
        / 3
}

/// The code of Soundex: the first letter and three digits.
fn soundex(word: &[u8]) -> [u8; 4] {
    let digit = |byte: u8| match byte {
        b'b' | b'f' | b'p' | b'v' => b'1',
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => b'2',
        b'd' | b't' => b'3',
        b'l' => b'4',
        b'm' | b'n' => b'5',
        b'r' => b'6',
        _ => b'0',
    };
    let mut code = *b"0000";
    let Some((first, rest)) = word.split_first() else {
        return code;
    };
    code[0] = *first;
    let (mut last, mut place) = (digit(*first), 1);
    for byte in rest {
        let here = digit(*byte);
        if here != b'0' && here != last && place < 4 {
            code[place] = here;
            place += 1;
        }
        // `h` and `w` do not part two letters of one sound; vowels do.
        if !matches!(byte, b'h' | b'w') {
            last = here;
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_soundex_are_those_of_the_archives() {
        for (word, code) in [
            ("robert", "r163"),
            ("rupert", "r163"),
            ("tymczak", "t522"),
            ("pfister", "p236"),
            ("ashcraft", "a261"),
        ] {
            assert_eq!(soundex(word.as_bytes()), code.as_bytes(), "{word}");
        }
    }

    #[test]
    fn similarities_are_those_of_the_textbook() {
        assert_eq!(jaro(b"martha", b"marhta") / 1000, 944);
        assert_eq!(jaro_winkler(b"martha", b"marhta") / 1000, 961);
        assert_eq!(jaro(b"dixon", b"dicksonx") / 1000, 766);
    }
}
