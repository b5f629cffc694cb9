//! What was said of rows, each answer once.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::answer::Answer;

/// Rows of which the law says the same, by their number within one stand.
pub(crate) type AnswerId = u32;

/// Every answer that was given, each once.
#[derive(Default)]
pub(crate) struct Answers {
    inner: RwLock<Given>,
}

#[derive(Default)]
struct Given {
    list: Vec<Arc<Answer>>,
    ids: FxHashMap<Arc<Answer>, AnswerId>,
}

impl Answers {
    pub(super) fn id(&self, answer: Answer) -> AnswerId {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(&id) = inner.ids.get(&answer) {
            return id;
        }
        let answer = Arc::new(answer);
        let id = u32::try_from(inner.list.len()).unwrap_or(u32::MAX);
        inner.list.push(Arc::clone(&answer));
        inner.ids.insert(answer, id);
        id
    }

    /// An answer by its number.
    pub(crate) fn get(&self, id: AnswerId) -> Option<Arc<Answer>> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        inner.list.get(usize::try_from(id).ok()?).cloned()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        inner.list.len()
    }
}
