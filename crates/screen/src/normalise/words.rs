//! A text in Latin letters cut into words, and each word put into its class.

use super::{Class, Word};
use crate::score::Kind;
use crate::symbols::{forms, numbers, people, slips, words};

/// Cuts a text into words of small letters and digits.
pub(super) fn split(latin: &str, kind: Kind) -> Vec<String> {
    // `Family, Given` is spoken `Given Family`.
    if kind == Kind::Person
        && let Some((family, given)) = latin.split_once(',')
        && !given.contains(',')
        && !family.trim().is_empty()
        && !given.trim().is_empty()
    {
        let mut pieces = cut(given);
        pieces.extend(cut(family));
        return pieces;
    }
    cut(latin)
}

fn cut(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut word = String::new();
    // Whether the last piece is letters with dots between them, as in `A.B.C.`.
    let mut dotted = false;
    let mut letters = text.chars().peekable();
    let mut lower_before = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\'' | '`' | '"' => {
                // `Bank's` is the bank.
                if letter == '\'' && !word.is_empty() && letters.peek() == Some(&'s') {
                    let mut ahead = letters.clone();
                    ahead.next();
                    if ahead
                        .peek()
                        .is_none_or(|next| !next.is_ascii_alphanumeric())
                    {
                        letters.next();
                    }
                }
            }
            _ if letter.is_ascii_alphanumeric() => {
                // `SiemensAG`: a legal form that was written to the name.
                if lower_before
                    && letter.is_ascii_uppercase()
                    && is_form_ahead(letter, letters.clone())
                {
                    flush(&mut word, &mut pieces, &mut dotted, false);
                }
                lower_before = letter.is_ascii_lowercase();
                word.push(letter.to_ascii_lowercase());
            }
            _ => {
                lower_before = false;
                let before_dot = letter == '.' && letters.peek().is_none_or(|next| *next != ' ');
                let end_dot = letter == '.';
                flush(&mut word, &mut pieces, &mut dotted, before_dot || end_dot);
                match letter {
                    '&' | '+' => {
                        dotted = false;
                        pieces.push("and".to_owned());
                    }
                    '%' => word.push_str("percent"),
                    '.' => {}
                    _ => dotted = false,
                }
            }
        }
    }
    flush(&mut word, &mut pieces, &mut dotted, false);
    pieces
}

/// Ends a word. A single letter before a dot goes to the letters before it that had dots too.
fn flush(word: &mut String, pieces: &mut Vec<String>, dotted: &mut bool, dot: bool) {
    if word.is_empty() {
        return;
    }
    let single = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if single
        && *dotted
        && let Some(last) = pieces.last_mut()
    {
        last.push_str(word);
    } else {
        pieces.push(word.clone());
    }
    *dotted = single && dot;
    word.clear();
}

/// Whether the rest of the word is capitals that are a legal form.
fn is_form_ahead(first: char, rest: impl Iterator<Item = char>) -> bool {
    let mut ahead = String::from(first);
    ahead.extend(rest.take_while(char::is_ascii_alphanumeric));
    ahead.len() >= 2 && {
        let lower = ahead.to_ascii_lowercase();
        forms::at_start(&[lower.as_str()]).is_some()
    }
}

/// Takes every word for a name.
pub(super) fn all_names(pieces: &[String]) -> Vec<Word> {
    pieces
        .iter()
        .map(|piece| word(piece, Class::Word))
        .collect()
}

/// Puts each word into its class.
pub(super) fn classify(pieces: &[String], kind: Kind) -> Vec<Word> {
    let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
    let mut out = if kind == Kind::Person {
        of_person(&pieces)
    } else {
        let meant = pieces.iter();
        let meant = meant.map(|piece| slips::meant(piece).unwrap_or(piece));
        of_organisation(&meant.collect::<Vec<&str>>())
    };
    // A name of nothing but particles and titles is a name all the same.
    let core = out
        .iter()
        .filter(|word| word.class == Class::Word && word.text.len() > 1)
        .count();
    if core < 2 && kind == Kind::Person {
        let two = core == 0;
        for word in &mut out {
            let promoted = match word.class {
                Class::Particle => !people::is_article(&word.text) || two,
                Class::Title | Class::ChildOf => two,
                _ => false,
            };
            if promoted {
                word.class = Class::Word;
            }
        }
    }
    if !out.iter().any(|word| word.class.is_core()) {
        out.iter_mut().for_each(|word| word.class = Class::Word);
    }
    out
}

fn word(text: &str, class: Class) -> Word {
    Word {
        text: text.to_owned(),
        class,
        taken: 1,
    }
}

