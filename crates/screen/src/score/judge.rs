//! What a pairing of words says about two names.

use crate::edit::{EDIT, Pattern, SWAP};
use crate::normalise::Class;
use crate::score::align::{Alignment, Pairing};
use crate::score::letters::{Slip, slip};
use crate::score::middle;
use crate::score::pair::{How, Token, View};
use crate::score::{Kind, Mode};

/// A name as it is: the whole.
pub(crate) const WHOLE: u32 = 10_000;

/// What every edit takes from the score, and what it takes more the shorter the names are.
const EDIT_LOSS: u32 = 800;
const EDIT_LOSS_BY_LENGTH: u32 = 5_500;

/// Names that each have a word of their own are at most so alike.
const BOTH_DIFFER_MAX: u32 = 6_000;
/// People who share one word only, while one of them has more.
const ONE_WORD_SHARED_MAX: u32 = 6_400;
/// What each further word takes that only one of two people has, and all of them together.
const PERSON_EXTRA_LOSS: u32 = 350;
const PERSON_EXTRA_LOSS_MAX: u32 = 1_300;
/// What every letter takes that is missing from so many shared ones, where one has more words.
const PERSON_SHARED_LETTERS: u32 = 12;
const PERSON_SHARED_LETTER_LOSS: u32 = 200;
/// An initial that only one of two people has.
const EXTRA_INITIAL_LOSS: u32 = 150;
/// An organisation with a word that the other does not have is at most so like it, by what the
/// word is.
const EXTRA_PLACE_MAX: u32 = 7_400;
const EXTRA_GENERIC_MAX: u32 = 6_700;
const EXTRA_NUMBER_MAX: u32 = 6_500;
const EXTRA_FIRST_MAX: u32 = 7_200;
const EXTRA_WORD_MAX: u32 = 6_000;
/// Every further such word.
const EXTRA_FURTHER_LOSS: u32 = 300;
/// Names that differ in a number only.
const OTHER_NUMBER_MAX: u32 = 7_200;
/// A word of so many letters that is more than one edit apart in an organisation's name: what
/// exceeds the edit counts a third more, since hardly anything else tells such names apart.
const SHORT_NAME_LETTERS_MAX: usize = 8;
/// Father and son exchanged.
const CHAIN_REVERSED_MAX: u32 = 6_200;
/// Read alike, written otherwise.
const OTHER_CHARACTERS_MAX: u32 = 8_600;
/// Names that are read in Cantonese or Korean have to be so alike.
const REREAD_MIN: u32 = 9_000;
/// An abbreviation of the other name.
const ACRONYM_MAX: u32 = 7_200;
/// Two words of three or four letters differ where all else is the same.
const SHORT_WORD_MAX: u32 = 7_350;
/// A name of so few letters is an abbreviation.
const ABBREVIATION_LETTERS_MAX: u32 = 4;
/// A word with its letters in another order, in initials, or as an adjective.
const SHUFFLED_MAX: u32 = 7_400;
/// Forms of different classes.
const OTHER_FORM_LOSS: u32 = 200;
const OTHER_FORM_LOSS_STRICT: u32 = 3_500;
/// A form or a title that only one of them has.
const EXTRA_FORM_LOSS: u32 = 50;
/// What it costs that a space stands elsewhere, or that a word is mistyped which need not be met.
const SLIP_COST: u32 = 250;
/// What it costs that a word is mistyped which very many have.
const KNOWN_SLIP_COST: u32 = 500;

/// What limited a score, for the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Limit {
    BothDiffer,
    OneWordShared,
    OnlyInitials,
    ExtraPlace,
    ExtraGeneric,
    ExtraNumber,
    ExtraWord,
    OtherNumber,
    ChainReversed,
    OtherCharacters,
    Acronym,
    ShortWord,
    Shuffled,
    OtherForm,
}

/// A score for two names, and what limited it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judgement {
    /// The score in ten-thousandths, before it is put below what names alone can prove.
    pub(crate) score: u32,
    /// What limited it most.
    pub(crate) limit: Option<Limit>,
    /// Whether the names were compared without their spaces.
    pub(crate) whole: bool,
    /// The slip but for which they are letter by letter the same.
    pub(crate) slip: Option<Slip>,
    /// Whether one of two people has names that the other does not have.
    pub(crate) extra: bool,
    /// Whether these are patronymics, and all else is the same.
    pub(crate) middle: bool,
}

