//! Integers: how wide a type is, as a format and as limits.

use crate::description::{Kind, Schema};
use crate::value::Value;

/// An integer of Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Width {
    /// As the format registry of `OpenAPI` calls it.
    format: &'static str,
    minimum: Option<i64>,
    maximum: Option<i64>,
}

impl Width {
    /// That of a type. What a JSON reader may only hold as a floating point number is no limit.
    pub(super) fn of(type_name: &str) -> Option<Self> {
        macro_rules! widths {
            ($($name:ident $format:literal $minimum:expr, $maximum:expr;)*) => {
                match type_name {
                    $(stringify!($name) => ($format, $minimum, $maximum),)*
                    _ => return None,
                }
            };
        }
        let (format, minimum, maximum) = widths! {
            i8 "int8" Some(i8::MIN.into()), Some(i8::MAX.into());
            i16 "int16" Some(i16::MIN.into()), Some(i16::MAX.into());
            i32 "int32" Some(i32::MIN.into()), Some(i32::MAX.into());
            i64 "int64" None, None;
            i128 "int128" None, None;
            isize "int64" None, None;
            u8 "uint8" Some(0), Some(u8::MAX.into());
            u16 "uint16" Some(0), Some(u16::MAX.into());
            u32 "uint32" Some(0), Some(u32::MAX.into());
            u64 "uint64" Some(0), None;
            u128 "uint128" Some(0), None;
            usize "uint64" Some(0), None;
        };
        Some(Self {
            format,
            minimum,
            maximum,
        })
    }

    pub(super) fn schema(self) -> Schema {
        let mut schema = Schema {
            format: Some(self.format.to_owned()),
            ..Schema::of(Kind::Integer)
        };
        for (name, limit) in [("minimum", self.minimum), ("maximum", self.maximum)] {
            if let Some(limit) = limit {
                schema.other.insert(name, Value::from(limit));
            }
        }
        schema
    }

    /// The limits that a format of 32 bits means. schemars writes those of 8 and 16 bits, and that there is no sign.
    #[cfg(feature = "schema")]
    pub(super) fn limit(schema: &mut Schema) {
        let type_name = match schema.format.as_deref() {
            Some("int32") => "i32",
            Some("uint32") => "u32",
            _ => return,
        };
        let has_limits = ["exclusiveMinimum", "exclusiveMaximum"];
        if !schema.is(Kind::Integer) || has_limits.iter().any(|it| schema.other.get(it).is_some()) {
            return;
        }
        let own = Self::of(type_name).map(Self::schema).unwrap_or_default();
        for (name, limit) in own.other.iter() {
            if schema.other.get(name).is_none() {
                schema.other.insert(name.clone(), limit.clone());
            }
        }
    }
}
