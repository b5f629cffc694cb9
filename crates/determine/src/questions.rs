//! Open questions and their answers, in words.

use exeat_facts::{Case, Fact, FactDefinition, FactId, ItemIndex, Vocabulary};
use exeat_law::frozen::{FrozenLaw, NodeIndex};
use exeat_law::model::ProvisionKind;
use exeat_law::symbolic::{OpenQuestion, Variable};
use exeat_law::words::{self, GraphWords};
use exeat_law::world::{Place, ShareOf, Unlisted};

use crate::outcome::{Question, QuestionKind};

/// The cost of a question about the law itself.
pub(crate) const LAW_COST: u32 = 30;

/// Names things of one line of a case.
#[derive(Clone, Copy)]
pub(crate) struct Namer<'a> {
    pub(crate) law: &'a FrozenLaw,
    pub(crate) case: &'a Case,
    pub(crate) line_item: usize,
}

impl<'a> Namer<'a> {
    pub(crate) fn vocabulary(&self) -> &'static Vocabulary {
        self.law.rulebook().vocabulary
    }

    /// A fact's path as documents write it, and of what it is where that is not the line's own item.
    pub(crate) fn path(&self, place: Place, fact: FactId) -> (String, Option<String>) {
        let definition = self.vocabulary().get(fact);
        match place {
            Place::Shipment | Place::EndUse => (definition.full_path(), None),
            Place::Role(role) => (format!("{}.{}", role.name(), definition.path), None),
            Place::Party(index) => {
                let party = self.case.parties.get(index);
                let role = party
                    .and_then(|one| one.roles.first())
                    .map_or("party", |role| role.name());
                let name = party
                    .map(|one| one.name.clone())
                    .filter(|name| !name.is_empty());
                (format!("{role}.{}", definition.path), name)
            }
            Place::Item(index) => {
                let of = (index != self.line_item)
                    .then(|| self.case.item(ItemIndex(index)).map(|item| item.id.clone()))
                    .flatten();
                (format!("item.{}", definition.path), of)
            }
        }
    }

    fn fact_question(&self, place: Place, fact: FactId) -> Question {
        let definition = self.vocabulary().get(fact);
        let (path, of) = self.path(place, fact);
        Question {
            fact: path,
            of,
            kind: QuestionKind::Fact,
            question: question_of(definition),
            question_zh: Some(definition.question_zh.to_owned()).filter(|text| !text.is_empty()),
            cost: definition.cost.weight(),
            contested: self
                .fact(place, fact)
                .is_some_and(|fact| matches!(fact, Fact::Contested(_))),
        }
    }

    fn fact(&self, place: Place, fact: FactId) -> Option<&'a Fact> {
        match place {
            Place::Shipment => Some(self.case.shipment.get(fact)),
            Place::EndUse => Some(self.case.end_use.get(fact)),
            Place::Party(index) => self.case.parties.get(index).map(|one| one.facts.get(fact)),
            Place::Role(_) => None,
            Place::Item(index) => self
                .case
                .item(ItemIndex(index))
                .map(|one| one.facts.get(fact)),
        }
    }

    /// An open question in words.
    pub(crate) fn question(&self, variable: &Variable) -> Question {
        match variable {
            Variable::Fact(place, fact) | Variable::Member(place, fact, _) => {
                self.fact_question(*place, *fact)
            }
            Variable::Amount(place, fact, currency) => {
                // Amounts in two currencies are two questions, so each names its own.
                let question = self.fact_question(*place, *fact);
                Question {
                    question: format!("{} In {currency}.", question.question),
                    question_zh: question
                        .question_zh
                        .map(|text| format!("{text}（{currency}）")),
                    ..question
                }
            }
            Variable::Share(share) => self.share_question(share),
            Variable::Undisclosed(node, unlisted, every) => {
                self.undisclosed_question(*node, unlisted, *every)
            }
            Variable::Reading(id) => {
                let reading = self.law.rulebook().reading(*id);
                Question {
                    fact: format!("reading {}", reading.name),
                    of: None,
                    kind: QuestionKind::Reading,
                    question: reading.question.en.clone(),
                    question_zh: reading.question.zh.clone(),
                    cost: LAW_COST,
                    contested: true,
                }
            }
            Variable::Open(id) => {
                let provision = self.law.rulebook().provision(*id);
                let question = match &provision.kind {
                    ProvisionKind::Gap { question } => question.clone(),
                    _ => exeat_law::model::Text::english(provision.name.clone()),
                };
                Question {
                    fact: format!("gap {}", provision.name),
                    of: None,
                    kind: QuestionKind::Gap,
                    question: question.en,
                    question_zh: question.zh,
                    cost: LAW_COST,
                    contested: false,
                }
            }
            Variable::Silent(place, fact, test) => {
                let (path, of) = self.path(*place, *fact);
                let test = words::test(self.vocabulary(), *fact, test);
                Question {
                    question: format!(
                        "The law as modelled gives no answer for this value of {path}: is it so that it {test}?"
                    ),
                    fact: path,
                    of,
                    kind: QuestionKind::Gap,
                    question_zh: None,
                    cost: LAW_COST,
                    contested: false,
                }
            }
        }
    }

    fn undisclosed_question(&self, node: NodeIndex, unlisted: &Unlisted, every: bool) -> Question {
        let condition = GraphWords::new(self.law).node(node);
        let (fact, question) = match unlisted.whole {
            Some(item) => {
                let name = self.item_name(item);
                let question = if every {
                    format!(
                        "Do all parts of {name} that the case does not list meet this: {condition}?"
                    )
                } else {
                    format!(
                        "Does {name} hold a part that the case does not list and that meets this: {condition}?"
                    )
                };
                ("item.components", question)
            }
            None => {
                let question = if every {
                    format!(
                        "Does everybody meet this who takes part and whom the case does not name: {condition}?"
                    )
                } else {
                    format!(
                        "Does anybody take part whom the case does not name and who meets this: {condition}?"
                    )
                };
                ("parties", question)
            }
        };
        Question {
            fact: fact.to_owned(),
            of: unlisted.whole.map(|item| self.item_id(item)),
            kind: QuestionKind::Undisclosed,
            question,
            question_zh: None,
            cost: 3,
            contested: false,
        }
    }

    fn share_question(&self, share: &ShareOf) -> Question {
        let words = GraphWords::new(self.law);
        let measure = words::measure(share.measure);
        let filter = words.node(share.filter);
        let name = self.item_name(share.whole);
        Question {
            fact: format!("share by {measure} of components where {filter}"),
            of: Some(self.item_id(share.whole)),
            kind: QuestionKind::Share,
            question: format!(
                "What part of {name}, by {measure}, are components for which this holds: {filter}?"
            ),
            question_zh: None,
            cost: 3,
            contested: false,
        }
    }

    pub(crate) fn item_id(&self, item: usize) -> String {
        self.case
            .item(ItemIndex(item))
            .map(|one| one.id.clone())
            .unwrap_or_default()
    }

    fn item_name(&self, item: usize) -> String {
        self.case
            .item(ItemIndex(item))
            .map(|one| one.name.clone())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "the item".to_owned())
    }

    /// What it costs to ask.
    pub(crate) fn cost(&self, variable: &Variable) -> u32 {
        match variable {
            Variable::Fact(_, fact)
            | Variable::Member(_, fact, _)
            | Variable::Amount(_, fact, _) => self.vocabulary().get(*fact).cost.weight(),
            Variable::Share(_) | Variable::Undisclosed(..) => 3,
            Variable::Reading(_) | Variable::Open(_) | Variable::Silent(..) => LAW_COST,
        }
    }

    /// An answer in words: the variable lies in one of these cells.
    pub(crate) fn answer(&self, question: &OpenQuestion, cells: &[usize]) -> String {
        words::answer(self.law.rulebook(), question, cells)
    }
}

fn question_of(definition: &FactDefinition) -> String {
    if definition.question_en.is_empty() {
        format!("What is {}?", definition.phrase_en)
    } else {
        definition.question_en.to_owned()
    }
}
