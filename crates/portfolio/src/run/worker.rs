//! What a thread does with a chunk.

use std::collections::BTreeMap;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, sync_channel};

use exeat_documents::tables::parquet_in::Portion;
use exeat_documents::tables::{Chunk, Mapped};
use exeat_facts::Role;

use super::{Item, Job, Rows, Told, Work, of_table};
use crate::answer::{Answer, COLUMNS};
use crate::change::step;
use crate::failure::Failure;
use crate::folder::{Folder, Hasher, Note, hash};
use crate::input::Input;
use crate::part::{self, Added};
use crate::parties::{COLUMN, Match, screened};
use crate::stand::{AnswerId, Answers, Dates, Request, Stand};
use crate::tally::{Looking, Origin, count, labels};

/// What is said of each row under each stand, and what came of looking for its parties.
type Decided = (Vec<Vec<AnswerId>>, Option<Parties>);

struct Parties {
    added: Added,
    matches: Vec<(Role, Vec<Match>, u64)>,
    looking: Looking,
}

/// A thread that decides chunks.
pub(super) struct Worker<'w, 'a> {
    pub(super) job: &'w Job<'a>,
    pub(super) folder: Option<(&'w Folder, bool)>,
    pub(super) answers: &'w Answers,
    pub(super) stands: Vec<Sender<Request>>,
}

impl Worker<'_, '_> {
    pub(super) fn item(&self, item: Item<'_>) -> Result<Told, Failure> {
        let file = item.input.name();
        let read = match (&item.work, self.folder) {
            (_, None) => String::new(),
            (Work::Portion(_, portion), Some(_)) => hash_of_portion(item.input, portion)?,
            (Work::Chunk(chunk), Some(_)) => hash_of_chunk(chunk, &item.names),
        };
        if let Some((folder, true)) = self.folder
            && let Some(note) = folder.done(item.number, &read)
        {
            let rows = note.tallies.rows_in;
            return Ok(Told {
                note,
                names: item.names,
                shape: None,
                resumed: true,
                rows,
            });
        }
        let chunk = match item.work {
            Work::Chunk(chunk) => chunk,
            Work::Portion(file, portion) => {
                let all = vec![true; file.names().len()];
                let wanted = if self.job.rows == Rows::Csv {
                    &all
                } else {
                    item.bound.wanted()
                };
                let kept = self.job.rows == Rows::Parquet;
                file.read(item.input.open()?, &portion, wanted, kept)
                    .map_err(|error| of_table(item.input, &error))?
            }
        };
        let mapped = item
            .bound
            .map(&chunk)
            .map_err(|error| of_table(item.input, &error))?;
        let (said, screening) = self.decide(&mapped)?;
        let origin = Origin {
            chunk: item.number,
            file: &file,
            places: &chunk.places,
        };
        let mut tallies = count(&mapped, &said, self.answers, &origin);
        let screening = screening.map(|parties| {
            tallies.matched(&parties.matches);
            tallies.screened = Some(parties.looking);
            parties.added
        });
        let mut note = Note {
            chunk: item.number,
            file: file.clone(),
            read,
            rows: None,
            rejects: None,
            tallies,
        };
        if let Some((folder, _)) = self.folder {
            if !mapped.rejects.is_empty() {
                let bytes = part::rejects(&file, &mapped.rejects)?;
                let name = format!("chunk-{:06}.rejects.csv", item.number);
                folder.put(&name, &bytes)?;
                note.rejects = Some((name, hash(&bytes)));
            }
            let added = || {
                let mut added = self.added(&said, screening.as_ref());
                if self.job.labelled {
                    added.extend(labels(&mapped));
                }
                added
            };
            let written = match self.job.rows {
                Rows::None => None,
                Rows::Csv => Some(("csv", part::csv(&chunk, &mapped, &added())?)),
                Rows::Parquet => Some((
                    "parquet",
                    part::parquet(&item.names, &chunk, &mapped, &added())?,
                )),
            };
            if let Some((ending, bytes)) = written {
                let name = format!("chunk-{:06}.{ending}", item.number);
                folder.put(&name, &bytes)?;
                note.rows = Some((name, hash(&bytes)));
            }
            folder.note(&note)?;
        }
        let rows = note.tallies.rows_in;
        Ok(Told {
            shape: (self.job.rows == Rows::Parquet).then(|| part::shape(&item.names, &chunk)),
            note,
            names: item.names,
            resumed: false,
            rows,
        })
    }