impl Judgement {
    /// Puts the score at most at `max`, for this reason.
    fn cap(&mut self, max: u32, limit: Limit) {
        if self.score > max {
            self.score = max;
            self.limit = Some(limit);
            self.middle = false;
        }
    }
}

/// What edits of this cost take from names with so many letters.
pub(crate) fn edit_loss(cost: u32, letters: u32) -> u32 {
    let by_edit = EDIT_LOSS + EDIT_LOSS_BY_LENGTH / letters.max(1);
    cost * by_edit / EDIT
}

/// What a pairing costs: in strict mode what exceeds one edit in one word counts twice, and in a
/// short word of an organisation's name a third more.
fn cost_of(pairing: &Pairing, words: (&[Token<'_>], &[Token<'_>]), kind: Kind, mode: Mode) -> u32 {
    let is_short = |tokens: &[Token<'_>]| match tokens {
        [one] => one.class == Class::Word && one.text.len() <= SHORT_NAME_LETTERS_MAX,
        _ => false,
    };
    if kind != Kind::Person
        && mode == Mode::Balanced
        && pairing.how == How::Misspelt
        && is_short(words.0)
        && is_short(words.1)
    {
        return pairing.cost + pairing.cost.saturating_sub(EDIT) / 3;
    }
    if mode == Mode::Strict && pairing.how != How::Shuffled {
        pairing.cost + pairing.cost.saturating_sub(EDIT)
    } else {
        pairing.cost
    }
}

/// The letters of a word, as many as they count: half of them where everybody has the word.
fn letters(token: &Token<'_>) -> u32 {
    let letters = u32::try_from(token.text.len()).unwrap_or(u32::MAX);
    match token.class {
        Class::Generic => letters.div_ceil(2),
        _ => letters,
    }
}

/// Judges two names by the pairs of their words.
pub(crate) fn judge(
    query: &View<'_>,
    name: &View<'_>,
    alignment: &Alignment,
    kind: Kind,
    mode: Mode,
) -> Judgement {
    let mut judgement = by_words(query, name, alignment, kind, mode);
    if let Some(score) = whole(query, name, alignment)
        && score > judgement.score
    {
        judgement = Judgement {
            score,
            limit: None,
            whole: true,
            slip: None,
            extra: false,
            middle: false,
        };
    }
    if let Some((score, slip)) = by_letters(query, name, kind)
        && score > judgement.score
    {
        judgement = Judgement {
            slip: Some(slip),
            ..unlimited(score)
        };
    }
    if kind != Kind::Person
        && judgement.score < ACRONYM_MAX
        && (is_acronym(query.tokens, name.tokens) || is_acronym(name.tokens, query.tokens))
    {
        judgement = limited(ACRONYM_MAX, Limit::Acronym);
    }
    let reread = query.reread || name.reread;
    if reread && (judgement.extra || judgement.score < REREAD_MIN) {
        // Few syllables stand for very many names: only what is met in full tells people apart.
        judgement.cap(BOTH_DIFFER_MAX, Limit::OtherCharacters);
    }
    if !query.syllables.is_empty()
        && !name.syllables.is_empty()
        && query.syllables != name.syllables
    {
        // In Korean very many characters are read alike, and in Mandarin fewer.
        let (max, limit) = if judgement.score >= WHOLE - 500 && !reread {
            (OTHER_CHARACTERS_MAX, Limit::OtherCharacters)
        } else {
            (BOTH_DIFFER_MAX, Limit::OtherCharacters)
        };
        if judgement.score > max {
            judgement = limited(max, limit);
        }
    }
    judgement
}

fn unlimited(score: u32) -> Judgement {
    Judgement {
        score,
        limit: None,
        whole: false,
        slip: None,
        extra: false,
        middle: false,
    }
}

fn limited(score: u32, limit: Limit) -> Judgement {
    Judgement {
        limit: Some(limit),
        ..unlimited(score)
    }
}

