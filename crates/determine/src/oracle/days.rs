//! On which days something binds, read off the declarations for one day at a time.

use exeat_law::model::{EntryId, InForce, InstrumentId, ProvisionId, ReadingId, Rulebook};
use exeat_value::Day;

/// Something with days of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dated {
    Provision(ProvisionId),
    Entry(EntryId),
}

/// The readings that something depends on, each with the alternatives under which it binds. It binds where all of
/// them agree; with none, it binds.
pub(super) type Under = Vec<(ReadingId, Vec<bool>)>;

/// The day and the knowledge with which the law is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) law_date: Day,
    pub(super) known_at: Day,
}

impl Days<'_> {
    /// The alternatives that were known; where none was, the question is open as a whole.
    pub(super) fn known(&self, reading: ReadingId) -> Vec<bool> {
        let alternatives = &self.rulebook.reading(reading).alternatives;
        let known: Vec<bool> = alternatives
            .iter()
            .map(|one| match one.recorded {
                Some(day) => day <= self.known_at,
                None => true,
            })
            .collect();
        if known.iter().any(|&known| known) {
            known
        } else {
            vec![true; alternatives.len()]
        }
    }

    /// The alternatives to reckon with: the presumed ones if any, and all known ones otherwise.
    pub(super) fn reckoned_with(&self, reading: ReadingId) -> Vec<bool> {
        let known = self.known(reading);
        let alternatives = &self.rulebook.reading(reading).alternatives;
        let presumed: Vec<bool> = (0..known.len())
            .map(|one| known[one] && alternatives[one].presumed)
            .collect();
        if presumed.iter().any(|&presumed| presumed) {
            presumed
        } else {
            known
        }
    }

    fn was_known(&self, recorded: Option<Day>, instrument: InstrumentId) -> bool {
        let instrument = self.rulebook.instrument(instrument);
        match recorded.or(instrument.recorded).or(instrument.issued) {
            Some(day) => day <= self.known_at,
            None => true,
        }
    }

    /// Under which readings something binds on the day; `None` where it does not bind under any.
    pub(super) fn binds(&self, dated: Dated) -> Option<Under> {
        let (instrument, recorded, own) = match dated {
            Dated::Provision(id) => {
                let one = self.rulebook.provision(id);
                (one.instrument, one.recorded, &one.in_force)
            }
            Dated::Entry(id) => {
                let one = self.rulebook.entry(id);
                (one.instrument, one.recorded, &one.in_force)
            }
        };
        if !self.was_known(recorded, instrument) {
            return None;
        }
        let names =
            |instruments: &[InstrumentId], provisions: &[ProvisionId], entries: &[EntryId]| {
                instruments.contains(&instrument)
                    || match dated {
                        Dated::Provision(id) => provisions.contains(&id),
                        Dated::Entry(id) => entries.contains(&id),
                    }
            };
        let mut under = Under::new();
        // It has begun: on the day of the last commencement that names it, else on its own day, else on that of its
        // instrument.
        let life = &self.rulebook.instrument(instrument).in_force;
        let commencement = self.rulebook.commencements.iter().rfind(|one| {
            names(&one.instruments, &one.provisions, &one.entries)
                && self.was_known(one.recorded, one.instrument)
        });
        match (commencement, own.as_ref().or(life.as_ref())) {
            (Some(commencement), _) if self.law_date < commencement.from => return None,
            (Some(_), _) | (None, None) => {}
            (None, Some(days)) => {
                self.require(&mut under, days, |from, _| self.law_date >= from)?
            }
        }
        // It is not over: neither its own days nor those of its instrument.
        for days in [own, life].into_iter().flatten() {
            self.require(&mut under, days, |_, until| {
                until.is_none_or(|until| self.law_date < until)
            })?;
        }
        // It is not suspended.
        for suspension in &self.rulebook.suspensions {
            if names(
                &suspension.instruments,
                &suspension.provisions,
                &suspension.entries,
            ) && self.was_known(suspension.recorded, suspension.instrument)
            {
                self.refuse(&mut under, &suspension.in_force)?;
            }
        }
        Some(under)
    }

    /// Whether a limb is part of its condition: under which alternatives of its reading.
    pub(super) fn within(&self, in_force: &InForce) -> Option<Under> {
        let mut under = Under::new();
        self.require(&mut under, in_force, |from, until| {
            from <= self.law_date && until.is_none_or(|until| self.law_date < until)
        })?;
        Some(under)
    }

    fn require(
        &self,
        under: &mut Under,
        days: &InForce,
        is_so: impl Fn(Day, Option<Day>) -> bool,
    ) -> Option<()> {
        match days {
            InForce::Span(span) => is_so(span.from, span.until).then_some(()),
            InForce::Reading(reading) => {
                let mask = self
                    .rulebook
                    .reading(*reading)
                    .alternatives
                    .iter()
                    .map(|one| one.span.is_some_and(|span| is_so(span.from, span.until)))
                    .collect();
                self.restrict(under, *reading, mask)
            }
        }
    }

    fn refuse(&self, under: &mut Under, days: &InForce) -> Option<()> {
        let covers = |from: Day, until: Option<Day>| {
            from <= self.law_date && until.is_none_or(|until| self.law_date < until)
        };
        match days {
            InForce::Span(span) => (!covers(span.from, span.until)).then_some(()),
            InForce::Reading(reading) => {
                let mask = self
                    .rulebook
                    .reading(*reading)
                    .alternatives
                    .iter()
                    .map(|one| !one.span.is_some_and(|span| covers(span.from, span.until)))
                    .collect();
                self.restrict(under, *reading, mask)
            }
        }
    }

    /// Adds a condition on a reading. None where no known alternative is left; without effect where all are.
    fn restrict(&self, under: &mut Under, reading: ReadingId, mask: Vec<bool>) -> Option<()> {
        let known = self.known(reading);
        let place = under.iter().position(|(one, _)| *one == reading);
        let mask: Vec<bool> = match place {
            Some(place) => {
                let (_, before) = under.remove(place);
                before
                    .iter()
                    .zip(&mask)
                    .map(|(one, two)| *one && *two)
                    .collect()
            }
            None => mask,
        };
        let left = (0..mask.len())
            .filter(|&one| known[one] && mask[one])
            .count();
        let all = known.iter().filter(|&&known| known).count();
        if left == 0 {
            return None;
        }
        if left < all {
            under.push((reading, mask));
        }
        Some(())
    }
}
