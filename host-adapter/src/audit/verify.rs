//! Holds a kept audit against itself, and against heads that were kept elsewhere.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::record::{AuditRecord, Head};

/// What is wrong with an audit, at the first place where it shows.
#[derive(Debug, thiserror::Error)]
pub enum AuditFault {
    /// The audit can't be read on.
    #[error("line {line}: {source}")]
    Read {
        /// From 1.
        line: usize,
        /// What the system says.
        source: std::io::Error,
    },
    /// A line is no record.
    #[error("line {line}: no record of an audit: {source}")]
    Unreadable {
        /// From 1.
        line: usize,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// The content of a record is not what was sealed.
    #[error("line {line}: record {number} of `{writer}` was changed: its content has another hash")]
    Changed {
        /// From 1.
        line: usize,
        /// Whose chain.
        writer: String,
        /// The record.
        number: u64,
    },
    /// Records are missing.
    #[error(
        "line {line}: record {found} of `{writer}` stands where {expected} belongs: {missing} missing"
    )]
    Gap {
        /// From 1.
        line: usize,
        /// Whose chain.
        writer: String,
        /// The number that belongs there.
        expected: u64,
        /// The number that stands there.
        found: u64,
        /// How many are missing, in words.
        missing: String,
    },
    /// A record comes after a later one, or twice.
    #[error(
        "line {line}: record {found} of `{writer}` comes after record {after}: it was moved or repeated"
    )]
    Reordered {
        /// From 1.
        line: usize,
        /// Whose chain.
        writer: String,
        /// The record before it.
        after: u64,
        /// The record.
        found: u64,
    },
    /// A record is intact in itself, but was sealed onto another one.
    #[error(
        "line {line}: record {number} of `{writer}` does not follow the record before it: one of them was replaced"
    )]
    Replaced {
        /// From 1.
        line: usize,
        /// Whose chain.
        writer: String,
        /// The record.
        number: u64,
    },
    /// The chain ends before the head that was kept.
    #[error(
        "the chain of `{writer}` ends with record {last}, the head was {head}: its tail was cut off"
    )]
    Cut {
        /// Whose chain.
        writer: String,
        /// Its last record; 0: it has none.
        last: u64,
        /// The number of the head.
        head: u64,
    },
    /// The record that was the head is another one now.
    #[error(
        "record {number} of `{writer}` is not the head that was kept: the chain was written anew"
    )]
    Rewritten {
        /// Whose chain.
        writer: String,
        /// The number of the head.
        number: u64,
    },
}

/// A chain that holds together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Its end. Keep it elsewhere.
    pub head: Head,
    /// Whether a head that was kept elsewhere lies on it. Without one, nobody can tell whether records after
    /// the last one were cut off.
    pub anchored: bool,
}

/// The chains of the audit in `records`, one record a line, by writer. The lines of several
/// writers may stand in one file in any order among each other. `heads` were kept elsewhere: each has to
/// lie on its chain, at its end or before.
///
/// # Errors
/// [`AuditFault`], the first one.
pub fn verify(records: impl BufRead, heads: &[Head]) -> Result<Vec<Chain>, AuditFault> {
    let mut ends: BTreeMap<String, Head> = BTreeMap::new();
    let mut met = vec![false; heads.len()];
    for (line, text) in (1..).zip(records.lines()) {
        let text = text.map_err(|source| AuditFault::Read { line, source })?;
        if text.trim().is_empty() {
            continue;
        }
        let record: AuditRecord = AuditRecord::from_line(&text)
            .map_err(|source| AuditFault::Unreadable { line, source })?;
        check(&record, ends.get(&record.writer), line)?;
        for (head, met) in heads.iter().zip(&mut met) {
            if head.writer == record.writer && head.number == record.number {
                if head.hash != record.hash {
                    return Err(AuditFault::Rewritten {
                        writer: record.writer,
                        number: record.number,
                    });
                }
                *met = true;
            }
        }
        ends.insert(record.writer.clone(), record.head());
    }
    for (head, met) in heads.iter().zip(met) {
        if !met {
            return Err(AuditFault::Cut {
                writer: head.writer.clone(),
                last: ends.get(&head.writer).map_or(0, |end| end.number),
                head: head.number,
            });
        }
    }
    Ok(ends
        .into_values()
        .map(|head| Chain {
            anchored: heads.iter().any(|known| known.writer == head.writer),
            head,
        })
        .collect())
}