fn by_words(
    query: &View<'_>,
    name: &View<'_>,
    alignment: &Alignment,
    kind: Kind,
    mode: Mode,
) -> Judgement {
    let (mut cost, mut query_letters, mut name_letters) = (0_u32, 0_u32, 0_u32);
    let (mut words, mut initials) = (0_u32, 0_u32);
    let (mut other_number, mut shuffled) = (false, false);
    for pairing in &alignment.pairs {
        let of_query = &query.tokens[pairing.query.0..pairing.query.0 + pairing.query.1];
        let of_name = &name.tokens[pairing.name.0..pairing.name.0 + pairing.name.1];
        query_letters += of_query.iter().map(letters).sum::<u32>();
        name_letters += of_name.iter().map(letters).sum::<u32>();
        cost += cost_of(pairing, (of_query, of_name), kind, mode);
        other_number |= pairing.how == How::OtherNumber;
        shuffled |= matches!(pairing.how, How::Shuffled | How::Initials | How::Adjective);
        // Two initials that are the same are no more than initials.
        let core = |tokens: &[Token<'_>]| {
            tokens
                .iter()
                .filter(|token| token.class.is_core() && token.class != Class::Initial)
                .count()
        };
        if core(of_query) == 0 || core(of_name) == 0 {
            initials += 1;
        } else {
            words += u32::try_from(core(of_query).max(core(of_name))).unwrap_or(1);
        }
    }
    if words == 0 {
        let same = alignment.left_query.is_empty() && alignment.left_name.is_empty();
        let score = if same && cost == 0 && kind != Kind::Person && initials > 0 {
            WHOLE
        } else if initials > 0 {
            3_000
        } else {
            0
        };
        return limited(score, Limit::OnlyInitials);
    }
    let mut left_query: Vec<usize> = alignment.left_query.clone();
    let mut left_name: Vec<usize> = alignment.left_name.clone();
    // A word that is said twice is said once too often.
    if left_name.is_empty() {
        left_query.retain(|place| !is_said(&query.tokens[*place], name));
    } else if left_query.is_empty() {
        left_name.retain(|place| !is_said(&name.tokens[*place], query));
    }
    let mut short_word = false;
    if let ([a], [b]) = (left_query.as_slice(), left_name.as_slice())
        && words >= 1
        && kind == Kind::Person
        && mode == Mode::Balanced
    {
        let (a, b) = (&query.tokens[*a], &name.tokens[*b]);
        let pair = [a, b];
        if pair
            .iter()
            .all(|token| token.class == Class::Word && token.text.len() <= 4)
            && words + initials >= 1
            && Pattern::new(a.text.as_bytes()).distance(b.text.as_bytes()) <= 2
        {
            short_word = true;
            cost += 2 * EDIT;
            query_letters += letters(a);
            name_letters += letters(b);
            left_query.clear();
            left_name.clear();
        }
    }
    let letters = query_letters.min(name_letters);
    // Of an abbreviation every letter tells.
    if kind != Kind::Person && letters <= ABBREVIATION_LETTERS_MAX {
        cost += cost / 2;
    }
    let mut judgement = Judgement {
        score: WHOLE.saturating_sub(edit_loss(cost, letters)),
        limit: None,
        whole: false,
        slip: None,
        extra: false,
        middle: false,
    };
    if short_word {
        judgement.cap(SHORT_WORD_MAX, Limit::ShortWord);
    }
    if shuffled {
        judgement.cap(SHUFFLED_MAX, Limit::Shuffled);
    }
    if other_number {
        judgement.cap(
            if mode == Mode::Strict {
                5_000
            } else {
                OTHER_NUMBER_MAX
            },
            Limit::OtherNumber,
        );
    }
    match (left_query.as_slice(), left_name.as_slice()) {
        ([], []) => {}
        ([], left) => extra(left, name, (words, letters), kind, mode, &mut judgement),
        (left, []) => extra(left, query, (words, letters), kind, mode, &mut judgement),
        (a, b) => {
            let left = a
                .iter()
                .map(|place| self::letters(&query.tokens[*place]))
                .sum::<u32>()
                + b.iter()
                    .map(|place| self::letters(&name.tokens[*place]))
                    .sum::<u32>();
            let all = left + query_letters + name_letters;
            let share = BOTH_DIFFER_MAX * (query_letters + name_letters) / all.max(1);
            judgement.cap(BOTH_DIFFER_MAX * 7 / 10 + share * 3 / 10, Limit::BothDiffer);
        }
    }
    if kind == Kind::Person
        && chain_reversed(query, name, alignment)
        && judgement.score > CHAIN_REVERSED_MAX
    {
        judgement.score = CHAIN_REVERSED_MAX;
        judgement.limit = Some(Limit::ChainReversed);
    }
    forms(query, name, kind, mode, &mut judgement);
    judgement.middle = kind == Kind::Person
        && mode == Mode::Balanced
        && judgement.limit.is_none()
        && middle::only_patronymics(query, name, alignment, &left_query, &left_name);
    judgement
}

