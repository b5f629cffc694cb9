//! How the parties of a transaction were screened, as a report is told it.

use exeat_value::Day;

/// What became of the screening of the parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screening {
    /// No list is there, so nobody was looked for.
    NoLists,
    /// Somebody said that nobody is to be looked for.
    Declined,
    /// Whoever made this answer looks nobody up in lists.
    NotHere,
    /// Every party was looked for.
    Done(Screened),
}

/// How every party was looked for, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screened {
    /// By which rules.
    pub algorithm: String,
    /// How names were judged.
    pub mode: String,
    /// From which score on a name is a match.
    pub threshold: String,
    /// The day from which one looked.
    pub known_at: Day,
    /// On which editions.
    pub editions: Vec<ScreenedEdition>,
    /// Every party.
    pub parties: Vec<ScreenedParty>,
    /// Lists whose silence settles nothing.
    pub gaps: Vec<ScreeningGap>,
    /// Whether the event lies so far ahead that they have to be screened again before it.
    pub again_before: Option<Day>,
}

/// An edition of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenedEdition {
    /// `publication@edition`.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// How many parties it lists.
    pub entries: u64,
    /// How old it was.
    pub age_in_days: i32,
    /// Why its silence counts for nothing, if it does not.
    pub doubt: Option<GapWhy>,
}

/// A party that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenedParty {
    /// The name that was looked for.
    pub name: String,
    /// Whether there is nothing in the name that can be looked for, so that it says nothing that nobody is found.
    pub is_nameless: bool,
    /// Whether the name is a single word that listed names have among theirs, so that it says nothing that nobody is
    /// found under it.
    pub is_word_of_listed: bool,
    /// Its roles, as paths write them.
    pub roles: Vec<&'static str>,
    /// Its roles in English and in Chinese.
    pub roles_in_words: Vec<(&'static str, &'static str)>,
    /// The entries that it may be.
    pub matches: Vec<ScreenedMatch>,
    /// How many more there are.
    pub more: usize,
    /// Facts that are open because somebody has to decide about a match.
    pub open: Vec<String>,
    /// Facts that the document denies and a match speaks for.
    pub contradicted: Vec<String>,
}

/// An entry that a party may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenedMatch {
    /// How alike the names are.
    pub score: String,
    /// `publication@edition/list`.
    pub list: String,
    /// The entry's id.
    pub entry: String,
    /// The listed name.
    pub name: String,
    /// The hash of what was looked at.
    pub evidence: String,
    /// Why it scores so much.
    pub reasons: Vec<String>,
    /// Where it stands.
    pub standing: MatchStanding,
    /// What somebody decided, in words.
    pub decision: Option<String>,
    /// Whether the entry counts on the day of the event.
    pub counts: EntryCounts,
    /// The fact that it bears on.
    pub fact: Option<String>,
}

/// Where a match stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchStanding {
    /// Nobody has decided.
    Open,
    /// It is the listed one.
    TrueMatch,
    /// It is somebody else.
    FalsePositive,
}

/// Whether an entry counts on the day of the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryCounts {
    /// It does.
    Yes,
    /// It was listed later, on this day.
    NotYet(Day),
    /// It was taken off before, on this day.
    NoLonger(Day),
    /// Its measures are said to be suspended.
    Suspended,
}

/// A list whose silence settles nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningGap {
    /// What it is called, in English and in Chinese.
    pub title: (String, String),
    /// Why.
    pub why: GapWhy,
    /// The edition that does not do.
    pub edition: Option<String>,
}

/// Why the silence of a list settles nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapWhy {
    /// No edition of it is there.
    NoEdition,
    /// Nobody says when the edition was published.
    AgeUnknown,
    /// The edition is too old.
    Stale,
    /// The edition is younger than the event.
    AfterEvent,
}
