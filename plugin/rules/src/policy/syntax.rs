//! What the parser says of broken text, with what would be right where that is known.

use std::ops::Range;

/// Message and what would be right; a key or table that stands twice names the line of the first one.
pub(super) fn explain(
    text: &str,
    message: &str,
    at: Option<Range<usize>>,
) -> (String, Option<String>) {
    let twice = at.filter(|_| message == "duplicate key");
    let Some((name, at)) = twice.and_then(|at| Some((text.get(at.clone())?, at.start))) else {
        return (message.to_owned(), None);
    };
    let expected = match first(text, name, at) {
        Some(line) => format!("each once; the first one stands in line {line}"),
        None => "each once".to_owned(),
    };
    (format!("`{name}` stands twice"), Some(expected))
}

/// The line, from 1, of the first table or key called `name`, of which another one stands at `at`.
fn first(text: &str, name: &str, at: usize) -> Option<usize> {
    let start = text
        .get(..at)?
        .rfind('\n')
        .map_or(0, |end| end.saturating_add(1));
    let own = text.get(start..)?.lines().next()?;
    let earlier: Vec<&str> = text.get(..start)?.lines().collect();
    let found = if is_header(own) {
        earlier.iter().position(|line| header(line) == header(own))
    } else {
        let table = earlier.iter().rposition(|line| is_header(line));
        let from = table.map_or(0, |line| line.saturating_add(1));
        let keys = earlier.iter().skip(from);
        keys.map(|line| line.split_once('=').map(|(key, _)| key.trim()))
            .position(|key| key == Some(name))
            .map(|position| from.saturating_add(position))
    };
    Some(found?.saturating_add(1))
}

fn is_header(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

/// A header without white space, and without the comment behind it.
fn header(line: &str) -> String {
    let line = line.split('#').next().unwrap_or_default();
    line.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::super::load;

    /// Message and expectation of the only issue.
    fn only(text: &str) -> (String, Option<String>) {
        let mut issues = load(text).unwrap_err();
        assert_eq!(issues.len(), 1, "{issues:?}");
        let issue = issues.remove(0);
        assert_eq!(issue.code, "syntax");
        (issue.message, issue.expected)
    }

    fn twice(name: &str, line: usize) -> (String, Option<String>) {
        (
            format!("`{name}` stands twice"),
            Some(format!("each once; the first one stands in line {line}")),
        )
    }

    #[test]
    fn what_stands_twice_names_the_first() {
        let key = "[tax]\nshow = 1\n[stock]\nshow = \"full\"\n# more\nshow = \"none\"\n";
        assert_eq!(only(key), twice("show", 4));
        let table =
            "[shop]\ncurrency = \"EUR\"\n[ contract.a ] # first\n[contract.b]\n[contract.a]\n";
        assert_eq!(only(table), twice("a", 3));
        let (message, expected) = only("a = { b = 1, b = 2 }\n");
        assert_eq!(
            (message.as_str(), expected.as_deref()),
            ("`b` stands twice", Some("each once"))
        );
    }

    #[test]
    fn other_mistakes_are_told_as_they_are() {
        assert_eq!(only("[shop]\ncurrency = \n").1, None);
    }
}
