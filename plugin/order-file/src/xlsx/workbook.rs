//! Which parts a workbook has, by its relationships.

use crate::error::OrderFileError;
use crate::parts::Parts;
use crate::xml::{Event, attribute};

/// Sheets and relationships at most, each.
const MAX_ENTRIES: usize = 1_024;
const USUAL: &str = "xl/workbook.xml";

/// A workbook's parts.
pub(crate) struct Workbook {
    /// In tab order; worksheets only, no charts.
    pub(crate) sheets: Vec<Sheet>,
    /// Days are counted from 1904.
    pub(crate) from_1904: bool,
    pub(crate) styles: Option<String>,
    pub(crate) strings: Option<String>,
}

pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) part: String,
    pub(crate) visible: bool,
}

struct Relationship {
    id: String,
    kind: String,
    part: String,
}

/// The part that holds the workbook; none if this is no Office Open XML workbook.
pub(crate) fn part(parts: &mut Parts<'_>) -> Result<Option<String>, OrderFileError> {
    if parts.has(USUAL) {
        return Ok(Some(USUAL.to_owned()));
    }
    let main = relationships(parts, "_rels/.rels", "")?
        .into_iter()
        .find(|found| found.kind == "officeDocument");
    Ok(main
        .map(|found| found.part)
        .filter(|part| part.starts_with("xl/") && part.ends_with(".xml")))
}

pub(crate) fn read(parts: &mut Parts<'_>, part: &str) -> Result<Workbook, OrderFileError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let related = relationships(parts, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let of_kind = |kind: &str| {
        let found = related.iter().find(|related| related.kind == kind);
        found.map(|found| found.part.clone())
    };
    let mut workbook = Workbook {
        sheets: Vec::new(),
        from_1904: false,
        styles: of_kind("styles"),
        strings: of_kind("sharedStrings"),
    };
    let Some(mut xml) = parts.xml(part)? else {
        return Err(OrderFileError::NoSheets);
    };
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.name {
                "sheet" => {
                    let raw = tag.raw;
                    let id = attribute(raw, "id").unwrap_or_default();
                    let Some(target) = related.iter().find(|related| related.id == id) else {
                        continue;
                    };
                    if target.kind != "worksheet" {
                        continue;
                    }
                    workbook.sheets.push(Sheet {
                        name: attribute(raw, "name").unwrap_or_default(),
                        part: target.part.clone(),
                        visible: attribute(raw, "state").is_none_or(|state| state == "visible"),
                    });
                    if workbook.sheets.len() > MAX_ENTRIES {
                        return Err(too_many(part));
                    }
                }
                "workbookPr" => {
                    let date1904 = attribute(tag.raw, "date1904");
                    workbook.from_1904 = date1904.is_some_and(|on| on == "1" || on == "true");
                }
                _ => {}
            },
            Event::Eof => return Ok(workbook),
            _ => {}
        }
    }
}

fn relationships(
    parts: &mut Parts<'_>,
    part: &str,
    folder: &str,
) -> Result<Vec<Relationship>, OrderFileError> {
    let mut found = Vec::new();
    let Some(mut xml) = parts.xml(part)? else {
        return Ok(found);
    };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.name == "Relationship" => {
                let raw = tag.raw;
                let kind = attribute(raw, "Type").unwrap_or_default();
                found.push(Relationship {
                    id: attribute(raw, "Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    part: resolve(folder, &attribute(raw, "Target").unwrap_or_default()),
                });
                if found.len() > MAX_ENTRIES {
                    return Err(too_many(part));
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn too_many(part: &str) -> OrderFileError {
    OrderFileError::damaged(
        &format!("`{part}`"),
        format!("it lists over {MAX_ENTRIES} parts"),
    )
}

/// A target as a name in the zip: absolute, or relative to `folder`.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "." | "" => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets() {
        for (target, part) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("../xl/./styles.xml", "xl/styles.xml"),
            ("../../../etc", "etc"),
        ] {
            assert_eq!(resolve("xl", target), part);
        }
    }
}
