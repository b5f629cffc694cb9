//! JSON with its keys in order, two spaces deep, written straight from what is serialised.
//!
//! `serde_json` writes keys as types declare them, or, by way of its `Value`, in an order that depends on features
//! which any crate of the build may switch on. Going by way of a `Value` also costs several times what this does.

use std::borrow::Cow;
use std::ops::Range;

use serde::ser::{self, Error as _, Impossible, Serialize, Serializer};
use serde_json::{Error, Value};

/// What is serialised, as text without a line end.
pub(super) fn pretty(value: &impl Serialize) -> Result<String, Error> {
    let mut writer = Writer::default();
    value.serialize(&mut writer)?;
    String::from_utf8(writer.out).map_err(Error::custom)
}

#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    depth: usize,
    /// Room for members that are put in order.
    sorted: Vec<u8>,
}

impl Writer {
    /// Numbers, words and the like, which `serde_json` writes in one way only.
    fn plain(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        serde_json::to_writer(&mut self.out, value)
    }

    fn open(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.depth += 1;
    }

    fn close(&mut self, bracket: u8, is_empty: bool) {
        self.depth -= 1;
        if !is_empty {
            self.begin_line();
        }
        self.out.push(bracket);
    }

    fn begin_line(&mut self) {
        self.out.push(b'\n');
        self.out.resize(self.out.len() + 2 * self.depth, b' ');
    }

    fn begin_part(&mut self, is_first: bool) {
        if !is_first {
            self.out.push(b',');
        }
        self.begin_line();
    }
}

macro_rules! plain {
    ($($method:ident: $ty:ty),* $(,)?) => {
        $(fn $method(self, value: $ty) -> Result<(), Error> {
            self.plain(&value)
        })*
    };
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'w>;
    type SerializeTuple = Parts<'w>;
    type SerializeTupleStruct = Parts<'w>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Members<'w>;
    type SerializeStruct = Members<'w>;
    type SerializeStructVariant = Impossible<(), Error>;

    plain! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_char: char,
        serialize_str: &str,
    }

    #[expect(clippy::disallowed_types, reason = "it is refused")]
    fn serialize_f32(self, _: f32) -> Result<(), Error> {
        Err(refused("a floating-point number"))
    }

    #[expect(clippy::disallowed_types, reason = "it is refused")]
    fn serialize_f64(self, _: f64) -> Result<(), Error> {
        Err(refused("a floating-point number"))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(refused("bytes"))
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.plain(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(refused("an alternative that holds a value"))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'w>, Error> {
        self.open(b'[');
        Ok(Parts {
            writer: self,
            is_empty: true,
        })
    }

    fn serialize_tuple(self, length: usize) -> Result<Parts<'w>, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Parts<'w>, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(refused("an alternative that holds values"))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Members<'w>, Error> {
        self.open(b'{');
        Ok(Members {
            start: self.out.len(),
            writer: self,
            key: None,
            members: Vec::with_capacity(length.unwrap_or_default()),
        })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Members<'w>, Error> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(refused("an alternative that holds values"))
    }
}

fn refused(what: &str) -> Error {
    Error::custom(format_args!("a determination does not hold {what}"))
}

/// An array that is being written.
struct Parts<'w> {
    writer: &'w mut Writer,
    is_empty: bool,
}

impl Parts<'_> {
    fn part<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.writer.begin_part(self.is_empty);
        self.is_empty = false;
        value.serialize(&mut *self.writer)
    }

    fn finish(self) {
        self.writer.close(b']', self.is_empty);
    }
}

macro_rules! array {
    ($($name:ident::$method:ident),* $(,)?) => {
        $(impl ser::$name for Parts<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.part(value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish();
                Ok(())
            }
        })*
    };
}

array! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
}

/// An object that is being written.
struct Members<'w> {
    writer: &'w mut Writer,
    /// Where its first line begins.
    start: usize,
    /// The key whose value comes next.
    key: Option<Cow<'static, str>>,
    /// The keys so far, and where each stands with its value.
    members: Vec<(Cow<'static, str>, Range<usize>)>,
}

