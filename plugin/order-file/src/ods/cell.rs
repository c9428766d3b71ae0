//! One cell of an OpenDocument sheet, and how often it is repeated.

use crate::cell::{CappedText, Raw, Shown};
use crate::xml::{attribute, attributes};

/// The cell being read.
#[derive(Default)]
pub(crate) struct Current {
    /// How many columns it fills, at least 1.
    pub(crate) repeated: u32,
    kind: String,
    value: Option<String>,
    /// What the sheet displays: its paragraphs.
    pub(crate) text: CappedText,
    pub(crate) paragraphs: u32,
}

impl Current {
    pub(crate) fn start(&mut self, raw: &str) {
        self.repeated = repeat(raw, "number-columns-repeated");
        self.kind.clear();
        self.value = None;
        self.text.clear();
        self.paragraphs = 0;
        for (key, value) in attributes(raw) {
            match key {
                // `calcext:value-type` repeats it; the office one comes first.
                "value-type" if self.kind.is_empty() => value.clone_into(&mut self.kind),
                "value" | "string-value" | "date-value" | "time-value" | "boolean-value" => {
                    self.value = attribute(raw, key);
                }
                _ => {}
            }
        }
    }

    /// A further paragraph begins.
    pub(crate) fn paragraph(&mut self) {
        if self.paragraphs > 0 {
            self.text.push('\n');
        }
        self.paragraphs = self.paragraphs.saturating_add(1);
    }

    /// A text may stand in an attribute instead of in paragraphs.
    pub(crate) fn end(&mut self) {
        if self.paragraphs == 0
            && self.kind == "string"
            && let Some(value) = &self.value
        {
            self.text.push_str(value);
        }
    }

    /// What it holds; none if empty.
    pub(crate) fn raw(&self) -> Option<Raw<'_>> {
        match self.kind.as_str() {
            "" => None,
            "string" => Some(self.text.raw()),
            "float" | "percentage" | "currency" => {
                let number = self.value.as_deref().and_then(|value| value.parse().ok());
                match number {
                    Some(value) if f64::is_finite(value) => {
                        Some(Raw::Number(value, Shown::As(self.text.as_str())))
                    }
                    _ => Some(Raw::Other(self.text.as_str())),
                }
            }
            _ if self.paragraphs > 0 => Some(Raw::Other(self.text.as_str())),
            _ => self.value.as_deref().map(Raw::Other),
        }
    }
}

/// A repetition, at least 1.
pub(crate) fn repeat(raw: &str, name: &str) -> u32 {
    attributes(raw)
        .find(|(key, _)| *key == name)
        .map_or(1, |(_, count)| count.parse().unwrap_or(u32::MAX))
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Cut;

    #[test]
    fn values() {
        let mut cell = Current::default();
        cell.start(" office:value-type=\"float\" office:value=\"983\"");
        cell.paragraph();
        cell.text.push_str("0983");
        assert!(matches!(
            cell.raw(),
            Some(Raw::Number(983.0, Shown::As("0983")))
        ));

        cell.start(" office:value-type=\"string\" office:string-value=\"A&amp;B\"");
        cell.end();
        assert!(matches!(cell.raw(), Some(Raw::Text("A&B", Cut::Whole))));

        cell.start(" office:value-type=\"date\" office:date-value=\"2026-02-01\"");
        assert!(matches!(cell.raw(), Some(Raw::Other("2026-02-01"))));

        cell.start(" table:style-name=\"ce1\"");
        assert!(cell.raw().is_none());
    }

    #[test]
    fn repetitions() {
        assert_eq!(repeat("", "number-rows-repeated"), 1);
        assert_eq!(
            repeat(" table:number-rows-repeated=\"0\"", "number-rows-repeated"),
            1
        );
        assert_eq!(
            repeat(" x:number-rows-repeated=\"-5\"", "number-rows-repeated"),
            u32::MAX
        );
    }
}