fn check(record: &AuditRecord, end: Option<&Head>, line: usize) -> Result<(), AuditFault> {
    let (writer, number) = (record.writer.clone(), record.number);
    let last = end.map_or(0, |end| end.number);
    let expected = last.saturating_add(1);
    if !record.is_intact() {
        return Err(AuditFault::Changed {
            line,
            writer,
            number,
        });
    }
    if number < expected {
        return Err(AuditFault::Reordered {
            line,
            writer,
            after: last,
            found: number,
        });
    }
    if number > expected {
        let missing = match number.saturating_sub(expected) {
            1 => format!("record {expected} is"),
            many => format!("{many} records are"),
        };
        return Err(AuditFault::Gap {
            line,
            writer,
            expected,
            found: number,
            missing,
        });
    }
    if !record.follows(end) {
        return Err(AuditFault::Replaced {
            line,
            writer,
            number,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::entry;
    use super::*;

    fn chain(writer: &str, length: u64) -> Vec<String> {
        let mut head = None;
        (0..length)
            .map(|at| {
                let record = entry(&format!("r{at}"))
                    .seal(writer, head.as_ref())
                    .unwrap();
                head = Some(record.head());
                record.to_line().unwrap()
            })
            .collect()
    }

    fn check_lines(lines: &[String], heads: &[Head]) -> Result<Vec<Chain>, String> {
        verify(lines.join("\n").as_bytes(), heads).map_err(|fault| fault.to_string())
    }

    fn head_of(line: &str) -> Head {
        serde_json::from_str::<AuditRecord>(line).unwrap().head()
    }

    #[test]
    fn whole_chains_hold_even_when_writers_alternate() {
        let (a, b) = (chain("a", 3), chain("b", 2));
        let lines = [&a[0], &b[0], &a[1], &a[2], &b[1]].map(Clone::clone);
        let found = check_lines(&lines, &[head_of(&a[2])]).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].head, head_of(&a[2]));
        assert!(found[0].anchored && !found[1].anchored);
        assert_eq!(found[1].head.to_string().parse(), Ok(found[1].head.clone()));
    }

    #[test]
    fn a_change_a_gap_and_a_move_are_found_where_they_stand() {
        let lines = chain("a", 4);
        let fault = |lines: &[String]| check_lines(lines, &[]).unwrap_err();
        let mut changed = lines.clone();
        changed[1] = changed[1].replace("\"olga\"", "\"ivan\"");
        assert!(fault(&changed).starts_with("line 2: record 2 of `a` was changed"));
        let gap = [&lines[0], &lines[2], &lines[3]].map(Clone::clone);
        assert!(
            fault(&gap).contains("record 3 of `a` stands where 2 belongs: record 2 is missing")
        );
        let moved = [&lines[0], &lines[1], &lines[2], &lines[1]].map(Clone::clone);
        assert!(fault(&moved).contains("line 4: record 2 of `a` comes after record 3"));
        let start = &lines[1..];
        assert!(fault(start).contains("record 2 of `a` stands where 1 belongs"));
        for (beside, added) in [("\"call\":", "entry"), ("\"id\":", "acting")] {
            let mut more = lines.clone();
            more[1] = more[1].replace(beside, &format!("\"approved-by\":\"x\",{beside}"));
            let fault = fault(&more);
            assert!(fault.starts_with("line 2: no record"), "{added}: {fault}");
        }
        assert!(fault(&["{}".to_owned()]).starts_with("line 1: no record of an audit"));
    }

    #[test]
    fn a_record_sealed_anew_breaks_the_next_one() {
        let mut lines = chain("a", 3);
        let first: AuditRecord = serde_json::from_str(&lines[0]).unwrap();
        lines[1] = entry("forged")
            .seal("a", Some(&first.head()))
            .unwrap()
            .to_line()
            .unwrap();
        let fault = check_lines(&lines, &[]).unwrap_err();
        assert!(
            fault.contains("line 3: record 3 of `a` does not follow"),
            "{fault}"
        );
    }

    #[test]
    fn only_a_head_kept_elsewhere_shows_a_cut_tail_or_a_chain_written_anew() {
        let lines = chain("a", 3);
        let head = head_of(&lines[2]);
        assert!(!check_lines(&lines[..2], &[]).unwrap()[0].anchored);
        let cut = check_lines(&lines[..2], std::slice::from_ref(&head)).unwrap_err();
        assert_eq!(
            cut,
            "the chain of `a` ends with record 2, the head was 3: its tail was cut off"
        );
        let mut longer = chain("a", 5);
        assert!(check_lines(&longer, std::slice::from_ref(&head)).unwrap()[0].anchored);
        longer = {
            let mut end = None;
            (0..5)
                .map(|at| {
                    let record = entry(&format!("x{at}")).seal("a", end.as_ref()).unwrap();
                    end = Some(record.head());
                    record.to_line().unwrap()
                })
                .collect()
        };
        let anew = check_lines(&longer, &[head]).unwrap_err();
        assert!(
            anew.contains("record 3 of `a` is not the head that was kept"),
            "{anew}"
        );
    }

    #[test]
    fn a_head_is_read_as_it_prints() {
        for wrong in [
            "",
            "a:1",
            "a:x:00",
            "a:1:12",
            ":1:0000000000000000000000000000000000000000000000000000000000000000",
        ] {
            assert!(wrong.parse::<Head>().is_err(), "{wrong}");
        }
    }
}
