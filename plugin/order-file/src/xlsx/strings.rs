//! Shared texts, streamed: what the part states about their number is only checked.

use quick_xml::events::Event;

use super::workbook::Workbook;
use crate::cell::CappedText;
use crate::error::OrderFileError;
use crate::model::Limits;
use crate::parts::Parts;
use crate::text_table::TextTable;
use crate::xml::{attribute, resolve};

pub(crate) fn read(
    parts: &mut Parts<'_>,
    workbook: &Workbook,
    limits: Limits,
) -> Result<TextTable, OrderFileError> {
    let part = workbook.strings.as_deref().unwrap_or_default();
    let mut table = TextTable::new(&format!("`{part}`"), limits.max_cells);
    let Some(mut xml) = parts.xml(part)? else {
        return Ok(table);
    };
    let mut text = CappedText::default();
    let mut in_text = false;
    let mut in_phonetic = false;
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().into_inner() {
                "sst" => {
                    let stated = attribute(element.attributes_raw(), "uniqueCount");
                    if let Some(count) = stated.and_then(|count| count.parse().ok()) {
                        table.declared(count)?;
                    }
                }
                "si" => text.clear(),
                "t" => in_text = !in_phonetic,
                "rPh" => in_phonetic = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().into_inner() {
                "si" => table.push(&text)?,
                "t" => in_text = false,
                "rPh" => in_phonetic = false,
                _ => {}
            },
            Event::Text(more) if in_text => text.push_str(&more),
            Event::CData(more) if in_text => text.push_str(&more),
            Event::GeneralRef(reference) => {
                let c = resolve(&reference, part)?;
                if in_text {
                    text.push(c);
                }
            }
            Event::Eof => return Ok(table),
            _ => {}
        }
    }
}
