//! From a value to what JavaScript reads, straight to its JSON.

use std::fmt::{Display, Write as _};

use serde::ser::{self, Serialize};
use serde_json::Error;

use super::{push_camel, push_kebab};

/// The JSON of `value` with JavaScript's names; see the module.
///
/// # Errors
/// Where it holds what no contract has, such as a float.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    let mut json = String::new();
    value.serialize(Names(&mut json))?;
    Ok(json)
}

const NOTHING: &str = "null";

/// Writes at the end of a JSON text.
struct Names<'j>(&'j mut String);

fn unsupported<T>(what: &str) -> Result<T, Error> {
    Err(ser::Error::custom(format!("the contract has no {what}")))
}

/// Whether a text is its own JSON, between quotes.
fn is_plain(text: &str) -> bool {
    !text
        .bytes()
        .any(|byte| byte < b' ' || byte == b'"' || byte == b'\\')
}

impl Names<'_> {
    fn kebab(&mut self, variant: &str) {
        self.0.push('"');
        push_kebab(self.0, variant);
        self.0.push('"');
    }

    /// The beginning of a variant with a value.
    fn open(&mut self, variant: &str) {
        self.0.push_str("{\"tag\":");
        self.kebab(variant);
        self.0.push_str(",\"val\":");
    }

    fn display(self, value: impl Display) -> Result<(), Error> {
        write!(self.0, "{value}").map_err(ser::Error::custom)
    }
}

/// Numbers as they are.
macro_rules! numbers {
    ($($name:ident $kind:ty),*) => {
        $(fn $name(self, number: $kind) -> Result<(), Error> {
            self.display(number)
        })*
    };
}

impl<'j> ser::Serializer for Names<'j> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'j>;
    type SerializeTuple = List<'j>;
    type SerializeTupleStruct = ser::Impossible<(), Error>;
    type SerializeTupleVariant = ser::Impossible<(), Error>;
    type SerializeMap = ser::Impossible<(), Error>;
    type SerializeStruct = Record<'j>;
    type SerializeStructVariant = Record<'j>;

    numbers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64);
    numbers!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64);

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }
    fn serialize_f32(self, _: f32) -> Result<(), Error> {
        unsupported("float")
    }
    fn serialize_f64(self, _: f64) -> Result<(), Error> {
        unsupported("float")
    }
    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        if is_plain(value) {
            self.0.push('"');
            self.0.push_str(value);
            self.0.push('"');
        } else {
            self.0.push_str(&serde_json::to_string(value)?);
        }
        Ok(())
    }
    /// Decimals and days: what prints needs no text of its own.
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.0.push('"');
        let start = self.0.len();
        write!(self.0, "{value}").map_err(ser::Error::custom)?;
        let printed = self.0.get(start..).unwrap_or_default();
        if !is_plain(printed) {
            let escaped = serde_json::to_string(printed)?;
            self.0.truncate(start.saturating_sub(1));
            self.0.push_str(&escaped);
            return Ok(());
        }
        self.0.push('"');
        Ok(())
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        unsupported("bytes")
    }
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), Error> {
        self.0.push_str(NOTHING);
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_unit_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.kebab(variant);
        Ok(())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.open(variant);
        value.serialize(Names(self.0))?;
        self.0.push('}');
        Ok(())
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<List<'j>, Error> {
        self.0.push('[');
        Ok(List {
            json: self.0,
            first: true,
        })
    }
    fn serialize_tuple(self, len: usize) -> Result<List<'j>, Error> {
        self.serialize_seq(Some(len))
    }
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        unsupported("tuple struct")
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        unsupported("tuple variant")
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        unsupported("map")
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Record<'j>, Error> {
        self.0.push('{');
        Ok(Record {
            json: self.0,
            first: true,
            end: "}",
        })
    }
    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Record<'j>, Error> {
        self.open(variant);
        self.0.push('{');
        Ok(Record {
            json: self.0,
            first: true,
            end: "}}",
        })
    }
}

/// A list under way.
struct List<'j> {
    json: &'j mut String,
    first: bool,
}

impl ser::SerializeSeq for List<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if !std::mem::take(&mut self.first) {
            self.json.push(',');
        }
        value.serialize(Names(self.json))
    }
    fn end(self) -> Result<(), Error> {
        self.json.push(']');
        Ok(())
    }
}

impl ser::SerializeTuple for List<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Result<(), Error> {
        ser::SerializeSeq::end(self)
    }
}

/// A record under way, or the record of a variant.
struct Record<'j> {
    json: &'j mut String,
    first: bool,
    end: &'static str,
}

impl ser::SerializeStruct for Record<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let before = self.json.len();
        if !self.first {
            self.json.push(',');
        }
        self.json.push('"');
        push_camel(self.json, key);
        self.json.push_str("\":");
        let start = self.json.len();
        value.serialize(Names(self.json))?;
        // None: the field is absent. A text has its quotes.
        if self.json.get(start..) == Some(NOTHING) {
            self.json.truncate(before);
        } else {
            self.first = false;
        }
        Ok(())
    }
    fn end(self) -> Result<(), Error> {
        self.json.push_str(self.end);
        Ok(())
    }
}

impl ser::SerializeStructVariant for Record<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        ser::SerializeStruct::serialize_field(self, key, value)
    }
    fn end(self) -> Result<(), Error> {
        ser::SerializeStruct::end(self)
    }
}
