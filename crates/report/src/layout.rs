//! Text in columns and lines of a readable length, and JSON.

use serde_json::Value;

/// Columns of a line of running text.
const LINE_MAX: usize = 88;
/// The widest first column; a longer cell pushes its own line only.
const FIRST_MAX: usize = 64;

/// Two columns, the first of them padded. Only the last may be Chinese, so that nothing has to
/// be lined up behind wide characters.
pub fn columns(rows: &[(String, String)]) -> String {
    let widths = rows.iter().map(|(first, _)| first.chars().count());
    let width = widths
        .filter(|&width| width <= FIRST_MAX)
        .max()
        .unwrap_or(0);
    rows.iter()
        .map(|(first, second)| format!("{first:width$}  {second}").trim_end().to_owned() + "\n")
        .collect()
}

/// Running text in lines, each with `indent` before it. A single word that is too long stays whole.
pub fn wrapped(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut line = String::from(indent);
    let mut empty = true;
    for word in text.split_whitespace() {
        let needed = line.chars().count() + 1 + word.chars().count();
        if !empty && needed > LINE_MAX {
            out.push_str(&line);
            out.push('\n');
            line = String::from(indent);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    if !empty {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// A count with its noun: `1 error`, `2 errors`.
pub fn counted(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    }
}

/// A number with commas between its thousands.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A JSON document: keys in order, two spaces a level, a line end at the end.
pub fn json(value: &Value) -> String {
    format!("{:#}\n", sorted(value))
}

/// A JSON document in one line, keys in order.
pub fn line(value: &Value) -> String {
    sorted(value).to_string()
}

/// Whether objects keep their keys sorted or as they came depends on a feature that any crate of a
/// build can switch on; so they are put in order here.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let mut keys: Vec<&String> = entries.keys().collect();
            keys.sort();
            let entries = keys.into_iter().filter_map(|key| {
                let value = entries.get(key)?;
                Some((key.clone(), sorted(value)))
            });
            Value::Object(entries.collect())
        }
        Value::Array(values) => Value::Array(values.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_words_stay_whole() {
        let long = "x".repeat(LINE_MAX + 1);
        let text = wrapped(&format!("one {long} two"), "  ");
        assert_eq!(text, format!("  one\n  {long}\n  two\n"));
        assert_eq!(wrapped("", "  "), "");
        let exact = format!("{} yz", "x".repeat(LINE_MAX - 3));
        assert_eq!(wrapped(&exact, ""), format!("{exact}\n"));
    }

    #[test]
    fn a_long_first_cell_moves_only_its_own_line() {
        let rows = [("a", "1"), ("bb", "2"), (&"c".repeat(FIRST_MAX + 1), "3")];
        let rows = rows.map(|(first, second)| (first.to_owned(), second.to_owned()));
        let text = columns(&rows);
        assert_eq!(text.lines().take(2).collect::<Vec<_>>(), ["a   1", "bb  2"]);
    }
}
