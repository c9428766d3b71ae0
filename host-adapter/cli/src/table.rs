//! Columns that line up, whatever the script.

use unicode_width::UnicodeWidthStr;

/// How a column stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// A line of a table: cells, or a note under the line before.
pub(crate) enum Line {
    Cells(Vec<String>),
    Note(String),
}

/// The table as text, with a rule under its head.
pub(crate) fn render(head: &[(String, Align)], lines: &[Line]) -> String {
    let mut widths: Vec<usize> = head.iter().map(|(title, _)| title.width()).collect();
    for line in lines {
        if let Line::Cells(cells) = line {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.width());
            }
        }
    }
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells
            .iter()
            .zip(&widths)
            .zip(head)
            .map(|((cell, width), (_, align))| pad(cell, *width, *align))
            .collect();
        format!("  {}\n", cells.join("  ").trim_end())
    };
    let titles: Vec<String> = head.iter().map(|(title, _)| title.clone()).collect();
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    let mut text = row(&titles) + &row(&rule);
    for line in lines {
        match line {
            Line::Cells(cells) => text.push_str(&row(cells)),
            Line::Note(note) => text.push_str(&format!("      {note}\n")),
        }
    }
    text
}

fn pad(cell: &str, width: usize, align: Align) -> String {
    let gap = " ".repeat(width.saturating_sub(cell.width()));
    match align {
        Align::Left => format!("{cell}{gap}"),
        Align::Right => format!("{gap}{cell}"),
    }
}

/// At most `width` columns of `text`, with an ellipsis where something is cut.
pub(crate) fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        if short.width() + 2 > width {
            break;
        }
        short.push(letter);
    }
    short.trim_end().to_owned() + "…"
}
