//! As much of Markdown as the checks need: links and headings outside code.

/// A link's target, with the line it stands on, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) line: usize,
    pub(crate) target: String,
}

/// Every link and image of the page: inline ones, and the definitions of those by reference.
pub(crate) fn links(page: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (line, text) in prose(page) {
        let text = without_code(text);
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once("](") {
            let Some((target, tail)) = after.split_once(')') else {
                break;
            };
            // A title may follow the target: `](page.md "title")`.
            let target = target.split_whitespace().next().unwrap_or_default();
            links.push(Link {
                line,
                target: target.to_owned(),
            });
            rest = tail;
        }
        if let Some((_, target)) = definition(&text) {
            links.push(Link {
                line,
                target: target.to_owned(),
            });
        }
    }
    links
}

/// The anchors that the page's headings make, as repository hosts and book builders make them.
pub(crate) fn anchors(page: &str) -> Vec<String> {
    prose(page)
        .filter(|(_, text)| text.starts_with('#'))
        .map(|(_, text)| slug(text.trim_start_matches('#').trim()))
        .collect()
}

/// The lines outside fenced code, with their numbers.
pub(crate) fn prose(page: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fence: Option<&str> = None;
    page.lines().enumerate().filter_map(move |(index, line)| {
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => {
                fence = Some(mark);
                None
            }
            (Some(open), Some(mark)) if open == mark => {
                fence = None;
                None
            }
            (Some(_), _) => None,
            (None, None) => Some((index + 1, line)),
        }
    })
}

/// The line with its code spans cut out.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect()
}

/// `[name]: target` at the beginning of a line.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (name, target) = line.strip_prefix('[')?.split_once("]: ")?;
    (!name.starts_with('^')).then_some((name, target.trim()))
}

fn slug(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter_map(|character| match character {
            ' ' => Some('-'),
            '-' | '_' => Some(character),
            _ if character.is_alphanumeric() => Some(character),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(page: &str) -> Vec<String> {
        links(page).into_iter().map(|link| link.target).collect()
    }

    #[test]
    fn links_are_found_outside_code_only() {
        let page = "see [a](a.md), ![b](b.svg \"title\") and `[c](c.md)`\n\n```\n[d](d.md)\n```\n[e]: e.md\n";
        assert_eq!(targets(page), ["a.md", "b.svg", "e.md"]);
        assert_eq!(links(page)[2].line, 6);
    }

    #[test]
    fn a_fence_ends_with_its_own_mark() {
        assert_eq!(targets("~~~\n```\n[a](a.md)\n~~~\n[b](b.md)\n"), ["b.md"]);
    }

    #[test]
    fn anchors_are_made_as_hosts_make_them() {
        assert_eq!(
            anchors("# The three dates\n## `known-at` date, 已知日期!\n"),
            ["the-three-dates", "known-at-date-已知日期"]
        );
    }
}
