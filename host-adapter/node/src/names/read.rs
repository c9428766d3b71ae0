//! From what JavaScript wrote to a value.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::{Map, Value};

use super::{camel, kebab};

/// What JavaScript passed is not what the contract asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// Path of the value, for example `facts.products.items[3].prices`.
    pub at: String,
    /// What is wrong.
    pub message: String,
}

impl ReadError {
    /// The same, one level further out.
    fn under(mut self, outer: &str) -> Self {
        let dot = if self.at.is_empty() || self.at.starts_with('[') {
            ""
        } else {
            "."
        };
        self.at = format!("{outer}{dot}{}", self.at);
        self
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at `{}`)", self.message, self.at)
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            at: String::new(),
            message: message.to_string(),
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format!("the field `{}` is missing", camel(field)))
    }
}

/// The `T` in `value`, which is called `name` in errors.
///
/// # Errors
/// [`ReadError`] where it is none, with the path to what is wrong.
pub fn read<T: de::DeserializeOwned>(name: &str, value: Value) -> Result<T, ReadError> {
    T::deserialize(Names(value)).map_err(|error| error.under(name))
}

struct Names(Value);

fn wrong<T>(value: &Value, expected: &str) -> Result<T, ReadError> {
    let found = match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("the number `{number}`"),
        Value::String(text) => format!("the text `{text}`"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    };
    Err(de::Error::custom(format!(
        "expected {expected}, found {found}"
    )))
}

impl<'de> Deserializer<'de> for Names {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => number
                .deserialize_any(visitor)
                .map_err(|error| de::Error::custom(plain(&error))),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(Items {
                items: items.into_iter(),
                next: 0,
            }),
            value @ Value::Object(_) => wrong(&value, "another value"),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    /// Numbers are written as texts only where the contract has a decimal.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Value::String(text) => visitor.visit_string(text),
            other => wrong(&other, "a text (decimals are texts, such as `\"12.50\"`)"),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Value::Array(_) => self.deserialize_any(visitor),
            other => wrong(&other, "a list"),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self.0 {
            Value::Object(values) => visitor.visit_map(Fields {
                values: values.into_iter(),
                fields,
                next: None,
            }),
            other => wrong(&other, "an object"),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let known = || {
            let names: Vec<String> = variants
                .iter()
                .map(|name| format!("`{}`", kebab(name)))
                .collect();
            format!("one of {}", names.join(", "))
        };
        let (tag, value) = match self.0 {
            Value::String(tag) => (tag, Value::Null),
            Value::Object(mut case) => match (case.remove("tag"), case.remove("val")) {
                (Some(Value::String(tag)), value) if case.is_empty() => {
                    (tag, value.unwrap_or(Value::Null))
                }
                _ => return wrong(&Value::Object(Map::new()), "`{ tag, val }`"),
            },
            other => return wrong(&other, &known()),
        };
        match variants.iter().find(|name| kebab(name) == tag) {
            Some(variant) => visitor.visit_enum(Case { variant, value }),
            None => wrong(&Value::String(tag), &known()),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str bytes byte_buf unit
        unit_struct newtype_struct tuple tuple_struct map identifier ignored_any
    }
}

/// The message of serde's own error, without its place.
fn plain(error: &serde_json::Error) -> String {
    error.to_string()
}

struct Items {
    items: std::vec::IntoIter<Value>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let at = self.next;
        self.next = at.saturating_add(1);
        seed.deserialize(Names(item))
            .map(Some)
            .map_err(|error| error.under(&format!("[{at}]")))
    }
}

struct Fields {
    values: serde_json::map::IntoIter,
    fields: &'static [&'static str],
    next: Option<(&'static str, Value)>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        for (name, value) in self.values.by_ref() {
            let Some(field) = self.fields.iter().find(|field| camel(field) == name) else {
                let known: Vec<String> = self.fields.iter().map(|field| camel(field)).collect();
                return Err(de::Error::custom(format!(
                    "there is no field `{name}`; known are `{}`",
                    known.join("`, `")
                )));
            };
            // Nothing is what an absent field means.
            if value.is_null() {
                continue;
            }
            self.next = Some((field, value));
            let name: StrDeserializer<'_, ReadError> = field.into_deserializer();
            return seed.deserialize(name).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        match self.next.take() {
            Some((field, value)) => seed
                .deserialize(Names(value))
                .map_err(|error| error.under(&camel(field))),
            None => Err(de::Error::custom("a value without a field")),
        }
    }
}

struct Case {
    variant: &'static str,
    value: Value,
}

impl<'de> EnumAccess<'de> for Case {
    type Error = ReadError;
    type Variant = Payload;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Payload), ReadError> {
        let name: StrDeserializer<'_, ReadError> = self.variant.into_deserializer();
        Ok((
            seed.deserialize(name)?,
            Payload {
                variant: self.variant,
                value: self.value,
            },
        ))
    }
}

struct Payload {
    variant: &'static str,
    value: Value,
}

impl<'de> VariantAccess<'de> for Payload {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        match self.value {
            Value::Null => Ok(()),
            other => wrong(&other, &format!("no `val` for `{}`", kebab(self.variant))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, ReadError> {
        let variant = kebab(self.variant);
        seed.deserialize(Names(self.value))
            .map_err(|error| error.under(&format!("<{variant}>")))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, ReadError> {
        Err(de::Error::custom("the contract has no tuple variant"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        Names(self.value).deserialize_struct("", fields, visitor)
    }
}