impl Members<'_> {
    fn member<T: Serialize + ?Sized>(
        &mut self,
        key: Cow<'static, str>,
        value: &T,
    ) -> Result<(), Error> {
        self.writer.begin_part(self.members.is_empty());
        let start = self.writer.out.len();
        self.writer.plain(key.as_ref())?;
        self.writer.out.extend_from_slice(b": ");
        value.serialize(&mut *self.writer)?;
        self.members.push((key, start..self.writer.out.len()));
        Ok(())
    }

    fn finish(mut self) {
        if !self.members.is_sorted_by(|one, other| one.0 <= other.0) {
            self.members.sort_by(|one, other| one.0.cmp(&other.0));
            let written = std::mem::take(&mut self.writer.out);
            let mut sorted = std::mem::take(&mut self.writer.sorted);
            sorted.clear();
            std::mem::swap(&mut self.writer.out, &mut sorted);
            for (index, (_, range)) in self.members.iter().enumerate() {
                self.writer.begin_part(index == 0);
                self.writer.out.extend_from_slice(&written[range.clone()]);
            }
            let members = std::mem::replace(&mut self.writer.out, written);
            self.writer.out.truncate(self.start);
            self.writer.out.extend_from_slice(&members);
            self.writer.sorted = members;
        }
        self.writer.close(b'}', self.members.is_empty());
    }
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.member(Cow::Borrowed(key), value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        match key.serialize(serde_json::value::Serializer)? {
            Value::String(key) => {
                self.key = Some(Cow::Owned(key));
                Ok(())
            }
            _ => Err(refused("a key that is no text")),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        match self.key.take() {
            Some(key) => self.member(key, value),
            None => Err(refused("a value without a key")),
        }
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(serde::Serialize)]
    struct Outer {
        zebra: Inner,
        apple: Vec<Option<Inner>>,
        #[serde(flatten)]
        rest: Inner,
    }

    #[derive(Clone, serde::Serialize)]
    struct Inner {
        two: &'static str,
        one: i64,
        none: [bool; 0],
    }

    #[test]
    fn keys_are_in_order_and_lines_as_serde_json_has_them() {
        let inner = Inner {
            two: "“铽” \"\\\n\u{1}",
            one: -7,
            none: [],
        };
        let outer = Outer {
            zebra: inner.clone(),
            apple: vec![None, Some(inner.clone())],
            rest: inner,
        };
        let expected = r#"{
  "apple": [
    null,
    {
      "none": [],
      "one": -7,
      "two": "“铽” \"\\\n\u0001"
    }
  ],
  "none": [],
  "one": -7,
  "two": "“铽” \"\\\n\u0001",
  "zebra": {
    "none": [],
    "one": -7,
    "two": "“铽” \"\\\n\u0001"
  }
}"#;
        assert_eq!(pretty(&outer).unwrap(), expected);
    }

    #[test]
    fn a_value_is_written_as_serde_json_writes_it() {
        let value = json!({
            "a\"": {"b": [1, 2, {"d": true, "e": {}}], "c": null},
            "a ": [],
            "é": "x",
            "Z": [[], [{}], ""],
        });
        let expected = serde_json::to_string_pretty(&sorted(&value)).unwrap();
        assert_eq!(pretty(&value).unwrap(), expected);
    }

    /// The value with its keys in order, whatever order the build gives them.
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Object(object) => {
                let mut members: Vec<_> = object.iter().collect();
                members.sort_by_key(|&(key, _)| key);
                let members = members
                    .into_iter()
                    .map(|(key, value)| (key.clone(), sorted(value)));
                Value::Object(members.collect())
            }
            Value::Array(values) => values.iter().map(sorted).collect(),
            other => other.clone(),
        }
    }

    #[test]
    fn what_has_no_one_form_is_refused() {
        assert!(pretty(&0.1).is_err());
        assert!(pretty(&std::collections::BTreeMap::from([(true, 2)])).is_err());
    }
}
