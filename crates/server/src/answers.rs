//! Answers that were given before: a determination follows from its document, the law and the lists, and is the same as
//! long as these are. So what is asked again is not worked out again.
//!
//! An answer is kept under the digest of everything on which it rests: the document byte for byte, what is asked of it,
//! the rulebooks, the day from which one looks, and the generation of the lists and of the decisions about matches.
//! When one of these is another, so is the digest, and nothing has to be thrown away in time. What depends on more, such
//! as licences on file, is not kept. The room is bounded: when half of it is full, what was not asked for since the last
//! time is let go.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use sha2::{Digest as _, Sha256};

/// The digest of everything on which an answer rests.
pub(crate) type Key = [u8; 32];

/// What each takes besides its own bytes, about.
const BESIDES: usize = 160;

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    pub(crate) text: Bytes,
    pub(crate) verdict: &'static str,
}

/// The answers that are remembered.
#[derive(Debug)]
pub(crate) struct Answers {
    kept: Mutex<Kept>,
    most: usize,
}

#[derive(Debug, Default)]
struct Kept {
    /// What was asked for lately.
    young: HashMap<Key, Answered>,
    /// What was asked for before that.
    old: HashMap<Key, Answered>,
    /// What the young ones take.
    bytes: usize,
}

impl Kept {
    fn keep(&mut self, key: Key, answer: Answered, most: usize) {
        let bytes = answer.text.len().saturating_add(BESIDES);
        if bytes > most / 8 {
            return;
        }
        if self.bytes.saturating_add(bytes) > most / 2 {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += bytes;
        self.young.insert(key, answer);
    }
}

impl Answers {
    /// Room for so many bytes.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            kept: Mutex::default(),
            most,
        }
    }

    /// The key of an answer that rests on these, which are kept apart whatever stands in them.
    pub(crate) fn key(parts: &[&[u8]]) -> Key {
        let mut digest = Sha256::new();
        for part in parts {
            digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            digest.update(part);
        }
        digest.finalize().into()
    }

    /// What was answered before.
    pub(crate) fn get(&self, key: &Key) -> Option<Answered> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = kept.young.get(key) {
            return Some(answer.clone());
        }
        let answer = kept.old.remove(key)?;
        kept.keep(*key, answer.clone(), self.most);
        Some(answer)
    }

    /// Remembers an answer.
    pub(crate) fn keep(&self, key: Key, answer: &Answered) {
        if self.most == 0 {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keep(key, answer.clone(), self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bytes: usize) -> Answered {
        Answered {
            text: Bytes::from(vec![b'x'; bytes]),
            verdict: "prohibited",
        }
    }

    fn key(number: u32) -> Key {
        Answers::key(&[&number.to_le_bytes()])
    }

    #[test]
    fn what_is_asked_for_again_and_again_stays_and_the_room_is_bounded() {
        let answers = Answers::new(100_000);
        answers.keep(key(0), &answer(1_000));
        for number in 1..2_000 {
            answers.keep(key(number), &answer(1_000));
            assert!(answers.get(&key(0)).is_some(), "{number}");
            let kept = answers.kept.lock().expect("a lock");
            let bytes: usize = kept
                .young
                .values()
                .chain(kept.old.values())
                .map(|one| one.text.len())
                .sum();
            assert!(bytes <= 100_000, "{bytes}");
        }
        assert!(answers.get(&key(1)).is_none());
        assert!(answers.get(&key(1_999)).is_some());
    }

    #[test]
    fn what_is_too_large_is_not_kept_and_nothing_where_there_is_no_room() {
        let (answers, none) = (Answers::new(8_000), Answers::new(0));
        answers.keep(key(1), &answer(2_000));
        none.keep(key(1), &answer(1));
        assert!(answers.get(&key(1)).is_none() && none.get(&key(1)).is_none());
    }

    #[test]
    fn parts_of_a_key_are_kept_apart() {
        assert_ne!(Answers::key(&[b"ab", b"c"]), Answers::key(&[b"a", b"bc"]));
        assert_ne!(Answers::key(&[b"ab"]), Answers::key(&[b"ab", b""]));
    }
}
