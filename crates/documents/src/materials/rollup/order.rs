//! What is in what, and the order from the bottom up.

use crate::materials::bill::{Bill, Fault, Use};

/// The uses in each part, in the order of the bill.
pub(super) struct Inside {
    /// Where those of each part begin in the next, and behind the last part where they end.
    starts: Vec<usize>,
    uses: Vec<usize>,
}

impl Inside {
    pub(super) fn new(bill: &Bill) -> Self {
        Self::by(bill, |one| one.parent)
    }

    /// The uses of each part, in the order of the bill.
    fn turned(bill: &Bill) -> Self {
        Self::by(bill, |one| one.child)
    }

    fn by(bill: &Bill, of: impl Fn(&Use) -> usize) -> Self {
        let mut starts = vec![0_usize; bill.parts.len().saturating_add(1)];
        for one in &bill.uses {
            if let Some(count) = starts.get_mut(of(one).saturating_add(1)) {
                *count = count.saturating_add(1);
            }
        }
        let mut sum = 0_usize;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        let mut next = starts.clone();
        let mut uses = vec![0_usize; sum];
        for (index, one) in bill.uses.iter().enumerate() {
            // Behind the last part is an end and no beginning.
            let part = of(one);
            if part < bill.parts.len()
                && let Some(at) = next.get_mut(part)
                && let Some(slot) = uses.get_mut(*at)
            {
                *slot = index;
                *at = at.saturating_add(1);
            }
        }
        Self { starts, uses }
    }

    pub(super) fn of<'i, 'b: 'i>(
        &'i self,
        bill: &'b Bill,
        part: usize,
    ) -> impl Iterator<Item = &'b Use> + 'i {
        self.places(part)
            .iter()
            .filter_map(|&index| bill.uses.get(index))
    }

    pub(super) fn is_empty(&self, part: usize) -> bool {
        self.places(part).is_empty()
    }

    fn places(&self, part: usize) -> &[usize] {
        let bounds = self
            .starts
            .get(part)
            .zip(self.starts.get(part.saturating_add(1)));
        bounds
            .and_then(|(&from, &to)| self.uses.get(from..to))
            .unwrap_or_default()
    }

    fn child(&self, bill: &Bill, part: usize, at: usize) -> Option<usize> {
        let &index = self.places(part).get(at)?;
        bill.uses.get(index).map(|one| one.child)
    }
}

/// The parts with everything inside before them; `None` where a part is inside itself.
///
/// Those with nothing inside come first, then those with nothing but such, and so on, each layer in the order of the
/// bill: so a large bill is gone through from one end to the other, and not back and forth.
pub(super) fn bottom_up(
    bill: &Bill,
    inside: &Inside,
    faults: &mut Vec<Fault>,
) -> Option<Vec<usize>> {
    let count = bill.parts.len();
    let outside = Inside::turned(bill);
    let mut missing: Vec<usize> = (0..count)
        .map(|part| {
            inside
                .of(bill, part)
                .filter(|one| one.child < count)
                .count()
        })
        .collect();
    let mut layers = vec![0_usize; count];
    let mut ready: Vec<usize> = (0..count)
        .filter(|&part| missing.get(part) == Some(&0))
        .collect();
    let mut done = 0_usize;
    while let Some(&part) = ready.get(done) {
        done = done.saturating_add(1);
        let above = layers.get(part).map_or(0, |layer| layer.saturating_add(1));
        for parent in outside.of(bill, part).map(|one| one.parent) {
            if let (Some(layer), Some(left)) = (layers.get_mut(parent), missing.get_mut(parent)) {
                *layer = above.max(*layer);
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.push(parent);
                }
            }
        }
    }
    if done < count {
        faults.extend(find_circle(bill, inside));
        return None;
    }
    let mut starts = vec![0_usize; count.saturating_add(1)];
    for &layer in &layers {
        if let Some(start) = starts.get_mut(layer.saturating_add(1)) {
            *start = start.saturating_add(1);
        }
    }
    let mut sum = 0_usize;
    for start in &mut starts {
        sum = sum.saturating_add(*start);
        *start = sum;
    }
    let mut order = ready;
    for (part, &layer) in layers.iter().enumerate() {
        if let Some(next) = starts.get_mut(layer)
            && let Some(slot) = order.get_mut(*next)
        {
            *slot = part;
            *next = next.saturating_add(1);
        }
    }
    Some(order)
}

/// The first circle that is met from the first part on.
fn find_circle(bill: &Bill, inside: &Inside) -> Option<Fault> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; bill.parts.len()];
    for start in 0..bill.parts.len() {
        if states.get(start) != Some(&State::New) {
            continue;
        }
        let mut stack: Vec<(usize, usize)> = vec![(start, 0)];
        if let Some(state) = states.get_mut(start) {
            *state = State::Open;
        }
        while let Some(&mut (part, ref mut next)) = stack.last_mut() {
            let child = inside.child(bill, part, *next);
            *next = next.saturating_add(1);
            let Some(child) = child else {
                if let Some(state) = states.get_mut(part) {
                    *state = State::Done;
                }
                stack.pop();
                continue;
            };
            match states.get(child) {
                Some(State::New) => {
                    if let Some(state) = states.get_mut(child) {
                        *state = State::Open;
                    }
                    stack.push((child, 0));
                }
                Some(State::Open) => return Some(circle(bill, &stack, child)),
                _ => {}
            }
        }
    }
    None
}

fn circle(bill: &Bill, stack: &[(usize, usize)], child: usize) -> Fault {
    let from = stack
        .iter()
        .position(|&(part, _)| part == child)
        .unwrap_or(0);
    let name = |part: usize| bill.parts.get(part).map_or("", |one| one.id.as_str());
    let mut way: Vec<&str> = stack
        .iter()
        .skip(from)
        .map(|&(part, _)| name(part))
        .collect();
    way.push(name(child));
    Fault {
        row: bill.parts.get(child).map_or(0, |one| one.row),
        message: format!(
            "part `{}` is inside itself: {}",
            name(child),
            way.join(" > ")
        ),
        mend: "take one of these out, or give one another number".to_owned(),
        error: true,
    }
}
