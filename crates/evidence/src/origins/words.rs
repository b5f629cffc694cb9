//! Words: one number for each, its stem, and what kinds of word it is.
//!
//! The lists below are of general English (and some Chinese, in [`super::chinese`]): how news
//! introduces what somebody said, how goods are moved, how time is told. None is about a subject.

use rustc_hash::FxHashMap;

/// What kinds of word it is, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Kinds(u32);

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Kinds {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*
        }
    };
}

kinds! {
    /// Carries no meaning of its own.
    STOP = 0;
    /// Says that somebody says something.
    SPEECH = 1;
    /// What a person is: spokesman, minister.
    ROLE = 2;
    /// An institution without its name: ministry, company.
    BODY = 3;
    /// Hearsay: reports, rumours.
    HEARSAY = 4;
    /// Says of hearsay what it says: claimed, alleging.
    CLAIM = 5;
    /// A weekday.
    WEEKDAY = 6;
    /// A month.
    MONTH = 7;
    /// An occasion to speak: briefing, interview.
    OCCASION = 8;
    /// A paper that says something: statement, filing.
    PAPER = 9;
    /// He, she, they.
    PRONOUN = 10;
    /// Somebody who asks or hears for an outlet: journalist.
    REPORTER = 11;
    /// No, not, never.
    NEGATION = 12;
    /// Moves something to somebody.
    MOVES = 13;
    /// Shows something to somebody.
    SHOWS = 14;
    /// Takes something away.
    SEIZES = 15;
    /// Looks what something is.
    TESTS = 16;
    /// Comes upon something.
    FINDS = 17;
    /// Makes something.
    MAKES = 18;
    /// What is moved: shipment, consignment.
    LOAD = 19;
    /// Says what is inside.
    HOLDS = 20;
    /// Denies: dismissed, rejected.
    DENIES = 21;
    /// To be: is, were.
    BEING = 22;
    /// More than, over.
    ABOVE = 23;
    /// Less than, under.
    BELOW = 24;
    /// About, nearly.
    ABOUT = 25;
    /// Further, additional.
    FURTHER = 26;
    /// Joins the words of a name: of, for.
    JOINS = 27;
    /// Reports what it was told: an agency or a paper may follow or precede.
    REPORTS = 28;
    /// Asks.
    ASKS = 29;
    /// Gets something for oneself: bought, received.
    GETS = 30;
}

