//! The guided form, and the document that its answers make.

use exeat_documents::{AnswerError, Format, set_answer};

use super::inputs::{Control, Field};
use super::words::Words;

/// Rows for what the goods contain.
const CONTENTS: usize = 4;

/// The fields of the form by part: the name in the form and the fact's path.
const JOURNEY: &[(&str, &str)] = &[
    ("date", "shipment.date"),
    ("kind", "shipment.kind"),
    ("from", "shipment.from"),
    ("destination", "shipment.destination"),
];
const PEOPLE_FROM: &[(&str, &str)] = &[("exporter-place", "exporter.place")];
const PEOPLE_TO: &[(&str, &str)] = &[
    ("end-user-place", "end-user.place"),
    ("end-user-military", "end-user.military-user"),
    ("purpose", "end-use.purpose"),
];
const GOODS: &[(&str, &str)] = &[
    ("item-kind", "item.kind"),
    ("form", "item.form"),
    ("elements", "item.elements"),
    ("magnet-family", "item.magnet-family"),
    ("origin", "item.origin"),
    ("made-in", "item.made-in"),
    ("eccn", "item.eccn"),
];

/// What somebody wrote into a form: names and values, as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Written(pub(super) Vec<(String, String)>);

impl Written {
    /// What was written under a name; the first where there are several.
    pub(super) fn one(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// The same as it came, for what blanks belong to.
    pub(super) fn raw(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// Everything that was written under a name.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim().to_owned())
            .collect()
    }
}

/// A part of the form.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) fields: Vec<Field>,
}

/// The form as it is shown.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) title: String,
    pub(super) exporter: String,
    pub(super) end_user: String,
    pub(super) item: String,
    pub(super) journey: Part,
    pub(super) people_from: Part,
    pub(super) people_to: Part,
    pub(super) goods: Part,
    pub(super) contents: Vec<Content>,
}

/// A row of what the goods contain.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) element: Field,
    pub(super) amount: String,
    pub(super) amount_name: String,
    pub(super) error: Option<String>,
}

impl Form {
    /// The form with what was written.
    pub(super) fn new(w: Words, written: &Written) -> Self {
        let part = |fields: &[(&str, &str)]| Part {
            fields: fields
                .iter()
                .filter_map(|(name, path)| {
                    let field = Field::new(w, name, path, &written.all(name))?;
                    // Of a party the vocabulary asks without saying of which.
                    let label = match *name {
                        "exporter-place" => w.field_exporter_place().to_owned(),
                        "end-user-place" => w.field_end_user_place().to_owned(),
                        _ => field.label.clone(),
                    };
                    Some(Field { label, ..field })
                })
                .collect(),
        };
        let contents = (0..CONTENTS)
            .filter_map(|row| {
                let name = format!("element-{row}");
                let given = written.all(&name);
                let mut element = Field::new(w, &name, "item.elements", &given)?;
                let all =
                    super::inputs::choices(w, exeat_facts::CodeListId::CHEMICAL_ELEMENT, &given);
                element.control = Control::One(all);
                let amount_name = format!("amount-{row}");
                Some(Content {
                    element,
                    amount: written.one(&amount_name).to_owned(),
                    amount_name,
                    error: None,
                })
            })
            .collect();
        Self {
            title: written.one("title").to_owned(),
            exporter: written.one("exporter").to_owned(),
            end_user: written.one("end-user").to_owned(),
            item: written.one("item").to_owned(),
            journey: part(JOURNEY),
            people_from: part(PEOPLE_FROM),
            people_to: part(PEOPLE_TO),
            goods: part(GOODS),
            contents,
        }
    }

    fn fields(&mut self) -> impl Iterator<Item = &mut Field> {
        self.journey
            .fields
            .iter_mut()
            .chain(&mut self.people_from.fields)
            .chain(&mut self.people_to.fields)
            .chain(&mut self.goods.fields)
    }

