//! The vocabulary: every fact that a case can state and a rulebook can test, in
//! one declared list.
//!
//! Help, the editor's schema, the interview's questions and the words of a report
//! are all made from this list, so a fact is declared once and cannot be spelt in
//! two ways.

mod batteries;
mod end_use;
mod equipment;
mod eu;
mod eu_materials;
mod goods;
mod item;
mod minerals;
mod party;
mod shipment;
mod technology;
mod us;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use exeat_value::Dimension;

use crate::codes::{self, Code, CodeDefinition, CodeList, CodeListId};

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The movement: dates, places, papers. Written `shipment.destination`.
    Shipment,
    /// What the goods or the help are for. Written `end-use.purpose`.
    EndUse,
    /// A person or organisation. Declared once, written after a role:
    /// `exporter.place`, `end-user.military-user`; `party.place` inside
    /// `some party has (…)`.
    Party,
    /// Goods, software, technology or a service, and every part inside.
    /// Written `item.form`, `layer.form`, `component.form`.
    Item,
}

impl Scope {
    /// All scopes, in the order of the vocabulary.
    pub const ALL: [Self; 4] = [Self::Shipment, Self::EndUse, Self::Party, Self::Item];

    /// The word before the dot in a path: `shipment`, `end-use`, `party`, `item`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shipment => "shipment",
            Self::EndUse => "end-use",
            Self::Party => "party",
            Self::Item => "item",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What kind of value a fact takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// One code of a list.
    Code(CodeListId),
    /// Any number of codes of a list; stating the set says that it is complete.
    Set(CodeListId),
    /// An exact amount with a unit of this dimension.
    Quantity(Dimension),
    /// An exact amount of a currency.
    Money,
    /// A share of a whole, in percent, exact.
    Share,
    /// Words for readers; rulebooks do not test them.
    Text,
}

impl Type {
    /// Whether a range can be stated: amounts, money, shares and dates have an order.
    pub fn has_order(self) -> bool {
        matches!(
            self,
            Self::Quantity(_) | Self::Money | Self::Share | Self::Date
        )
    }
}

/// What it costs to get an answer, from a glance at one's papers to a letter to
/// an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskCost {
    /// It stands in one's own papers.
    Document,
    /// A supplier or customer has to be asked.
    Supplier,
    /// A laboratory has to measure it.
    Laboratory,
    /// An authority has to be asked, or a person has to weigh the circumstances.
    Authority,
}

impl AskCost {
    /// The weight by which questions are ordered; cheaper ones come first.
    pub fn weight(self) -> u32 {
        match self {
            Self::Document => 1,
            Self::Supplier => 3,
            Self::Laboratory => 10,
            Self::Authority => 30,
        }
    }
}

/// Who can usually answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answerer {
    /// The exporter's own papers and staff.
    Exporter,
    /// The supplier or the maker of the item.
    Supplier,
    /// A laboratory.
    Laboratory,
    /// The customer, the importer or the end user.
    Customer,
    /// A search of the published lists and registers.
    Screening,
    /// A person trained in the law who weighs the circumstances.
    Adviser,
    /// An authority.
    Authority,
}

impl Answerer {
    /// In English: `the supplier or maker`.
    pub fn english(self) -> &'static str {
        match self {
            Self::Exporter => "the exporter's own papers",
            Self::Supplier => "the supplier or maker",
            Self::Laboratory => "a laboratory",
            Self::Customer => "the customer or end user",
            Self::Screening => "a search of the published lists",
            Self::Adviser => "a person who weighs the circumstances",
            Self::Authority => "an authority",
        }
    }

    /// In Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Exporter => "出口方自有文件",
            Self::Supplier => "供应商或制造商",
            Self::Laboratory => "检测实验室",
            Self::Customer => "客户或最终用户",
            Self::Screening => "查询已公布的名单",
            Self::Adviser => "由专业人员判断",
            Self::Authority => "主管机关",
        }
    }
}

