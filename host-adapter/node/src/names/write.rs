//! From a value to what JavaScript reads.

use serde::ser::{self, Serialize};
use serde_json::{Error, Map, Value};

use super::{camel, kebab};

/// `value` with JavaScript's names; see the module.
///
/// # Errors
/// Where it holds what no contract has, such as a float.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<Value, Error> {
    value.serialize(Names)
}

struct Names;

struct List(Vec<Value>);

struct Record {
    variant: Option<String>,
    fields: Map<String, Value>,
}

fn unsupported<T>(what: &str) -> Result<T, Error> {
    Err(ser::Error::custom(format!("the contract has no {what}")))
}

fn tagged(variant: String, value: Value) -> Value {
    Value::Object(Map::from_iter([
        ("tag".to_owned(), variant.into()),
        ("val".to_owned(), value),
    ]))
}

/// Numbers as they are.
macro_rules! numbers {
    ($($name:ident $kind:ty),*) => {
        $(fn $name(self, number: $kind) -> Result<Value, Error> {
            Ok(number.into())
        })*
    };
}

impl ser::Serializer for Names {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = ser::Impossible<Value, Error>;
    type SerializeTupleVariant = ser::Impossible<Value, Error>;
    type SerializeMap = ser::Impossible<Value, Error>;
    type SerializeStruct = Record;
    type SerializeStructVariant = Record;

    numbers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64);
    numbers!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64);

    fn serialize_bool(self, value: bool) -> Result<Value, Error> {
        Ok(value.into())
    }
    fn serialize_f32(self, _: f32) -> Result<Value, Error> {
        unsupported("float")
    }
    fn serialize_f64(self, _: f64) -> Result<Value, Error> {
        unsupported("float")
    }
    fn serialize_char(self, value: char) -> Result<Value, Error> {
        Ok(value.to_string().into())
    }
    fn serialize_str(self, value: &str) -> Result<Value, Error> {
        Ok(value.into())
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<Value, Error> {
        unsupported("bytes")
    }
    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        Ok(Value::Null)
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, Error> {
        Ok(kebab(variant).into())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        Ok(tagged(kebab(variant), value.serialize(Self)?))
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<List, Error> {
        Ok(List(Vec::with_capacity(len.unwrap_or(0))))
    }
    fn serialize_tuple(self, len: usize) -> Result<List, Error> {
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
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Record, Error> {
        Ok(Record {
            variant: None,
            fields: Map::new(),
        })
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Record, Error> {
        Ok(Record {
            variant: Some(kebab(variant)),
            fields: Map::new(),
        })
    }
}

impl ser::SerializeSeq for List {
    type Ok = Value;
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(value.serialize(Names)?);
        Ok(())
    }
    fn end(self) -> Result<Value, Error> {
        Ok(Value::Array(self.0))
    }
}

impl ser::SerializeTuple for List {
    type Ok = Value;
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Result<Value, Error> {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeStruct for Record {
    type Ok = Value;
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        match value.serialize(Names)? {
            // None: the field is absent.
            Value::Null => {}
            value => {
                self.fields.insert(camel(key), value);
            }
        }
        Ok(())
    }
    fn end(self) -> Result<Value, Error> {
        let fields = Value::Object(self.fields);
        Ok(match self.variant {
            None => fields,
            Some(variant) => tagged(variant, fields),
        })
    }
}

impl ser::SerializeStructVariant for Record {
    type Ok = Value;
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        ser::SerializeStruct::serialize_field(self, key, value)
    }
    fn end(self) -> Result<Value, Error> {
        ser::SerializeStruct::end(self)
    }
}
