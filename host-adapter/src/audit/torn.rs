//! The end of a file whose writer was stopped in the middle of a record.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::record::AuditRecord;

/// How every line of an audit begins: canonical JSON has its keys in order.
const BEGINNING: &[u8] = b"{\"entry\":{";

/// How much is read at a time while the last end of a line is looked for.
const BLOCK: u64 = 64 * 1024;

/// A part of a record that stood at the end of a file. Whoever asked for it was told of no success, so that
/// nothing was committed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TornTail {
    /// Where it began, in bytes: the length of the file now.
    pub offset: u64,
    /// What was cut off.
    pub bytes: Vec<u8>,
}

/// What stands behind the last end of a line.
pub(super) enum End {
    /// Nothing.
    Whole,
    /// A record that lacks nothing but its end of a line.
    Unended,
    /// A part of one.
    Torn(TornTail),
    /// Something else: no record was ever begun so.
    Foreign,
}

/// The end of `file`, of which nothing is changed.
pub(super) fn end_of(mut file: &File) -> io::Result<End> {
    let length = file.metadata()?.len();
    let offset = behind_last_line(file, length)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.take(length.saturating_sub(offset))
        .read_to_end(&mut bytes)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(End::Whole);
    }
    let text = str::from_utf8(&bytes).ok();
    if text.is_some_and(|text| AuditRecord::from_line(text).is_ok()) {
        return Ok(End::Unended);
    }
    // A file system may have kept the new length and not the bytes: they read as zeros.
    let written = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last.saturating_add(1));
    let begun = written.min(BEGINNING.len());
    Ok(if bytes.get(..begun) == BEGINNING.get(..begun) {
        End::Torn(TornTail { offset, bytes })
    } else {
        End::Foreign
    })
}

fn behind_last_line(mut file: &File, length: u64) -> io::Result<u64> {
    let mut end = length;
    while end > 0 {
        let start = end.saturating_sub(BLOCK);
        file.seek(SeekFrom::Start(start))?;
        let mut block = Vec::new();
        file.take(end.saturating_sub(start))
            .read_to_end(&mut block)?;
        if let Some(at) = block.iter().rposition(|byte| *byte == b'\n') {
            let at = u64::try_from(at).unwrap_or(u64::MAX);
            return Ok(start.saturating_add(at).saturating_add(1));
        }
        end = start;
    }
    Ok(0)
}
