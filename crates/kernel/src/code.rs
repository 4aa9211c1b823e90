//! Enums that are stored and sent as short texts.

/// Declares an enum whose variants each have a stable code: what the database, the API and exports show.
///
/// ```
/// kernel::codes! {
///     /// Where a parcel is.
///     pub enum Parcel { Packed = "packed", Sent = "sent" }
/// }
/// assert_eq!(Parcel::Sent.code(), "sent");
/// assert_eq!(Parcel::parse("packed"), Some(Parcel::Packed));
/// ```
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Stable: stored, sent and exported.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            pub fn parse(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <String as $crate::serde::Deserialize>::deserialize(deserializer)?;
                $name::parse(&code).ok_or_else(|| {
                    let all: Vec<_> = $name::ALL.iter().map(|known| known.code()).collect();
                    $crate::serde::de::Error::custom(format!("one of {}", all.join(", ")))
                })
            }
        }
    };
}