/// Whether a name has a word.
fn is_said(token: &Token<'_>, view: &View<'_>) -> bool {
    view.tokens.iter().any(|other| {
        other.class.is_core()
            && (other.text == token.text || (other.fold == token.fold && other.fold.len() >= 4))
    })
}

/// What it takes that one of two people has so many words that the other does not have, where they
/// share so many letters and what they share scores so much: it weighs more, and has to be nearer to
/// the same, where it is not all.
pub(crate) fn person_extra_loss(extra: u32, letters: u32, score: u32) -> u32 {
    (extra * PERSON_EXTRA_LOSS).min(PERSON_EXTRA_LOSS_MAX)
        + PERSON_SHARED_LETTERS.saturating_sub(letters) * PERSON_SHARED_LETTER_LOSS
        + (WHOLE - score) / 2
}

/// Words that only one of the names has.
fn extra(
    left: &[usize],
    view: &View<'_>,
    (words, letters): (u32, u32),
    kind: Kind,
    mode: Mode,
    judgement: &mut Judgement,
) {
    let tokens = left.iter().map(|place| &view.tokens[*place]);
    if kind == Kind::Person {
        let (mut extra, mut initials) = (0_u32, 0_u32);
        for token in tokens {
            if token.class == Class::Initial {
                initials += 1;
            } else {
                extra += 1;
            }
        }
        if words < 2 && extra > 0 {
            judgement.cap(ONE_WORD_SHARED_MAX, Limit::OneWordShared);
            return;
        }
        let mut loss = initials * EXTRA_INITIAL_LOSS;
        if extra > 0 {
            loss += person_extra_loss(extra, letters, judgement.score);
            judgement.extra = true;
        }
        judgement.score = judgement.score.saturating_sub(loss);
        return;
    }
    let mut max = WHOLE;
    let mut limit = Limit::ExtraWord;
    for (further, token) in (0_u32..).zip(tokens) {
        let (of_word, why) = match token.class {
            Class::Place => (EXTRA_PLACE_MAX, Limit::ExtraPlace),
            Class::Generic => (EXTRA_GENERIC_MAX, Limit::ExtraGeneric),
            Class::Number if token.text == "1" && mode == Mode::Balanced => {
                (EXTRA_FIRST_MAX, Limit::ExtraNumber)
            }
            Class::Number | Class::Initial => (EXTRA_NUMBER_MAX, Limit::ExtraNumber),
            _ => (EXTRA_WORD_MAX, Limit::ExtraWord),
        };
        if of_word < max {
            max = of_word;
            limit = why;
        }
        if further > 0 {
            max -= EXTRA_FURTHER_LOSS.min(max);
        }
    }
    let loss = WHOLE - judgement.score;
    judgement.cap(max.saturating_sub(loss / 4), limit);
}

/// Legal forms and titles.
fn forms(query: &View<'_>, name: &View<'_>, kind: Kind, mode: Mode, judgement: &mut Judgement) {
    let of = |view: &View<'_>, class: Class| {
        view.tokens
            .iter()
            .filter(|token| token.class == class && token.text != "corporation")
            .map(|token| token.text.as_bytes().first().copied().unwrap_or(0))
            .max()
    };
    for class in [Class::Form, Class::Title] {
        let loss = match (of(query, class), of(name, class)) {
            (None, None) => 0,
            (Some(a), Some(b)) if a == b => 0,
            (Some(_), Some(_)) if class == Class::Form && kind != Kind::Vessel => {
                // A body without members and a company are no forms of one another.
                if mode == Mode::Strict
                    && (has_form(query, "non-profit") != has_form(name, "non-profit"))
                {
                    judgement.limit = Some(Limit::OtherForm);
                    OTHER_FORM_LOSS_STRICT
                } else {
                    OTHER_FORM_LOSS
                }
            }
            _ => EXTRA_FORM_LOSS,
        };
        judgement.score = judgement.score.saturating_sub(loss);
    }
}

fn has_form(view: &View<'_>, form: &str) -> bool {
    view.tokens
        .iter()
        .any(|token| token.class == Class::Form && token.text == form)
}

