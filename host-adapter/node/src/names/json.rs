//! A place in a JSON text. It knows where values begin and end; what is in a text or a number is
//! for others to say.

use std::borrow::Cow;

use serde::de::Error as _;

use super::ReadError;

/// What is left of a JSON text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Json<'de> {
    text: &'de str,
    at: usize,
}

/// What a value is, by its first letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    List,
    Object,
}

impl<'de> Json<'de> {
    pub(super) fn new(text: &'de str) -> Self {
        Self { text, at: 0 }
    }

    /// The next letter that is no space.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Takes `letter` where it comes next.
    pub(super) fn take(&mut self, letter: u8) -> bool {
        let found = self.peek() == Some(letter);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, letter: u8) -> Result<(), ReadError> {
        match self.take(letter) {
            true => Ok(()),
            false => self.broken(),
        }
    }

    /// Whether another entry comes before `end`, which is taken. `first`: no comma comes before it.
    pub(super) fn more(&mut self, first: bool, end: u8) -> Result<bool, ReadError> {
        if self.take(end) {
            return Ok(false);
        }
        if !first {
            self.expect(b',')?;
        }
        Ok(true)
    }

    /// Nothing may follow.
    pub(super) fn end(&mut self) -> Result<(), ReadError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.broken(),
        }
    }

    fn broken<T>(&self) -> Result<T, ReadError> {
        let message = format!("this is no JSON, at byte {}", self.at);
        Err(ReadError::custom(message))
    }

    pub(super) fn kind(&mut self) -> Result<Kind, ReadError> {
        Ok(match self.peek() {
            Some(b'n') => Kind::Null,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            Some(b'"') => Kind::Text,
            Some(b'[') => Kind::List,
            Some(b'{') => Kind::Object,
            _ => return self.broken(),
        })
    }

    /// Takes a `null` where it comes next.
    pub(super) fn null(&mut self) -> Result<bool, ReadError> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        match self.word() {
            "null" => Ok(true),
            _ => self.broken(),
        }
    }

    /// A number, or a name such as `true`, as it is written.
    pub(super) fn word(&mut self) -> &'de str {
        self.peek();
        let rest = self.rest();
        let is_part =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let len = rest.bytes().take_while(|byte| is_part(byte)).count();
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    fn rest(&self) -> &'de str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// A text between its quotes, as it is written, and whether anything in it is escaped.
    fn quoted(&mut self) -> Result<(&'de str, bool), ReadError> {
        self.peek();
        let rest = self.rest();
        let mut escaped = false;
        let mut at = 1;
        while let Some(byte) = rest.as_bytes().get(at) {
            match byte {
                b'"' => {
                    self.at += at + 1;
                    return Ok((rest.get(1..at).unwrap_or_default(), escaped));
                }
                b'\\' => {
                    escaped = true;
                    at += 2;
                }
                // Only escaped ones are JSON.
                0..=0x1f => break,
                _ => at += 1,
            }
        }
        self.broken()
    }

    pub(super) fn string(&mut self) -> Result<Cow<'de, str>, ReadError> {
        if self.peek() != Some(b'"') {
            return self.broken();
        }
        let (text, escaped) = self.quoted()?;
        if escaped {
            return serde_json::from_str(&format!("\"{text}\""))
                .map(Cow::Owned)
                .map_err(|_| {
                    ReadError::custom("a text holds a lone surrogate, half of a character")
                });
        }
        Ok(text.into())
    }

    /// Takes a whole value; where it began.
    pub(super) fn skip(&mut self) -> Result<Self, ReadError> {
        self.peek();
        let start = *self;
        let mut open = 0_usize;
        loop {
            match self.kind() {
                Ok(Kind::Text) => {
                    self.quoted()?;
                }
                Ok(Kind::List | Kind::Object) => {
                    open += 1;
                    self.at += 1;
                    if !self.take(b']') && !self.take(b'}') {
                        continue;
                    }
                    open -= 1;
                }
                Ok(_) => {
                    self.word();
                }
                Err(broken) => return Err(broken),
            }
            loop {
                if open == 0 {
                    return Ok(start);
                }
                if self.take(b',') || self.take(b':') {
                    break;
                }
                if !self.take(b']') && !self.take(b'}') {
                    return self.broken();
                }
                open -= 1;
            }
        }
    }
}