    /// The document that the answers make, or the form with what could not be taken.
    ///
    /// # Errors
    /// An answer is none that its fact can take.
    pub(super) fn document(mut self, w: Words, written: &Written) -> Result<String, Box<Self>> {
        let mut text = self.skeleton(w);
        let mut wrong = false;
        let answers: Vec<(String, String, String)> = self
            .fields()
            .map(|field| {
                (
                    field.name.clone(),
                    field.path.clone(),
                    written.all(&field.name).join(", "),
                )
            })
            .filter(|(_, _, answer)| !answer.is_empty())
            .collect();
        for (name, path, answer) in answers {
            match set_answer(&text, Format::Toml, &path, Some(1), &answer) {
                Ok(answered) => text = answered,
                Err(error) => {
                    wrong = true;
                    let said = refusal(w, &error);
                    if let Some(field) = self.fields().find(|field| field.name == name) {
                        field.error = Some(said);
                    }
                }
            }
        }
        for row in &mut self.contents {
            let element = written.one(&row.element.name);
            if element.is_empty() || row.amount.is_empty() {
                if !element.is_empty() || !row.amount.is_empty() {
                    wrong = true;
                    row.error = Some(
                        w.pick(
                            "name the element and how much of it there is, such as Dy and 1.2 %",
                            "请同时填写元素和含量，例如 Dy 和 1.2 %",
                        )
                        .to_owned(),
                    );
                }
                continue;
            }
            let path = format!("item.content.{element}");
            match set_answer(&text, Format::Toml, &path, Some(1), &row.amount) {
                Ok(answered) => text = answered,
                Err(error) => {
                    wrong = true;
                    row.error = Some(refusal(w, &error));
                }
            }
        }
        if written.one("date").is_empty() {
            wrong = true;
            if let Some(field) = self.fields().find(|field| field.name == "date") {
                field.error = Some(
                    w.pick(
                        "say on which day it leaves: the law is that of a day",
                        "请填写离境日期：适用该日的法规",
                    )
                    .to_owned(),
                );
            }
        }
        if wrong { Err(Box::new(self)) } else { Ok(text) }
    }

    /// A document with the names that were given, and no fact.
    fn skeleton(&self, w: Words) -> String {
        let or =
            |text: &str, usual: &'static str| quoted(if text.is_empty() { usual } else { text });
        let item = or(&self.item, w.pick("The goods", "货物"));
        let title = if self.title.is_empty() {
            &self.item
        } else {
            &self.title
        };
        format!(
            "title = {}\n\n[shipment]\n\n[end-use]\n\n[[party]]\nname = {}\nroles = [\"exporter\"]\n\n[[party]]\nname = {}\nroles = [\"importer\", \"end-user\"]\n\n[items.goods]\nname = {item}\n\n[[line]]\nitem = \"goods\"\n",
            or(title, w.pick("A shipment", "一批货物")),
            or(&self.exporter, w.pick("The exporter", "出口方")),
            or(&self.end_user, w.pick("The end user", "最终用户")),
        )
    }
}

/// A text in quotes, as TOML has it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for one in text.chars() {
        match one {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            one if one.is_control() => out.push(' '),
            one => out.push(one),
        }
    }
    out.push('"');
    out
}

/// Why an answer was not taken, in a line.
pub(super) fn refusal(w: Words, error: &AnswerError) -> String {
    match error {
        AnswerError::Value(diagnostics) | AnswerError::Document(diagnostics) => diagnostics
            .iter()
            .map(|one| {
                let mut line = one.message.clone();
                if !one.expected.is_empty() {
                    line.push_str(&format!("; {} {}", w.expected(), one.expected));
                }
                if !one.mend.is_empty() {
                    line.push_str(&format!("; {}", one.mend));
                }
                line
            })
            .collect::<Vec<_>>()
            .join(" · "),
        AnswerError::Path(message) => message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use exeat_report::Language;

    use super::*;

    fn written(pairs: &[(&str, &str)]) -> Written {
        Written(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn answers_make_a_document_that_is_read() {
        let w = Words(Language::En);
        let written = written(&[
            ("title", "Magnets \"N52\" \\ to Hamburg\n"),
            ("date", "2025-12-15"),
            ("destination", "DE"),
            ("exporter", "Ningbo Magnets"),
            ("exporter-place", "CN"),
            ("purpose", "civil"),
            ("purpose", "energy"),
            ("form", "permanent-magnet-material"),
            ("element-0", "Dy"),
            ("amount-0", "1.2 %"),
        ]);
        let text = Form::new(w, &written)
            .document(w, &written)
            .expect("a document");
        let outcome = exeat_documents::read(&text, Format::Toml);
        let case = outcome.case.expect("a case");
        assert_eq!(case.title, "Magnets \"N52\" \\ to Hamburg");
        assert_eq!(case.lines.len(), 1);
        assert!(text.contains("content.Dy = \"1.2 %\""), "{text}");
    }

    #[test]
    fn what_is_wrong_is_told_at_its_field() {
        let w = Words(Language::En);
        let written = written(&[("date", "2025-13-15"), ("element-1", "Dy")]);
        let mut form = Form::new(w, &written)
            .document(w, &written)
            .expect_err("no document");
        assert!(
            form.fields()
                .any(|field| field.name == "date" && field.error.is_some())
        );
        assert!(form.contents[1].error.is_some());
    }
}