    /// What each stand says of each row.
    fn decide(&self, mapped: &Mapped) -> Result<Decided, Failure> {
        let gone = || Failure::wrong("the law could not be asked");
        let dates = match self.job.stands {
            [stand] => Some(stand.dates),
            // What a change in the law does is told of the same facts on both days: of who is listed on the day from
            // which one looks.
            [stand, ..] => Some(Dates::AllOn(stand.known_at)),
            [] => None,
        };
        let (batch, screening) = match self.job.screen.zip(dates) {
            Some((screen, dates)) => {
                let found = screened(mapped, screen, dates)?;
                let parties = Parties {
                    added: found.added,
                    matches: found.matches,
                    looking: found.looking,
                };
                (found.batch, Some(parties))
            }
            None => (mapped.batch.clone(), None),
        };
        let batch = Arc::new(batch);
        let replies: Vec<Receiver<_>> = self
            .stands
            .iter()
            .map(|stand| {
                let (reply, received) = sync_channel(1);
                let request = Request {
                    batch: Arc::clone(&batch),
                    reply,
                };
                stand.send(request).map_err(|_| gone())?;
                Ok(received)
            })
            .collect::<Result<_, Failure>>()?;
        let said = replies
            .into_iter()
            .map(|reply| reply.recv().map_err(|_| gone())?)
            .collect::<Result<_, Failure>>()?;
        Ok((said, screening))
    }

    /// The columns that are added to each row.
    fn added(&self, said: &[Vec<AnswerId>], screening: Option<&Added>) -> Vec<Added> {
        match (self.job.stands, said) {
            ([stand], [ids]) => self.added_of_one(stand, ids, screening),
            ([from, to], [before, after]) => {
                self.added_of_two([from, to], [before, after], screening)
            }
            _ => Vec::new(),
        }
    }

    fn added_of_one(
        &self,
        stand: &Stand,
        ids: &[AnswerId],
        screening: Option<&Added>,
    ) -> Vec<Added> {
        let (distinct, codes) = self.distinct(ids);
        let is_screened = self.job.screen.is_some();
        let cells: Vec<[String; 8]> = distinct
            .iter()
            .map(|answer| answer.cells(is_screened))
            .collect();
        let mut added: Vec<Added> = (0..8)
            .zip(COLUMNS)
            .map(|(place, name)| Added {
                name: name.to_owned(),
                texts: cells.iter().map(|one| one[place].clone()).collect(),
                codes: Arc::clone(&codes),
            })
            .collect();
        let law_date = match stand.dates {
            Dates::OfRows => "of the day on which it leaves".to_owned(),
            Dates::Law(day) | Dates::AllOn(day) => day.to_string(),
        };
        let every = [
            law_date,
            stand.known_at.to_string(),
            stand.rulebook().digest.clone(),
        ];
        let zeros = Arc::new(vec![0; ids.len()]);
        added.push(of_screening(screening, &zeros));
        for (name, text) in COLUMNS.iter().skip(9).zip(every) {
            added.push(Added {
                name: (*name).to_owned(),
                texts: vec![text],
                codes: Arc::clone(&zeros),
            });
        }
        added
    }

