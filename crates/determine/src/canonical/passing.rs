//! JSON that was written before, passed on to a serialiser piece by piece: nothing of it is kept on the way.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeMap, SerializeSeq, Serializer};

/// Passes a text of JSON on.
///
/// # Errors
/// It is not JSON, or the serialiser refuses it.
pub(super) fn pass<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    reader
        .deserialize_any(Onward(serializer))
        .map_err(ser::Error::custom)
}

/// Gives whatever comes to a serialiser.
struct Onward<S>(S);

/// What is yet to be read, as something to be serialised once.
struct Coming<D>(Cell<Option<D>>);

impl<'de, D: Deserializer<'de>> Serialize for Coming<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.take() {
            Some(coming) => coming
                .deserialize_any(Onward(serializer))
                .map_err(ser::Error::custom),
            None => Err(ser::Error::custom("it was read before")),
        }
    }
}

struct Element<'a, S>(&'a mut S);

impl<'de, S: SerializeSeq> DeserializeSeed<'de> for Element<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, coming: D) -> Result<(), D::Error> {
        let coming = Coming(Cell::new(Some(coming)));
        self.0.serialize_element(&coming).map_err(de::Error::custom)
    }
}

struct Key<'a, S>(&'a mut S);

impl<'de, S: SerializeMap> DeserializeSeed<'de> for Key<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, coming: D) -> Result<(), D::Error> {
        let coming = Coming(Cell::new(Some(coming)));
        self.0.serialize_key(&coming).map_err(de::Error::custom)
    }
}

struct Member<'a, S>(&'a mut S);

impl<'de, S: SerializeMap> DeserializeSeed<'de> for Member<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, coming: D) -> Result<(), D::Error> {
        let coming = Coming(Cell::new(Some(coming)));
        self.0.serialize_value(&coming).map_err(de::Error::custom)
    }
}

impl<'de, S: Serializer> Visitor<'de> for Onward<S> {
    type Value = S::Ok;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("texts, whole numbers, yes and no, and lists and objects of them")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<S::Ok, E> {
        self.0.serialize_bool(value).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<S::Ok, E> {
        self.0.serialize_i64(value).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<S::Ok, E> {
        self.0.serialize_u64(value).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<S::Ok, E> {
        self.0.serialize_str(value).map_err(E::custom)
    }

    fn visit_unit<E: de::Error>(self) -> Result<S::Ok, E> {
        self.0.serialize_unit().map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut coming: A) -> Result<S::Ok, A::Error> {
        let mut list = self.0.serialize_seq(None).map_err(de::Error::custom)?;
        while coming.next_element_seed(Element(&mut list))?.is_some() {}
        list.end().map_err(de::Error::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut coming: A) -> Result<S::Ok, A::Error> {
        let mut object = self.0.serialize_map(None).map_err(de::Error::custom)?;
        while coming.next_key_seed(Key(&mut object))?.is_some() {
            coming.next_value_seed(Member(&mut object))?;
        }
        object.end().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_comes_out_as_it_was() {
        let text = r#"{"a":[],"b":{"c":["x\n\"y\"",true,null,{"d":"灵"}],"e":-3},"f":{}}"#;
        let mut out = Vec::new();
        pass(text, &mut serde_json::Serializer::new(&mut out)).expect("it is JSON");
        assert_eq!(String::from_utf8(out).expect("text"), text);
        for cut in 1..text.len() {
            if let Some(text) = text.get(..cut) {
                let mut out = Vec::new();
                assert!(pass(text, &mut serde_json::Serializer::new(&mut out)).is_err());
            }
        }
    }
}