impl Kinds {
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Lists of words and what they are. A word may stand in several.
const LISTS: &[(Kinds, &str)] = &[
    (
        Kinds::STOP,
        "a an the this that these those there here it its he she they them his her their our your we you i me my us \
         who whom whose which what when where why how and or but nor so yet if then than as at by for from in into of \
         off on onto out over to up with within without under upon about after before between during through while \
         because since until although though despite amid among also too very just only even still already again \
         is are was were be been being am do does did done has have had having will would shall should can could may \
         might must not no never any all both each some such other another more most much many few less least own same \
         one s t re ve ll d m mr mrs ms dr said says say according per via vs etc meanwhile however moreover",
    ),
    (
        Kinds::SPEECH,
        "said says say saying told tells stated states stating added adds explained explains clarified clarifies \
         stressed stresses emphasized emphasizes emphasised emphasises noted notes claimed claims alleged denied denies \
         dismissed dismisses rejected rejects confirmed confirms announced announces reiterated reiterates asserted \
         asserts described describes called criticized criticised warned warns insisted insists argued argues declared \
         declares responded responds replied replies remarked commented comments revealed reveals disclosed discloses \
         acknowledged underlined underscored maintained affirmed reaffirmed wrote writes posted tweeted testified \
         concluded concludes estimated estimates predicted admitted admits promised pledged vowed stressing adding \
         explaining noting emphasizing emphasising",
    ),
    (
        Kinds::ROLE,
        "spokesperson spokesman spokeswoman minister president chairman chairwoman chair director secretary official \
         officials ambassador governor analyst professor commissioner chief ceo executive officer leader leaders \
         general marshal manager head envoy inspector prosecutor senator lawmaker mayor researcher scientist expert \
         experts lawyer attorney diplomat adviser advisor captain colonel commander judge founder owner vice deputy master doctor sheriff coach bishop engineer superintendent \
         economist trader broker resident witness author editor curator pilot driver farmer nurse teacher student",
    ),
    (
        Kinds::BODY,
        "ministry ministries company firm government agency embassy department authority authorities office bureau \
         commission council committee group association bank police customs court parliament university institute \
         regulator manufacturer supplier exporter importer operator port administration union consulate",
    ),
    (
        Kinds::HEARSAY,
        "report reports rumour rumours rumor rumors allegation allegations speculation claims stories story posts \
         accusation accusations gossip media whistleblowers sources source insiders insider",
    ),
    (
        Kinds::CLAIM,
        "claimed claiming claim claims alleged alleging allege alleges suggesting suggested suggest suggests said \
         saying say says stating stated circulating that indicating indicated asserting asserted emerged",
    ),
    (
        Kinds::WEEKDAY,
        "monday tuesday wednesday thursday friday saturday sunday",
    ),
    (
        Kinds::MONTH,
        "january february march april may june july august september october november december jan feb mar apr jun jul \
         aug sep sept oct nov dec",
    ),
    (
        Kinds::OCCASION,
        "briefing briefings conference interview hearing speech testimony presser podcast webcast",
    ),
    (
        Kinds::PAPER,
        "statement statements filing notice letter release communique communiqué report document documents memo \
         disclosure announcement bulletin factsheet declaration post tweet affidavit survey study",
    ),
    (Kinds::PRONOUN, "he she they"),
    (
        Kinds::REPORTER,
        "journalist journalists reporter reporters correspondent correspondents newspaper newsroom",
    ),
    (
        Kinds::NEGATION,
        "not no never neither nor without rather instead",
    ),
    (
        Kinds::MOVES,
        "sent send sends sending shipped ship ships shipping exported export exporting supplied supply supplying \
         supplies delivered deliver delivering delivers dispatched dispatch provided provide providing transferred \
         transfer transferring sold sell selling handed diverted divert smuggled smuggle smuggling transported carried \
         forwarded reexported",
    ),
    (
        Kinds::SHOWS,
        "shown show showed shows showing presented present presenting presents displayed display displaying exhibited \
         exhibit unveiled demonstrated",
    ),
    (
        Kinds::SEIZES,
        "seized seize seizing confiscated intercepted intercept detained impounded stopped blocked halted",
    ),
    (
        Kinds::TESTS,
        "tested test testing inspected inspect examined analysed analyzed assayed sampled audited checked opened opening \
         searched scanned",
    ),
    (
        Kinds::FINDS,
        "found find finding discovered recovered retrieved unearthed",
    ),
    (
        Kinds::MAKES,
        "made make making produced produce producing manufactured manufacture manufacturing built build assembled \
         developed",
    ),
    (
        Kinds::GETS,
        "bought buy buying purchased purchase purchasing received receive receiving obtained acquired imported",
    ),
    (
        Kinds::LOAD,
        "shipment shipments consignment consignments cargo container containers crate crates parcel parcels package \
         packages delivery deliveries sample samples batch batches truck trucks truckload box boxes load freight drum drums \
         barrel barrels pallet pallets sack sacks canister canisters vial vials",
    ),
    (
        Kinds::HOLDS,
        "include includes included including contain contains contained containing hold holds held holding carried \
         carrying carry carries comprised comprises comprising consisted consists consisting",
    ),
    (
        Kinds::DENIES,
        "denied denies deny dismissed dismisses dismiss rejected rejects reject refuted refutes debunked disputed \
         disputes baseless groundless unfounded false untrue misleading fabricated denial",
    ),
    (Kinds::BEING, "is are was were be been"),
    (Kinds::ABOVE, "over above exceeding exceeds exceeded"),
    (Kinds::BELOW, "under below"),
    (
        Kinds::ABOUT,
        "about around nearly approximately roughly almost some circa estimated",
    ),
    (
        Kinds::FURTHER,
        "more further additional another added extra new",
    ),
    (Kinds::JOINS, "of for de al and"),
    (
        Kinds::REPORTS,
        "reported reports reporting wrote writes citing cited cites quoting quoted published",
    ),
    (
        Kinds::ASKS,
        "asked asks asking queried inquired pressed questioned",
    ),
];

/// Words whose forms differ more than at their end.
const IRREGULAR: &str = "shown show showed show sent send sold sell told tell said say made make found find held hold \
    bought buy gave give given give took take taken take went go gone go built build written write wrote write \
    spoken speak spoke speak known know knew know seen see saw see mice mouse men man women woman children child \
    people person began begin begun begin rose rise risen rise fell fall fallen fall grew grow grown grow";

/// The number of a word.
pub(crate) type Word = u32;

#[derive(Debug, Clone)]
struct Entry {
    text: Box<str>,
    stem: Word,
    kinds: Kinds,
}

/// All words met, each once.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    ids: FxHashMap<Box<str>, Word>,
    entries: Vec<Entry>,
    lists: FxHashMap<&'static str, Kinds>,
    irregular: FxHashMap<&'static str, &'static str>,
}

impl Words {
    pub(crate) fn new() -> Self {
        let mut lists: FxHashMap<&'static str, Kinds> = FxHashMap::default();
        for (kind, words) in LISTS {
            for word in words.split_whitespace() {
                let kinds = lists.entry(word).or_default();
                *kinds = kinds.and(*kind);
            }
        }
        let mut forms = IRREGULAR.split_whitespace();
        let mut irregular = FxHashMap::default();
        while let (Some(form), Some(base)) = (forms.next(), forms.next()) {
            irregular.insert(form, base);
        }
        Self {
            ids: FxHashMap::default(),
            entries: Vec::new(),
            lists,
            irregular,
        }
    }

