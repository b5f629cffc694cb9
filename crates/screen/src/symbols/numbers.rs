//! Numbers in words, digits, ordinals and Roman numerals.

/// The number that a word says: `three`, `third`, `3rd`, `iii`.
pub(crate) fn value(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 12 {
        return None;
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits == word.len() {
        return if digits <= 9 { word.parse().ok() } else { None };
    }
    if digits > 0 && digits <= 9 {
        return match &word[digits..] {
            "st" | "nd" | "rd" | "th" => word[..digits].parse().ok(),
            _ => None,
        };
    }
    in_words(word)
}

/// A number in English words, with the commonest misspelling.
pub(crate) fn in_words(word: &str) -> Option<u32> {
    Some(match word {
        "one" | "first" => 1,
        "two" | "second" => 2,
        "three" | "third" => 3,
        "four" | "fourth" => 4,
        "five" | "fifth" => 5,
        "six" | "sixth" => 6,
        "seven" | "seventh" => 7,
        "eight" | "eighth" => 8,
        "nine" | "ninth" => 9,
        "ten" | "tenth" => 10,
        "eleven" | "eleventh" => 11,
        "twelve" | "twelfth" => 12,
        "thirteen" | "thirteenth" => 13,
        "fourteen" | "fourteenth" => 14,
        "fifteen" | "fifteenth" => 15,
        "sixteen" | "sixteenth" => 16,
        "seventeen" | "seventeenth" => 17,
        "eighteen" | "eighteenth" => 18,
        "nineteen" | "nineteenth" => 19,
        "twenty" | "twentieth" => 20,
        "thirty" | "thirtieth" => 30,
        "forty" | "fourty" | "fortieth" => 40,
        "fifty" | "fiftieth" => 50,
        "sixty" | "sixtieth" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" | "ninty" => 90,
        "hundred" | "hundredth" => 100,
        _ => return None,
    })
}

/// A Roman numeral up to 39. One letter alone may be an initial: the caller decides.
pub(crate) fn roman(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 7 {
        return None;
    }
    let (tens, rest) = ["xxx", "xx", "x"]
        .iter()
        .find_map(|tens| word.strip_prefix(tens).map(|rest| (tens.len(), rest)))
        .unwrap_or((0, word));
    let ones = match rest {
        "" => 0,
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" => 4,
        "v" => 5,
        "vi" => 6,
        "vii" => 7,
        "viii" => 8,
        "ix" => 9,
        _ => return None,
    };
    u32::try_from(tens * 10 + ones).ok()
}