/// One fact of the vocabulary.
///
/// Of a yes/no fact the phrases are whole clauses (`the shipment is a sample`) and
/// stand beside their denials; of every other fact they are noun phrases (`the
/// final destination`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FactDefinition {
    /// What it is about.
    pub scope: Scope,
    /// Its path within its scope: `destination`, `content.Dy`.
    pub path: &'static str,
    /// What values it takes.
    pub ty: Type,
    /// What a report calls it.
    pub phrase_en: &'static str,
    /// What a report calls it in Chinese.
    pub phrase_zh: &'static str,
    /// The clause that denies a yes/no fact; empty for other types.
    pub denial_en: &'static str,
    /// The same in Chinese.
    pub denial_zh: &'static str,
    /// The question of an interview.
    pub question_en: &'static str,
    /// The question in Chinese.
    pub question_zh: &'static str,
    /// What the fact means, what to look at, and where its border lies.
    pub help_en: &'static str,
    /// Who can usually answer.
    pub who: Answerer,
    /// What asking costs.
    pub cost: AskCost,
    /// A person decides it, weighing circumstances; a machine never derives it.
    pub judgement: bool,
}

impl FactDefinition {
    /// A fact with its scope, path and type; the words follow by the methods below.
    pub const fn new(scope: Scope, path: &'static str, ty: Type) -> Self {
        Self {
            scope,
            path,
            ty,
            phrase_en: path,
            phrase_zh: path,
            denial_en: "",
            denial_zh: "",
            question_en: "",
            question_zh: "",
            help_en: "",
            who: Answerer::Exporter,
            cost: AskCost::Document,
            judgement: false,
        }
    }

    /// What reports call it: a noun phrase, or a clause for a yes/no fact.
    #[must_use]
    pub const fn phrase(mut self, english: &'static str, chinese: &'static str) -> Self {
        self.phrase_en = english;
        self.phrase_zh = chinese;
        self
    }

    /// The clause that denies a yes/no fact.
    #[must_use]
    pub const fn denial(mut self, english: &'static str, chinese: &'static str) -> Self {
        self.denial_en = english;
        self.denial_zh = chinese;
        self
    }

    /// The question of an interview.
    #[must_use]
    pub const fn question(mut self, english: &'static str, chinese: &'static str) -> Self {
        self.question_en = english;
        self.question_zh = chinese;
        self
    }

    /// What the fact means and where its border lies.
    #[must_use]
    pub const fn help(mut self, english: &'static str) -> Self {
        self.help_en = english;
        self
    }

    /// Who can answer, and what asking costs.
    #[must_use]
    pub const fn answered_by(mut self, who: Answerer, cost: AskCost) -> Self {
        self.who = who;
        self.cost = cost;
        self
    }

    /// A person decides this fact. It is asked last, since it takes counsel or the
    /// authority to be sure of it, where a figure or a paper can end the matter.
    #[must_use]
    pub const fn judged(mut self) -> Self {
        self.judgement = true;
        self.who = Answerer::Adviser;
        self.cost = AskCost::Authority;
        self
    }

    /// The whole path, as help prints it: `shipment.destination`.
    pub fn full_path(&self) -> String {
        format!("{}.{}", self.scope.name(), self.path)
    }
}

/// The key of a fact in its vocabulary.
///
/// Keys are small and cheap to compare; they mean nothing outside their
/// vocabulary, so nothing that is kept may hold one. Paths are what is kept.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    borsh::BorshSerialize,
    borsh::BorshDeserialize,
)]
pub struct FactId(u16);

impl FactId {
    /// The place of the fact in [`Vocabulary::iter`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What is compiled in is of the standard vocabulary.
impl Default for &'static Vocabulary {
    fn default() -> Self {
        Vocabulary::standard()
    }
}

/// Every fact and every code list.
///
/// ```
/// use exeat_facts::{Scope, Vocabulary};
///
/// let vocabulary = Vocabulary::standard();
/// let destination = vocabulary.find(Scope::Shipment, "destination").unwrap();
/// assert_eq!(vocabulary.get(destination).phrase_zh, "最终目的地");
/// assert!(vocabulary.find(Scope::Shipment, "destinaton").is_none());
/// assert_eq!(vocabulary.nearest(Scope::Shipment, "destinaton"), Some("destination"));
/// ```
#[derive(Debug, Clone)]
pub struct Vocabulary {
    definitions: Vec<FactDefinition>,
    by_path: BTreeMap<(Scope, &'static str), FactId>,
    code_lists: Vec<CodeList>,
}

impl Vocabulary {
    /// The vocabulary that the product speaks.
    pub fn standard() -> &'static Self {
        static STANDARD: LazyLock<Vocabulary> = LazyLock::new(|| {
            let definitions = [
                shipment::FACTS,
                end_use::FACTS,
                party::FACTS,
                item::FACTS,
                goods::FACTS,
                technology::FACTS,
                equipment::FACTS,
                minerals::FACTS,
                batteries::FACTS,
                us::FACTS,
                eu::FACTS,
                eu_materials::FACTS,
                codes::content_facts(),
            ]
            .concat();
            Vocabulary::new(definitions, codes::standard_lists())
        });
        &STANDARD
    }