    /// The number of a word in lower case.
    pub(crate) fn of(&mut self, text: &str) -> Word {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let stem = match self.irregular.get(text) {
            Some(base) => stem(base),
            None => stem(text),
        };
        // An entry's stem must be there before it; a stem is its own stem.
        let stem = if stem == text {
            None
        } else {
            Some(self.root(&stem))
        };
        let kinds = self.lists.get(text).copied().unwrap_or_default();
        self.push(text, stem, kinds)
    }

    /// The number of a word that was met.
    pub(crate) fn met(&self, text: &str) -> Option<Word> {
        self.ids.get(text).copied()
    }

    fn root(&mut self, text: &str) -> Word {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let kinds = self.lists.get(text).copied().unwrap_or_default();
        self.push(text, None, kinds)
    }

    /// Takes up the words of another part, as if they had been met after one's own; gives the
    /// numbers that they have here, in the order of theirs.
    pub(crate) fn take_up(&mut self, theirs: &Self) -> Vec<Word> {
        let mut numbers = Vec::with_capacity(theirs.entries.len());
        for (at, entry) in (0_u32..).zip(&theirs.entries) {
            numbers.push(if entry.stem == at {
                self.root(&entry.text)
            } else {
                self.of(&entry.text)
            });
        }
        numbers
    }

    fn push(&mut self, text: &str, stem: Option<Word>, kinds: Kinds) -> Word {
        let id = number(self.entries.len());
        self.entries.push(Entry {
            text: text.into(),
            stem: stem.unwrap_or(id),
            kinds,
        });
        self.ids.insert(text.into(), id);
        id
    }

    fn entry(&self, word: Word) -> Option<&Entry> {
        self.entries.get(usize::try_from(word).ok()?)
    }

    pub(crate) fn text(&self, word: Word) -> &str {
        self.entry(word).map_or("", |entry| &entry.text)
    }

    pub(crate) fn stem(&self, word: Word) -> Word {
        self.entry(word).map_or(word, |entry| entry.stem)
    }

    pub(crate) fn kinds(&self, word: Word) -> Kinds {
        self.entry(word)
            .map(|entry| entry.kinds)
            .unwrap_or_default()
    }

    pub(crate) fn is(&self, word: Word, kind: Kinds) -> bool {
        self.kinds(word).has(kind)
    }
}

/// A place in a list as a number of 32 bits; lists are bounded far below that.
pub(crate) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// What remains of a word without its ending. It need not be a word; it has to be the same for the
/// forms of one.
fn stem(word: &str) -> String {
    if word.len() < 4 || !word.is_ascii() || word.bytes().any(|one| one.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    if let Some(base) = stem.strip_suffix("ies") {
        stem = format!("{base}y");
    } else if let Some(base) = stem.strip_suffix("sses") {
        stem = format!("{base}ss");
    } else if stem.ends_with('s')
        && !stem.ends_with("ss")
        && !stem.ends_with("us")
        && !stem.ends_with("is")
    {
        stem.pop();
    }
    for ending in [
        "ational", "ations", "ation", "ings", "ing", "edly", "ed", "ment", "ly", "ion",
    ] {
        if let Some(base) = stem.strip_suffix(ending)
            && base.len() >= 4
        {
            stem = base.to_owned();
            break;
        }
    }
    let bytes = stem.as_bytes();
    if let [.., one, two] = bytes
        && one == two
        && !matches!(two, b'l' | b's' | b'z' | b'e' | b'o')
    {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}

/// A logarithm to the base of two in thousandths, of whole numbers from one; exact enough to weigh
/// words with, and the same on every machine.
pub(crate) fn log2_milli(number: u64) -> u64 {
    if number < 2 {
        return 0;
    }
    let whole = u64::from(number.ilog2());
    // Between two powers of two a straight line is within a tenth of the truth.
    let below = 1_u128 << whole;
    let part = (u128::from(number).saturating_sub(below)).saturating_mul(1000) / below;
    whole
        .saturating_mul(1000)
        .saturating_add(u64::try_from(part).unwrap_or(999))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for forms in [
            &["purchased", "purchase", "purchases", "purchasing"][..],
            &["shown", "show", "shows"],
            &["restrict", "restricted", "restricts", "restricting"],
            &["technologies", "technology"],
            &["separation", "separations"],
        ] {
            let mut words = Words::new();
            let stems: Vec<String> = forms
                .iter()
                .map(|form| {
                    let word = words.of(form);
                    let stem = words.stem(word);
                    words.text(stem).to_owned()
                })
                .collect();
            assert!(stems.windows(2).all(|two| two[0] == two[1]), "{stems:?}");
        }
    }

    #[test]
    fn logarithms_grow() {
        let values: Vec<u64> = (1..200).map(log2_milli).collect();
        assert!(values.windows(2).all(|two| two[0] <= two[1]));
        assert_eq!(log2_milli(1024), 10_000);
    }
}
