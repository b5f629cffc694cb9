//! Pages that are tests: sections and fenced blocks of a Markdown text.

/// A fenced block: its language, the name behind it, and its text with every line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) language: String,
    pub(crate) name: Option<String>,
    pub(crate) text: String,
    /// The lines of the page between its fences, the first counted from nought.
    pub(crate) lines: std::ops::Range<usize>,
}

/// What stands under a heading of the second level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// The page's title and sections.
pub(crate) fn read(page: &str) -> (String, Vec<Section>) {
    let mut title = String::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in page.lines().enumerate() {
        if let Some(block) = &mut open {
            if line == "```" {
                block.lines.end = number;
                let block = open.take().expect("a block is open");
                if let Some(section) = sections.last_mut() {
                    section.blocks.push(block);
                }
            } else {
                block.text.push_str(line);
                block.text.push('\n');
            }
        } else if let Some(info) = line.strip_prefix("```") {
            let mut words = info.split_whitespace();
            open = Some(Block {
                language: words.next().unwrap_or_default().to_owned(),
                name: words.next().map(str::to_owned),
                text: String::new(),
                lines: number + 1..number + 1,
            });
        } else if let Some(heading) = line.strip_prefix("## ") {
            sections.push(Section {
                title: heading.to_owned(),
                blocks: Vec::new(),
            });
        } else if let Some(heading) = line.strip_prefix("# ") {
            title = heading.to_owned();
        }
    }
    assert!(open.is_none(), "a block is not closed: {open:?}");
    (title, sections)
}

/// A block as it is tested: a line `@3 text {n}` stands for three lines, in which `{n}` counts from 1.
pub(crate) fn unfolded(text: &str) -> String {
    let mut unfolded = String::new();
    for line in text.lines() {
        let folded = line
            .strip_prefix('@')
            .and_then(|rest| rest.split_once(' '))
            .and_then(|(count, line)| Some((count.parse::<usize>().ok()?, line)));
        match folded {
            Some((count, line)) => {
                for number in 1..=count {
                    unfolded.push_str(&line.replace("{n}", &number.to_string()));
                    unfolded.push('\n');
                }
            }
            None => {
                unfolded.push_str(line);
                unfolded.push('\n');
            }
        }
    }
    unfolded
}