    fn added_of_two(
        &self,
        stands: [&Stand; 2],
        ids: [&Vec<AnswerId>; 2],
        screening: Option<&Added>,
    ) -> Vec<Added> {
        let mut pairs: BTreeMap<(AnswerId, AnswerId), u32> = BTreeMap::new();
        let mut order: Vec<(AnswerId, AnswerId)> = Vec::new();
        let codes: Vec<u32> = ids[0]
            .iter()
            .zip(ids[1])
            .map(|(&from, &to)| {
                *pairs.entry((from, to)).or_insert_with(|| {
                    order.push((from, to));
                    u32::try_from(order.len() - 1).unwrap_or(u32::MAX)
                })
            })
            .collect();
        let codes = Arc::new(codes);
        let mut texts: [Vec<String>; 6] = Default::default();
        for (from, to) in order {
            let (Some(from), Some(to)) = (self.answers.get(from), self.answers.get(to)) else {
                continue;
            };
            let step = step(&from, &to);
            for (list, text) in texts.iter_mut().zip([
                step.class.word().to_owned(),
                from.verdict.word().to_owned(),
                to.verdict.word().to_owned(),
                step.jurisdictions.join(", "),
                step.limb,
                to.cells(self.job.screen.is_some())[5].clone(),
            ]) {
                list.push(text);
            }
        }
        let names = [
            "exeat_change".to_owned(),
            "exeat_verdict_from".to_owned(),
            "exeat_verdict_to".to_owned(),
            "exeat_changed_laws".to_owned(),
            "exeat_limb".to_owned(),
            "exeat_decisive_facts_to".to_owned(),
        ];
        let mut added: Vec<Added> = names
            .into_iter()
            .zip(texts)
            .map(|(name, texts)| Added {
                name,
                texts,
                codes: Arc::clone(&codes),
            })
            .collect();
        let zeros = Arc::new(vec![0; codes.len()]);
        added.push(of_screening(screening, &zeros));
        for (name, stand) in ["from", "to"].iter().zip(stands) {
            let day = match stand.dates {
                Dates::OfRows => String::new(),
                Dates::Law(day) | Dates::AllOn(day) => day.to_string(),
            };
            added.push(Added {
                name: format!("exeat_law_date_{name}"),
                texts: vec![day],
                codes: Arc::clone(&zeros),
            });
        }
        added
    }

    /// The answers of a chunk, each once, and which one each row has.
    fn distinct(&self, ids: &[AnswerId]) -> (Vec<Arc<Answer>>, Arc<Vec<u32>>) {
        let mut places: BTreeMap<AnswerId, u32> = BTreeMap::new();
        let mut distinct = Vec::new();
        let mut last: Option<(AnswerId, u32)> = None;
        let codes = ids
            .iter()
            .map(|&id| {
                if let Some((before, code)) = last
                    && before == id
                {
                    return code;
                }
                let code = *places.entry(id).or_insert_with(|| {
                    distinct.extend(self.answers.get(id));
                    u32::try_from(distinct.len() - 1).unwrap_or(u32::MAX)
                });
                last = Some((id, code));
                code
            })
            .collect();
        (distinct, Arc::new(codes))
    }
}

/// The column that says what came of looking for the parties.
fn of_screening(screening: Option<&Added>, zeros: &Arc<Vec<u32>>) -> Added {
    screening.map_or_else(
        || Added {
            name: COLUMN.to_owned(),
            texts: vec!["parties not screened".to_owned()],
            codes: Arc::clone(zeros),
        },
        Added::share,
    )
}

/// `sha256:` of what stands in the file there.
fn hash_of_portion(input: &Input, portion: &Portion) -> Result<String, Failure> {
    let failed = |error| Failure::file("read", &input.path, &error);
    let mut file = input.open()?;
    file.seek(SeekFrom::Start(portion.bytes.start))
        .map_err(failed)?;
    let length = portion.bytes.end - portion.bytes.start;
    let mut reader = file.take(length);
    let mut hasher = Hasher::default();
    hasher.add(format!("{:?} {:?} ", portion.group, portion.rows).as_bytes());
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        let read = reader.read(&mut buffer).map_err(failed)?;
        if read == 0 {
            return Ok(hasher.finish());
        }
        hasher.add(&buffer[..read]);
    }
}

/// `sha256:` of cells as they were read.
fn hash_of_chunk(chunk: &Chunk, names: &[String]) -> String {
    let mut hasher = Hasher::default();
    for name in names {
        hasher.add(format!("{name:?},").as_bytes());
    }
    for column in chunk.columns.iter().flatten() {
        for cell in &column.cells {
            hasher.add(format!("{cell:?},").as_bytes());
        }
        let codes: Vec<u8> = column
            .codes
            .iter()
            .flat_map(|code| code.to_le_bytes())
            .collect();
        hasher.add(&codes);
    }
    for place in &chunk.places {
        hasher.add(&place.to_le_bytes());
    }
    for fault in &chunk.faults {
        hasher.add(format!("{fault:?}").as_bytes());
    }
    hasher.finish()
}
