//! An audit in a file of one record a line, for hosts without a transaction of their own.

use std::fs::{File, OpenOptions};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::AuditSink;
use super::record::{AuditEntry, Head};
use super::tail::Tail;
use super::verify::{AuditFault, verify};

/// A file to which one writer appends. Opening it verifies the whole of it.
#[derive(Debug)]
pub struct AuditLog {
    path: PathBuf,
    tail: Tail<File>,
    writer: String,
    head: Option<Head>,
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
        let chains =
            verify(BufReader::new(&file), &[]).map_err(|source| AuditLogError::Broken {
                path: path.to_owned(),
                source,
            })?;
        let length = file.metadata().map_err(refused)?.len();
        let head = chains
            .into_iter()
            .map(|chain| chain.head)
            .find(|head| head.writer == writer);
        Ok(Self {
            path: path.to_owned(),
            tail: Tail::new(file, length),
            writer: writer.to_owned(),
            head,
        })
    }

    /// The end of this writer's chain; none while it is empty.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
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
