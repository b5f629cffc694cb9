//! Values to TOML, laid out for people: a heading for each section, item, party and line,
//! and one line for each fact.

use super::Written;

/// A whole document.
pub(super) fn document(root: &Written) -> String {
    let mut text = String::new();
    let Written::Table(entries) = root else {
        return text;
    };
    for (key, value) in entries {
        match (key.as_str(), value) {
            ("sources" | "items", Written::Table(members)) => {
                for (member, fields) in members {
                    heading(&mut text, &format!("[{}.{}]", bare(key), bare(member)));
                    fields_of(&mut text, fields);
                }
            }
            ("party" | "holding" | "line", Written::List(members)) => {
                for fields in members {
                    heading(&mut text, &format!("[[{}]]", bare(key)));
                    fields_of(&mut text, fields);
                }
            }
            (_, Written::Table(_)) => {
                heading(&mut text, &format!("[{}]", bare(key)));
                fields_of(&mut text, value);
            }
            _ => field(&mut text, &bare(key), value),
        }
    }
    text
}

fn heading(text: &mut String, heading: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(heading);
    text.push('\n');
}

fn fields_of(text: &mut String, fields: &Written) {
    let Written::Table(fields) = fields else {
        return;
    };
    for (key, value) in fields {
        match (key.as_str(), value) {
            ("content", Written::Table(elements)) => {
                for (element, value) in elements {
                    field(text, &format!("content.{}", bare(element)), value);
                }
            }
            _ => field(text, &bare(key), value),
        }
    }
}

fn field(text: &mut String, key: &str, value: &Written) {
    text.push_str(key);
    text.push_str(" = ");
    text.push_str(&inline(value));
    text.push('\n');
}

/// A value on one line, except that each table of a list of tables has its own.
pub(crate) fn inline(value: &Written) -> String {
    match value {
        Written::YesNo(answer) => answer.to_string(),
        Written::Number(number) => number.to_string(),
        Written::Text(text) => quoted(text),
        Written::Day(day) => day.clone(),
        Written::List(values) => {
            let of_tables = values
                .iter()
                .any(|value| matches!(value, Written::Table(_)));
            let values: Vec<String> = values.iter().map(inline).collect();
            if of_tables {
                let mut text = String::from("[\n");
                for value in &values {
                    text.push_str("  ");
                    text.push_str(value);
                    text.push_str(",\n");
                }
                text.push(']');
                text
            } else {
                format!("[{}]", values.join(", "))
            }
        }
        Written::Table(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{} = {}", bare(key), inline(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// A key, in quotes when it needs them.
fn bare(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(plain) {
        key.to_owned()
    } else {
        quoted(key)
    }
}

/// A text on one line. TOML's escapes are those of JSON, and it wants one control
/// character more to be escaped.
fn quoted(text: &str) -> String {
    // A text always has a JSON form.
    let json = serde_json::to_string(text).unwrap_or_default();
    json.replace('\u{7f}', "\\u007f")
}