    /// A vocabulary of one's own, for tests and experiments.
    ///
    /// At most 65,535 facts are kept. Of two facts with the same scope and path
    /// the first is found.
    pub fn new(definitions: Vec<FactDefinition>, code_lists: Vec<CodeList>) -> Self {
        let mut by_path = BTreeMap::new();
        for (index, definition) in (0..=u16::MAX).zip(&definitions) {
            by_path
                .entry((definition.scope, definition.path))
                .or_insert(FactId(index));
        }
        Self {
            definitions,
            by_path,
            code_lists,
        }
    }

    /// The definition of a fact.
    ///
    /// # Panics
    ///
    /// When the key comes from another vocabulary that has more facts.
    pub fn get(&self, id: FactId) -> &FactDefinition {
        // Keys are only made by `find` and `iter` of a vocabulary.
        &self.definitions[id.index()]
    }

    /// The fact with a path in a scope: `(Scope::Item, "content.Dy")`.
    pub fn find(&self, scope: Scope, path: &str) -> Option<FactId> {
        self.by_path.get(&(scope, path)).copied()
    }

    /// The path in the scope that was probably meant, if one is near enough.
    pub fn nearest(&self, scope: Scope, path: &str) -> Option<&'static str> {
        let folded: String = path.to_lowercase().replace('_', "-");
        let paths = self
            .definitions
            .iter()
            .filter(|definition| definition.scope == scope)
            .map(|definition| (definition.path.to_lowercase(), definition.path));
        crate::nearest::nearest(&folded, paths)
    }

    /// Every fact with its key, in the order of the vocabulary.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &FactDefinition)> {
        (0..=u16::MAX).map(FactId).zip(&self.definitions)
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.definitions.len()
    }

    /// Whether there are no facts.
    pub fn is_empty(&self) -> bool {
        self.definitions.is_empty()
    }

    /// Every code list, in order.
    pub fn code_lists(&self) -> &[CodeList] {
        &self.code_lists
    }

    /// A code list by its key.
    pub fn code_list(&self, id: CodeListId) -> Option<&CodeList> {
        self.code_lists.get(id.index())
    }

    /// A code list by its name.
    pub fn find_code_list(&self, name: &str) -> Option<(CodeListId, &CodeList)> {
        (0..=u16::MAX)
            .map(CodeListId::new)
            .zip(&self.code_lists)
            .find(|(_, list)| list.name() == name)
    }

    /// The code that `text` names in a list; upper and lower case count.
    pub fn find_code(&self, list: CodeListId, text: &str) -> Option<Code> {
        let index = self.code_list(list)?.find(text)?;
        Some(Code { list, index })
    }

    /// The definition of a code; `None` when it comes from another vocabulary.
    pub fn code(&self, code: Code) -> Option<&'static CodeDefinition> {
        self.code_list(code.list)?.get(code.index)
    }

    /// What authors write for a code; `?` when it comes from another vocabulary.
    pub fn code_text(&self, code: Code) -> &'static str {
        self.code(code).map_or("?", |definition| definition.code)
    }

    /// The type in words: `yes or no`, `country or territory`, `amount in %, ppm or ppb`.
    pub fn type_in_words(&self, ty: Type) -> String {
        let list = |id| self.code_list(id).map_or("code", CodeList::english);
        match ty {
            Type::YesNo => "yes or no".to_owned(),
            Type::Date => "date".to_owned(),
            Type::Code(id) => list(id).to_owned(),
            Type::Set(id) => format!("set of: {}", list(id)),
            Type::Quantity(dimension) => {
                let units: Vec<&str> = units_of(dimension).collect();
                format!("amount in {}", in_words(&units))
            }
            Type::Money => "amount of money".to_owned(),
            Type::Share => "share in %".to_owned(),
            Type::Text => "text".to_owned(),
        }
    }
}

/// The symbols of the units of a dimension, in the order of the unit table.
pub fn units_of(dimension: Dimension) -> impl Iterator<Item = &'static str> {
    exeat_value::Unit::all()
        .filter(move |unit| unit.dimension() == dimension)
        .map(|unit| unit.symbol())
}

/// `a`, `a or b`, `a, b or c`.
fn in_words(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
