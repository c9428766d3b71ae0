//! An audit in a file of one record a line, for hosts without a transaction of their own.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::AuditSink;
use super::record::{AuditEntry, Head};
use super::tail::{Disk, Tail};
use super::torn::{End, TornTail, end_of};
use super::verify::{AuditFault, verify};

/// A file to which one writer appends. Opening it verifies the whole of it.
#[derive(Debug)]
pub struct AuditLog {
    path: PathBuf,
    tail: Tail<File>,
    writer: String,
    head: Option<Head>,
    torn: Option<TornTail>,
}

/// Why an audit's file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum AuditLogError {
    /// The file can't be opened, read or written.
    #[error("can't keep the audit in `{}`: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another one holds the file open for writing.
    #[error("the audit in `{}` has a writer already", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// What is in the file does not hold together.
    #[error("the audit in `{}` is broken: {source}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// The first fault.
        source: AuditFault,
    },
    /// The entry can't be written as JSON.
    #[error("the entry can't be written: {0}")]
    Json(#[from] serde_json::Error),
}

impl AuditLog {
    /// The audit in the file `path`, made if absent, to which `writer` appends. The file is locked until the
    /// log is dropped.
    ///
    /// Whoever was stopped while he wrote leaves a part of a record at the end: it is cut off, and [`AuditLog::torn`]
    /// has it. A record that lacks its end of a line alone is kept. All before has to hold together, or nothing is
    /// changed.
    ///
    /// # Errors
    /// [`AuditLogError`].
    pub fn open(path: &Path, writer: &str) -> Result<Self, AuditLogError> {
        let refused = |source| AuditLogError::File {
            path: path.to_owned(),
            source,
        };
        let file = OpenOptions::new()
            .create(true)
            .read(true)
            .append(true)
            .open(path)
            .map_err(refused)?;
        file.try_lock().map_err(|_| AuditLogError::Locked {
            path: path.to_owned(),
        })?;
        let end = end_of(&file).map_err(refused)?;
        let whole = match &end {
            End::Torn(torn) => torn.offset,
            End::Whole | End::Unended | End::Foreign => file.metadata().map_err(refused)?.len(),
        };
        (&file).seek(SeekFrom::Start(0)).map_err(refused)?;
        let chains = verify(BufReader::new((&file).take(whole)), &[]).map_err(|source| {
            AuditLogError::Broken {
                path: path.to_owned(),
                source,
            }
        })?;
        let head = chains
            .into_iter()
            .map(|chain| chain.head)
            .find(|head| head.writer == writer);
        let (tail, torn) = ended(file, whole, end).map_err(refused)?;
        Ok(Self {
            path: path.to_owned(),
            tail,
            writer: writer.to_owned(),
            head,
            torn,
        })
    }

    /// What was cut off the end of the file as it was opened. Tell it: somebody was stopped in the middle of a
    /// decision.
    #[must_use]
    pub fn torn(&self) -> Option<&TornTail> {
        self.torn.as_ref()
    }

    /// The end of this writer's chain; none while it is empty.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }
}

/// `file` with all of its records ended.
fn ended(mut file: File, whole: u64, end: End) -> io::Result<(Tail<File>, Option<TornTail>)> {
    match end {
        End::Whole | End::Foreign => Ok((Tail::new(file, whole), None)),
        End::Torn(torn) => {
            file.cut(whole)?;
            Ok((Tail::new(file, whole), Some(torn)))
        }
        End::Unended => {
            let mut tail = Tail::new(file, whole);
            tail.append(b"\n")?;
            Ok((tail, None))
        }
    }
}

impl AuditSink for AuditLog {
    type Error = AuditLogError;

    fn append(&mut self, entry: AuditEntry) -> Result<Head, AuditLogError> {
        let record = entry.seal(&self.writer, self.head.as_ref())?;
        let mut line = record.to_line()?;
        line.push('\n');
        self.tail
            .append(line.as_bytes())
            .map_err(|source| AuditLogError::File {
                path: self.path.clone(),
                source,
            })?;
        let head = record.head();
        self.head = Some(head.clone());
        Ok(head)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::record::tests::entry;
    use super::*;

    /// A file of its own with `records` of the writer `a`, and its text.
    fn audit(name: &str, records: usize) -> (PathBuf, String) {
        let path =
            std::env::temp_dir().join(format!("comptoir-audit-{}-{name}", std::process::id()));
        let _ = fs::remove_file(&path);
        let mut log = AuditLog::open(&path, "a").unwrap();
        for at in 0..records {
            log.append(entry(&format!("r{at}"))).unwrap();
        }
        let text = fs::read_to_string(&path).unwrap();
        (path, text)
    }

    #[test]
    fn wherever_its_writer_was_stopped_it_is_opened_and_goes_on() {
        let (path, text) = audit("torn", 3);
        let two = text.trim_end().rfind('\n').unwrap() + 1;
        for length in two + 1..text.len() - 1 {
            fs::write(&path, &text[..length]).unwrap();
            let mut log = AuditLog::open(&path, "a").unwrap();
            let torn = log.torn().unwrap();
            assert_eq!(torn.offset, u64::try_from(two).unwrap());
            assert_eq!(torn.bytes, text.as_bytes()[two..length]);
            assert_eq!(log.head().unwrap().number, 2);
            log.append(entry("r2")).unwrap();
            assert_eq!(
                fs::read_to_string(&path).unwrap(),
                text,
                "stopped at {length}"
            );
        }
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_record_that_lacks_its_end_of_a_line_is_kept() {
        let (path, text) = audit("unended", 2);
        fs::write(&path, text.trim_end()).unwrap();
        let mut log = AuditLog::open(&path, "a").unwrap();
        assert_eq!((log.torn(), log.head().unwrap().number), (None, 2));
        log.append(entry("r2")).unwrap();
        let found = verify(
            fs::read_to_string(&path).unwrap().as_bytes(),
            &[log.head().unwrap().clone()],
        );
        assert_eq!(found.unwrap()[0].head.number, 3);
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_length_without_its_bytes_is_torn_too() {
        let (path, text) = audit("zeros", 1);
        fs::write(&path, format!("{text}{}", "\0".repeat(100))).unwrap();
        assert_eq!(
            AuditLog::open(&path, "a")
                .unwrap()
                .torn()
                .unwrap()
                .bytes
                .len(),
            100
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn what_is_no_audit_and_what_was_changed_before_the_tear_stay_as_they_are() {
        let (path, text) = audit("foreign", 2);
        let changed = text.replacen("\"olga\"", "\"ivan\"", 1);
        for content in [
            "My letters".to_owned(),
            format!("{text}My letters"),
            format!("{changed}{{\"entry\":{{"),
        ] {
            fs::write(&path, &content).unwrap();
            let refused = AuditLog::open(&path, "a").unwrap_err();
            assert!(matches!(refused, AuditLogError::Broken { .. }), "{refused}");
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        fs::remove_file(path).unwrap();
    }
}
