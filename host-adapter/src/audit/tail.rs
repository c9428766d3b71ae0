//! The end of a file of records: a record is in it whole, or not at all.

use std::fs::File;
use std::io::{self, Write};

/// What a tail is written to.
pub(super) trait Disk: Write {
    /// Returns once what was written is kept.
    fn keep(&mut self) -> io::Result<()>;

    /// Cuts it off behind `length` bytes.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

impl Disk for File {
    fn keep(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)?;
        self.sync_data()
    }
}

/// A file to whose end records are written.
#[derive(Debug)]
pub(super) struct Tail<D> {
    disk: D,
    /// How long it is with its last whole record.
    length: u64,
    /// A part of a record may stand behind that.
    torn: bool,
}

impl<D: Disk> Tail<D> {
    /// The end of `disk`, which holds `length` bytes of whole records.
    pub(super) fn new(disk: D, length: u64) -> Self {
        Self {
            disk,
            length,
            torn: false,
        }
    }

    /// Adds `record`. What could not be written or kept is taken off again, now or before the next one.
    pub(super) fn append(&mut self, record: &[u8]) -> io::Result<()> {
        if self.torn {
            self.disk.cut(self.length)?;
            self.torn = false;
        }
        let written = self.disk.write_all(record).and_then(|()| self.disk.keep());
        match written {
            Ok(()) => {
                let added = u64::try_from(record.len()).unwrap_or(u64::MAX);
                self.length = self.length.saturating_add(added);
                Ok(())
            }
            Err(error) => {
                self.torn = self.disk.cut(self.length).is_err();
                Err(error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes `room` bytes, and then no more.
    struct Full {
        bytes: Vec<u8>,
        room: usize,
        keeps: bool,
        cuts: bool,
    }

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.room - self.bytes.len());
            self.bytes.extend(&bytes[..taken]);
            match taken {
                0 => Err(io::ErrorKind::StorageFull.into()),
                _ => Ok(taken),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Disk for Full {
        fn keep(&mut self) -> io::Result<()> {
            match self.keeps {
                true => Ok(()),
                false => Err(io::ErrorKind::Other.into()),
            }
        }

        fn cut(&mut self, length: u64) -> io::Result<()> {
            if !self.cuts {
                return Err(io::ErrorKind::Other.into());
            }
            self.bytes.truncate(usize::try_from(length).unwrap());
            Ok(())
        }
    }

    fn full() -> Tail<Full> {
        let disk = Full {
            bytes: b"one\n".to_vec(),
            room: 10,
            keeps: true,
            cuts: true,
        };
        Tail::new(disk, 4)
    }

    #[test]
    fn a_torn_record_is_taken_off_again() {
        let mut tail = full();
        assert!(tail.append(b"number two\n").is_err());
        assert_eq!(tail.disk.bytes, b"one\n");
        tail.append(b"two\n").unwrap();
        assert_eq!(tail.disk.bytes, b"one\ntwo\n");
    }

    #[test]
    fn a_record_that_is_not_kept_is_not_there_twice() {
        let mut tail = full();
        tail.disk.keeps = false;
        assert!(tail.append(b"two\n").is_err());
        tail.disk.keeps = true;
        tail.append(b"two\n").unwrap();
        assert_eq!(tail.disk.bytes, b"one\ntwo\n");
    }

    #[test]
    fn nothing_follows_a_torn_record() {
        let mut tail = full();
        tail.disk.cuts = false;
        assert!(tail.append(b"number two\n").is_err());
        assert!(tail.append(b"two\n").is_err());
        assert_eq!(tail.disk.bytes, b"one\nnumber");
        tail.disk.cuts = true;
        tail.append(b"two\n").unwrap();
        assert_eq!(tail.disk.bytes, b"one\ntwo\n");
    }
}
