//! From what JavaScript wrote to a value, straight from its JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};

use super::json::{Json, Kind};
use super::{camel, is_camel, is_kebab, kebab};

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

/// The `T` in `json`, which is called `name` in errors.
///
/// # Errors
/// [`ReadError`] where it is none, with the path to what is wrong.
pub fn read<'de, T: Deserialize<'de>>(name: &str, json: &'de str) -> Result<T, ReadError> {
    let mut json = Json::new(json);
    let value = T::deserialize(Names(&mut json)).map_err(|error| error.under(name))?;
    json.end()?;
    Ok(value)
}

/// The entries of a list, one after the other.
pub(crate) struct Arguments<'de> {
    json: Json<'de>,
    first: bool,
    ended: bool,
}

impl<'de> Arguments<'de> {
    /// Of a list in JSON.
    pub(crate) fn new(list: &'de str) -> Result<Self, ReadError> {
        let mut json = Json::new(list);
        json.expect(b'[')?;
        Ok(Self {
            json,
            first: true,
            ended: false,
        })
    }

    fn more(&mut self) -> Result<bool, ReadError> {
        if !self.ended {
            self.ended = !self.json.more(self.first, b']')?;
            self.first = false;
        }
        Ok(!self.ended)
    }

    /// The next one; absent ones are nothing, which only an optional argument takes.
    pub(crate) fn next<T: Deserialize<'de>>(&mut self, name: &str) -> Result<T, ReadError> {
        let mut nothing = Json::new("null");
        let json = match self.more()? {
            true => &mut self.json,
            false => &mut nothing,
        };
        T::deserialize(Names(json)).map_err(|error| error.under(name))
    }

    /// Whether there was another one. Nothing may come behind the last.
    pub(crate) fn end(&mut self) -> Result<bool, ReadError> {
        let more = self.more()?;
        if !more {
            self.json.end()?;
        }
        Ok(more)
    }
}

/// A value in the names of JavaScript.
struct Names<'j, 'de>(&'j mut Json<'de>);

impl<'de> Names<'_, 'de> {
    /// Says what is there in place of `expected`.
    fn wrong<T>(self, expected: &str) -> Result<T, ReadError> {
        let found = match self.0.kind()? {
            Kind::Null => "nothing".to_owned(),
            Kind::Bool => format!("`{}`", self.0.word()),
            Kind::Number => format!("the number `{}`", self.0.word()),
            Kind::Text => format!("the text `{}`", self.0.string()?),
            Kind::List => "a list".to_owned(),
            Kind::Object => "an object".to_owned(),
        };
        let message = format!("expected {expected}, found {found}");
        Err(de::Error::custom(message))
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let word = self.0.word();
        if let Ok(number) = word.parse() {
            return visitor.visit_u64(number);
        }
        if let Ok(number) = word.parse() {
            return visitor.visit_i64(number);
        }
        match word.parse() {
            Ok(number) => visitor.visit_f64(number),
            Err(_) => Err(de::Error::custom(format!("`{word}` is no number"))),
        }
    }
}

impl<'de> Deserializer<'de> for Names<'_, 'de> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0.kind()? {
            Kind::Null => {
                self.0.null()?;
                visitor.visit_unit()
            }
            Kind::Bool => match self.0.word() {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                other => Err(de::Error::custom(format!("`{other}` is no value"))),
            },
            Kind::Number => self.number(visitor),
            Kind::Text => self.deserialize_str(visitor),
            Kind::List => self.deserialize_seq(visitor),
            Kind::Object => self.wrong("another value"),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0.null()? {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
    }

