//! One record of the audit, and the hash that ties it to the one before.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::sandbox::digest;
use crate::values::Instant;

/// The hash before the first record of a chain: 64 zeros.
const ROOT: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What a binding decision was, before it is sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AuditEntry {
    /// The function of the contract, such as `checkout.place`.
    pub call: String,
    /// `context.request-id`.
    pub request_id: String,
    /// `context.instant`: milliseconds since 1970 UTC.
    pub instant: Instant,
    /// Who acted.
    pub acting: AuditActor,
    /// For whom.
    pub principal: String,
    /// The outcome at the stage at hand, such as `allow`.
    pub outcome: String,
    /// Codes of the findings, in order of decision, each once.
    pub findings: Vec<String>,
    /// Keys of the effects, in order.
    pub effects: Vec<String>,
    /// SHA-256 of the plugin.
    pub plugin: String,
    /// SHA-256 of the policy's text.
    pub policy: String,
    /// SHA-256 of the canonical JSON of the answer.
    pub answer: String,
}

/// Who acted, as `context.acting` said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditActor {
    /// Id of the person or program.
    pub id: String,
    /// `buyer`, `rep`, `staff` or `system`.
    pub kind: String,
}

/// A record of a chain, as it is kept: canonical JSON, one a line.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AuditRecord {
    /// Whose chain it is.
    pub writer: String,
    /// From 1, without gaps.
    pub number: u64,
    /// Hash of the record before it; 64 zeros for the first.
    pub previous: String,
    /// What was decided.
    pub entry: AuditEntry,
    /// SHA-256 of the canonical JSON of everything above.
    pub hash: String,
}

/// The end of a chain. Keep it where the audit is not: it is what shows a tail that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Whose chain.
    pub writer: String,
    /// Number of its last record.
    pub number: u64,
    /// Its hash.
    pub hash: String,
}

/// A text is no head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no head; one reads `<writer>:<number>:<64 hexadecimal digits>`")]
pub struct HeadError(String);

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Sealed<'a> {
    writer: &'a str,
    number: u64,
    previous: &'a str,
    entry: &'a AuditEntry,
}

impl AuditEntry {
    /// The record that follows `head` in the chain of `writer`; the first one without a head.
    ///
    /// # Errors
    /// [`serde_json::Error`] where the entry can't be written as JSON, which no entry made by this crate is.
    pub fn seal(self, writer: &str, head: Option<&Head>) -> Result<AuditRecord, serde_json::Error> {
        let number = head.map_or(0, |head| head.number).saturating_add(1);
        let previous = head.map_or(ROOT, |head| head.hash.as_str()).to_owned();
        let hash = hash(writer, number, &previous, &self)?;
        Ok(AuditRecord {
            writer: writer.to_owned(),
            number,
            previous,
            entry: self,
            hash,
        })
    }
}

fn hash(
    writer: &str,
    number: u64,
    previous: &str,
    entry: &AuditEntry,
) -> Result<String, serde_json::Error> {
    let sealed = Sealed {
        writer,
        number,
        previous,
        entry,
    };
    Ok(digest(canonical::to_string(&sealed)?.as_bytes()))
}

impl AuditRecord {
    /// One line of canonical JSON, without its end.
    ///
    /// # Errors
    /// As [`AuditEntry::seal`].
    pub fn to_line(&self) -> Result<String, serde_json::Error> {
        canonical::to_string(self)
    }

    /// The record in a line of canonical JSON. Its hash is not tested: [`super::verify`] does.
    ///
    /// # Errors
    /// [`serde_json::Error`] where the line is no record.
    pub fn from_line(line: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(line)
    }

    /// Whether its hash is that of its content.
    pub(super) fn is_intact(&self) -> bool {
        hash(&self.writer, self.number, &self.previous, &self.entry)
            .is_ok_and(|hash| hash == self.hash)
    }

    /// Whether it names `head` as the record before it; the root for the first one.
    pub(super) fn follows(&self, head: Option<&Head>) -> bool {
        self.previous == head.map_or(ROOT, |head| head.hash.as_str())
    }

    /// The chain's end, once this is its last record.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            writer: self.writer.clone(),
            number: self.number,
            hash: self.hash.clone(),
        }
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.writer, self.number, self.hash)
    }
}

impl FromStr for Head {
    type Err = HeadError;

    fn from_str(text: &str) -> Result<Self, HeadError> {
        let parsed = || {
            // A writer's name may have colons; number and hash have none.
            let (rest, hash) = text.rsplit_once(':')?;
            let (writer, number) = rest.rsplit_once(':')?;
            let hex = hash.len() == ROOT.len() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            (hex && !writer.is_empty()).then_some(())?;
            Some(Head {
                writer: writer.to_owned(),
                number: number.parse().ok()?,
                hash: hash.to_ascii_lowercase(),
            })
        };
        parsed().ok_or_else(|| HeadError(text.to_owned()))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::audit) fn entry(request: &str) -> AuditEntry {
        AuditEntry {
            call: "checkout.place".into(),
            request_id: request.into(),
            instant: 1_795_165_200_000,
            acting: AuditActor {
                id: "olga".into(),
                kind: "rep".into(),
            },
            principal: "anna".into(),
            outcome: "allow".into(),
            findings: vec![],
            effects: vec![format!("{request}#0")],
            plugin: "p".into(),
            policy: "q".into(),
            answer: "a".into(),
        }
    }
}
