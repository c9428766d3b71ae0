//! Shared texts, streamed: what the part states about their number is only checked.

use super::workbook::Workbook;
use crate::cell::CappedText;
use crate::error::OrderFileError;
use crate::model::Limits;
use crate::parts::Parts;
use crate::text_table::TextTable;
use crate::xml::{Event, attribute, push_text};

pub(crate) fn read(
    parts: &mut Parts<'_>,
    workbook: &Workbook,
    limits: Limits,
) -> Result<TextTable, OrderFileError> {
    let part = workbook.strings.as_deref().unwrap_or_default();
    let name = format!("`{part}`");
    let mut table = TextTable::new(&name, limits.max_cells);
    let Some(mut xml) = parts.xml(part)? else {
        return Ok(table);
    };
    let mut text = CappedText::default();
    let mut in_text = false;
    let mut in_phonetic = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.name {
                "sst" => {
                    let stated = attribute(tag.raw, "uniqueCount");
                    if let Some(count) = stated.and_then(|count| count.parse().ok()) {
                        table.declared(count)?;
                    }
                }
                "si" => text.clear(),
                "t" => in_text = !in_phonetic,
                "rPh" => in_phonetic = true,
                _ => {}
            },
            Event::End(name) => match name {
                "si" => table.push(&text)?,
                "t" => in_text = false,
                "rPh" => in_phonetic = false,
                _ => {}
            },
            Event::Text(more) if in_text => push_text(more, &mut text, &name)?,
            Event::CData(more) if in_text => text.push_str(more),
            Event::Eof => return Ok(table),
            _ => {}
        }
    }
}