/// A word that is made of several pieces, or of the rest of one that another word was made of.
fn word_of(text: &str, class: Class, taken: usize) -> Word {
    Word {
        taken,
        ..word(text, class)
    }
}

fn of_person(pieces: &[&str]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(pieces.len() + 2);
    let mut place = 0;
    while let Some(&piece) = pieces.get(place) {
        // `Nicolás Maduro LLC`: what is put behind a name to make it look like another.
        let form = (place + 1 == pieces.len() && place >= 2 && piece.len() >= 3)
            .then(|| forms::at_start(&[piece]))
            .flatten();
        if let Some((_, class)) = form {
            out.push(word(class, Class::Form));
        } else if piece.len() == 1 && piece.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            out.push(word(piece, Class::Initial));
        } else if people::is_child_of(piece) && (place > 0 || piece != "ben") {
            let class = if place > 0 {
                Class::ChildOf
            } else {
                Class::Particle
            };
            out.push(word("bin", class));
        } else if is_title(pieces, place, &out) {
            out.push(word(piece, Class::Title));
        } else if people::is_particle(piece) {
            out.push(word(piece, Class::Particle));
        } else if let Some(rest) = people::split_servant_of(piece) {
            out.push(word(&piece[..piece.len() - rest.len()], Class::Word));
            out.push(word_of(rest, Class::Word, 0));
        } else {
            out.push(word(piece, Class::Word));
        }
        place += 1;
    }
    out
}

/// Whether a word of a person's name is a title there.
fn is_title(pieces: &[&str], place: usize, before: &[Word]) -> bool {
    let piece = pieces.get(place).copied().unwrap_or_default();
    let first = before.iter().all(|word| !word.class.is_core());
    let title = people::is_title(piece) && (first || !people::is_surname_too(piece));
    (title && pieces.len() > 1) || (first && pieces.len() > 2 && people::is_title_swapped(piece))
}

fn of_organisation(pieces: &[&str]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(pieces.len());
    let mut place = 0;
    while let Some(&piece) = pieces.get(place) {
        let rest = &pieces[place..];
        if place == 0 && rest.len() > 1 && words::is_ship_prefix(piece) {
            out.push(word(piece, Class::Form));
            place += 1;
            continue;
        }
        // `M/V` and `M.T.` before the name of a ship.
        if place == 0
            && let ["m", "v" | "t" | "s", _, ..] = rest
        {
            out.push(word_of("mv", Class::Form, 2));
            place += 2;
            continue;
        }
        if let Some((taken, class)) = forms::at_start(rest)
            && (pieces.len() > taken || !out.is_empty())
        {
            out.push(word_of(class, Class::Form, taken));
            place += taken;
            continue;
        }
        if let Some((taken, joined)) = words::joined_place(rest) {
            out.push(word_of(joined, Class::Place, taken));
            place += taken;
            continue;
        }
        if let Some((taken, meant)) = words::phrase(rest)
            && (pieces.len() > taken || !out.is_empty())
        {
            out.push(word_of(meant, class_of(meant), taken));
            place += taken;
            continue;
        }
        if let [first, second, ..] = rest
            && let Some(joined) = words::compound(first, second)
        {
            out.push(word_of(joined, class_of(joined), 2));
            place += 2;
            continue;
        }
        if let Some((taken, value)) = number(rest, place > 0) {
            out.push(word_of(&value.to_string(), Class::Number, taken));
            place += taken;
            continue;
        }
        if words::is_filler(piece) {
            out.push(word(piece, Class::Particle));
            place += 1;
            continue;
        }
        let text = words::canonical(piece).unwrap_or(piece);
        out.push(word(text, class_of(text)));
        place += 1;
    }
    out
}

fn class_of(text: &str) -> Class {
    if words::is_place(text) {
        Class::Place
    } else if words::is_generic(text) {
        Class::Generic
    } else if text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        Class::Initial
    } else if text.bytes().any(|byte| byte.is_ascii_digit()) {
        Class::Number
    } else {
        Class::Word
    }
}

/// A number at the beginning of `rest`, `forty four` in two words included: how many words it
/// takes, and its value. A Roman numeral counts where something stands before it.
fn number(rest: &[&str], inside: bool) -> Option<(usize, u32)> {
    let first = rest.first()?;
    if let Some(value) = numbers::value(first) {
        if value >= 20
            && value % 10 == 0
            && value < 100
            && numbers::in_words(first).is_some()
            && let Some(ones) = rest.get(1).and_then(|next| numbers::value(next))
            && ones < 10
            && ones > 0
        {
            return Some((2, value + ones));
        }
        return Some((1, value));
    }
    if inside && let Some(value) = numbers::roman(first) {
        return Some((1, value));
    }
    None
}