    /// Numbers are written as texts only where the contract has a decimal.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0.kind()? {
            Kind::Text => match self.0.string()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            _ => self.wrong("a text (decimals are texts, such as `\"12.50\"`)"),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if !self.0.take(b'[') {
            return self.wrong("a list");
        }
        visitor.visit_seq(Items {
            json: self.0,
            next: 0,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if !self.0.take(b'{') {
            return self.wrong("an object");
        }
        visitor.visit_map(Fields {
            json: self.0,
            fields,
            first: true,
            found: "",
            next: 0,
        })
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
        let (tag, value) = match self.0.kind()? {
            Kind::Text => (self.0.string()?, None),
            Kind::Object => tagged(self.0)?,
            _ => return self.wrong(&known()),
        };
        match variants.iter().find(|variant| is_kebab(variant, &tag)) {
            Some(variant) => visitor.visit_enum(Case { variant, value }),
            None => Err(de::Error::custom(format!(
                "expected {}, found the text `{tag}`",
                known()
            ))),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit
        unit_struct newtype_struct tuple tuple_struct map identifier ignored_any
    }
}

/// Tag and value of a variant that has one, in either order.
fn tagged<'de>(json: &mut Json<'de>) -> Result<(Cow<'de, str>, Option<Json<'de>>), ReadError> {
    let wrong = || de::Error::custom("expected `{ tag, val }`, found an object");
    json.expect(b'{')?;
    let (mut tag, mut value) = (None, None);
    let mut first = true;
    while json.more(first, b'}')? {
        first = false;
        let key = json.string()?;
        json.expect(b':')?;
        match key.as_ref() {
            "tag" if json.kind()? == Kind::Text => tag = Some(json.string()?),
            "val" => {
                let start = json.skip()?;
                value = (start.clone().kind()? != Kind::Null).then_some(start);
            }
            _ => return Err(wrong()),
        }
    }
    Ok((tag.ok_or_else(wrong)?, value))
}

struct Items<'j, 'de> {
    json: &'j mut Json<'de>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let at = self.next;
        if !self.json.more(at == 0, b']')? {
            return Ok(None);
        }
        self.next = at.saturating_add(1);
        seed.deserialize(Names(self.json))
            .map(Some)
            .map_err(|error| error.under(&format!("[{at}]")))
    }
}

struct Fields<'j, 'de> {
    json: &'j mut Json<'de>,
    fields: &'static [&'static str],
    first: bool,
    /// The last one.
    found: &'static str,
    /// Behind it: JavaScript mostly writes them in the contract's order.
    next: usize,
}

impl Fields<'_, '_> {
    /// The field that JavaScript calls `name`.
    fn find(&mut self, name: &str) -> Result<&'static str, ReadError> {
        let mut all = self.fields.iter().enumerate();
        let mut behind = all.clone().skip(self.next);
        let is_it = |(_, field): &(usize, &&str)| is_camel(field, name);
        if let Some((at, field)) = behind.find(is_it).or_else(|| all.find(is_it)) {
            self.next = at.saturating_add(1);
            return Ok(field);
        }
        let known: Vec<String> = self.fields.iter().map(|field| camel(field)).collect();
        Err(de::Error::custom(format!(
            "there is no field `{name}`; known are `{}`",
            known.join("`, `")
        )))
    }
}

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        while self.json.more(self.first, b'}')? {
            self.first = false;
            let name = self.json.string()?;
            self.json.expect(b':')?;
            self.found = self.find(&name)?;
            // Nothing is what an absent field means.
            if self.json.null()? {
                continue;
            }
            let name: StrDeserializer<'_, ReadError> = self.found.into_deserializer();
            return seed.deserialize(name).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        seed.deserialize(Names(self.json))
            .map_err(|error| error.under(&camel(self.found)))
    }
}

struct Case<'de> {
    variant: &'static str,
    value: Option<Json<'de>>,
}

impl<'de> EnumAccess<'de> for Case<'de> {
    type Error = ReadError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), ReadError> {
        let name: StrDeserializer<'_, ReadError> = self.variant.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Case<'de> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        match self.value {
            None => Ok(()),
            Some(mut value) => {
                Names(&mut value).wrong(&format!("no `val` for `{}`", kebab(self.variant)))
            }
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, ReadError> {
        let mut value = self.value.unwrap_or(Json::new("null"));
        seed.deserialize(Names(&mut value))
            .map_err(|error| error.under(&format!("<{}>", kebab(self.variant))))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, ReadError> {
        Err(de::Error::custom("the contract has no tuple variant"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let mut value = self.value.unwrap_or(Json::new("null"));
        Names(&mut value).deserialize_struct("", fields, visitor)
    }
}