/// The names without their spaces, where those stand in other places.
fn whole(query: &View<'_>, name: &View<'_>, alignment: &Alignment) -> Option<u32> {
    if alignment.left_query.is_empty() && alignment.left_name.is_empty() {
        return None;
    }
    let (a, b) = (query.compact.as_bytes(), name.compact.as_bytes());
    let tolerance = whole_tolerance(a.len().min(b.len()))?;
    if u32::try_from(a.len().abs_diff(b.len())).unwrap_or(u32::MAX) > tolerance {
        return None;
    }
    let digits = |bytes: &[u8]| {
        bytes
            .iter()
            .copied()
            .filter(u8::is_ascii_digit)
            .collect::<Vec<_>>()
    };
    let distance = Pattern::new(a).plain_distance(b);
    if distance > tolerance || digits(a) != digits(b) {
        return None;
    }
    let core = |view: &View<'_>| {
        view.tokens
            .iter()
            .filter(|token| token.class.is_core())
            .count()
    };
    // One word against one other word is a matter of words and not of spaces.
    let one_each = core(query) == core(name)
        && alignment.left_query.len() == 1
        && alignment.left_name.len() == 1;
    if distance > 0 && one_each {
        return None;
    }
    let letters = u32::try_from(a.len().min(b.len())).unwrap_or(u32::MAX);
    Some(WHOLE.saturating_sub(edit_loss(distance * EDIT + 250, letters)))
}

/// What names score that are letter by letter the same but for one slip.
fn by_letters(query: &View<'_>, name: &View<'_>, kind: Kind) -> Option<(u32, Slip)> {
    let slip = slip(query.spelt?, name.spelt?)?;
    let core = |view: &View<'_>| {
        let tokens = view.tokens.iter().filter(|token| token.class.is_core());
        tokens.map(letters).sum::<u32>()
    };
    let letters = core(query).min(core(name));
    let of_word = |class: Class, cost: u32| if class.is_core() { cost } else { SLIP_COST };
    let mut cost = match slip {
        Slip::Space => SLIP_COST,
        Slip::Swap(class) => of_word(class, SWAP),
        Slip::Known(class) => of_word(class, KNOWN_SLIP_COST),
    };
    // Of an abbreviation every letter tells.
    if kind != Kind::Person && letters <= ABBREVIATION_LETTERS_MAX && cost > SLIP_COST {
        cost += cost / 2;
    }
    Some((WHOLE.saturating_sub(edit_loss(cost, letters)), slip))
}

/// How far apart two names may be as wholes, by the letters of the shorter one. Names that are
/// too short or too long are not compared as wholes.
pub(crate) fn whole_tolerance(letters: usize) -> Option<u32> {
    match letters {
        0..=6 => None,
        7..=8 => Some(0),
        9..=13 => Some(1),
        14..=64 => Some(2),
        _ => None,
    }
}

/// Whether the first name is one word of the initials of the second.
fn is_acronym(short: &[Token<'_>], long: &[Token<'_>]) -> bool {
    let mut core = short.iter().filter(|token| {
        matches!(
            token.class,
            Class::Word | Class::Generic | Class::Number | Class::Initial
        )
    });
    let (Some(acronym), None) = (core.next(), core.next()) else {
        return false;
    };
    if !(3..=6).contains(&acronym.text.len()) {
        return false;
    }
    let initials = |all: bool| {
        long.iter()
            .filter(|token| token.class.is_core() || (all && token.class == Class::Particle))
            .filter_map(|token| token.text.bytes().next())
            .eq(acronym.text.bytes())
    };
    initials(false) || initials(true)
}

/// Whether one is the son of the other's son: `A bin B` and `B bin A`.
fn chain_reversed(query: &View<'_>, name: &View<'_>, alignment: &Alignment) -> bool {
    let partner = |place: usize| {
        alignment
            .pairs
            .iter()
            .find(|pairing| (pairing.query.0..pairing.query.0 + pairing.query.1).contains(&place))
            .map(|pairing| pairing.name.0)
    };
    let child_of = |view: &View<'_>, place: usize| view.tokens[place].class == Class::ChildOf;
    (1..query.tokens.len().saturating_sub(1))
        .filter(|place| child_of(query, *place))
        .any(|place| {
            let child = (0..place)
                .rev()
                .find(|place| query.tokens[*place].class.is_core());
            let parent =
                (place + 1..query.tokens.len()).find(|place| query.tokens[*place].class.is_core());
            let (Some(child), Some(parent)) = (child.and_then(partner), parent.and_then(partner))
            else {
                return false;
            };
            parent < child && (parent..child).any(|place| child_of(name, place))
        })
}
