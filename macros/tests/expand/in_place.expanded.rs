/**# `POST /items`

| field | type | travels in |
|---|---|---|
| `content` | `T` | Form body `content` |

| status | answer |
|---|---|
| 201 | `AddItemOutput::Item(Item)` |
| 202 | `AddItemOutput::Accepted(())` |
| 4xx | `AddItemError::Problem(Problem)` |
| others | `Error::Unexpected` |
*/
struct AddItem<T> {
    content: T,
}
///What `AddItem` answers with status 201.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
struct Item {
    ///`id`.
    pub id: u64,
    ///`parts`.
    pub parts: ::std::vec::Vec<Part>,
}
const _: () = {
    #[allow(
        unreachable_pub,
        unnameable_types,
        missing_docs,
        missing_debug_implementations
    )]
    pub struct __Slots {
        id: ::core::option::Option<u64>,
        parts: ::core::option::Option<::std::vec::Vec<Part>>,
    }
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                id: ::core::option::Option::None,
                parts: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
    impl<'de> ::callpoint::__private::serde::Deserialize<'de> for Item {
        fn deserialize<__D: ::callpoint::__private::serde::Deserializer<'de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            ::callpoint::__private::in_place::deserialize(__deserializer)
        }
    }
    #[automatically_derived]
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
    impl<'de> ::callpoint::__private::in_place::Fields<'de> for Item {
        const NAME: &'static str = "Item";
        const FIELDS: &'static [&'static str] = &["id", "parts"];
        type Slots = __Slots;
        fn read<__A: ::callpoint::__private::serde::de::MapAccess<'de>>(
            __slots: &mut __Slots,
            __number: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __number {
                0usize => {
                    ::callpoint::__private::in_place::read::<
                        u64,
                        _,
                    >(__map, &mut __slots.id, "id")
                }
                1usize => {
                    ::callpoint::__private::in_place::read::<
                        ::std::vec::Vec<Part>,
                        _,
                    >(__map, &mut __slots.parts, "parts")
                }
                _ => ::core::result::Result::Ok(()),
            }
        }
        fn fill<__A: ::callpoint::__private::serde::de::SeqAccess<'de>>(
            __slots: &mut __Slots,
            __seq: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            let __of = (Self::NAME, Self::FIELDS.len());
            let mut __error = ::core::option::Option::None;
            ::callpoint::__private::in_place::fill::<
                u64,
                _,
            >(__seq, &mut __slots.id, 0usize, __of, &mut __error);
            ::callpoint::__private::in_place::fill::<
                ::std::vec::Vec<Part>,
                _,
            >(__seq, &mut __slots.parts, 1usize, __of, &mut __error);
            ::callpoint::__private::in_place::outcome(__error)
        }
        fn finish<__E: ::callpoint::__private::serde::de::Error>(
            mut __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            let mut __error = ::core::option::Option::None;
            ::callpoint::__private::in_place::ready::<
                u64,
                __E,
            >(&mut __slots.id, "id", &mut __error);
            ::callpoint::__private::in_place::ready::<
                ::std::vec::Vec<Part>,
                __E,
            >(&mut __slots.parts, "parts", &mut __error);
            if let ::core::option::Option::Some(__error) = __error {
                return ::core::result::Result::Err(__error);
            }
            match __slots {
                __Slots {
                    id: ::core::option::Option::Some(__value0),
                    parts: ::core::option::Option::Some(__value1),
                } => {
                    ::core::result::Result::Ok(Self {
                        id: __value0,
                        parts: __value1,
                    })
                }
                _ => ::callpoint::__private::in_place::never(),
            }
        }
    }
};
///`parts` of `Item`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
struct Part {
    ///`name`.
    pub name: String,
}
const _: () = {
    #[allow(
        unreachable_pub,
        unnameable_types,
        missing_docs,
        missing_debug_implementations
    )]
    pub struct __Slots {
        name: ::core::option::Option<String>,
    }
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                name: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
    impl<'de> ::callpoint::__private::serde::Deserialize<'de> for Part {
        fn deserialize<__D: ::callpoint::__private::serde::Deserializer<'de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            ::callpoint::__private::in_place::deserialize(__deserializer)
        }
    }
    #[automatically_derived]
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
    impl<'de> ::callpoint::__private::in_place::Fields<'de> for Part {
        const NAME: &'static str = "Part";
        const FIELDS: &'static [&'static str] = &["name"];
        type Slots = __Slots;
        fn read<__A: ::callpoint::__private::serde::de::MapAccess<'de>>(
            __slots: &mut __Slots,
            __number: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __number {
                0usize => {
                    ::callpoint::__private::in_place::read::<
                        String,
                        _,
                    >(__map, &mut __slots.name, "name")
                }
                _ => ::core::result::Result::Ok(()),
            }
        }
        fn fill<__A: ::callpoint::__private::serde::de::SeqAccess<'de>>(
            __slots: &mut __Slots,
            __seq: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            let __of = (Self::NAME, Self::FIELDS.len());
            let mut __error = ::core::option::Option::None;
            ::callpoint::__private::in_place::fill::<
                String,
                _,
            >(__seq, &mut __slots.name, 0usize, __of, &mut __error);
            ::callpoint::__private::in_place::outcome(__error)
        }
        fn finish<__E: ::callpoint::__private::serde::de::Error>(
            mut __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            let mut __error = ::core::option::Option::None;
            ::callpoint::__private::in_place::ready::<
                String,
                __E,
            >(&mut __slots.name, "name", &mut __error);
            if let ::core::option::Option::Some(__error) = __error {
                return ::core::result::Result::Err(__error);
            }
            match __slots {
                __Slots { name: ::core::option::Option::Some(__value0) } => {
                    ::core::result::Result::Ok(Self { name: __value0 })
                }
                _ => ::callpoint::__private::in_place::never(),
            }
        }
    }
};
///What `AddItem` answers with status 4xx.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
struct Problem {
    ///`code`.
    pub code: String,
}
const _: () = {
    #[allow(
        unreachable_pub,
        unnameable_types,
        missing_docs,
        missing_debug_implementations
    )]
    pub struct __Slots {
        code: ::core::option::Option<String>,
    }
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                code: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
    impl<'de> ::callpoint::__private::serde::Deserialize<'de> for Problem {
        fn deserialize<__D: ::callpoint::__private::serde::Deserializer<'de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            ::callpoint::__private::in_place::deserialize(__deserializer)
        }
    }
    #[automatically_derived]
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
    impl<'de> ::callpoint::__private::in_place::Fields<'de> for Problem {
        const NAME: &'static str = "Problem";
        const FIELDS: &'static [&'static str] = &["code"];
        type Slots = __Slots;
        fn read<__A: ::callpoint::__private::serde::de::MapAccess<'de>>(
            __slots: &mut __Slots,
            __number: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __number {
                0usize => {
                    ::callpoint::__private::in_place::read::<
                        String,
                        _,
                    >(__map, &mut __slots.code, "code")
                }
                _ => ::core::result::Result::Ok(()),
            }
        }
        fn fill<__A: ::callpoint::__private::serde::de::SeqAccess<'de>>(
            __slots: &mut __Slots,
            __seq: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            let __of = (Self::NAME, Self::FIELDS.len());
            let mut __error = ::core::option::Option::None;
            ::callpoint::__private::in_place::fill::<
                String,
                _,
            >(__seq, &mut __slots.code, 0usize, __of, &mut __error);
            ::callpoint::__private::in_place::outcome(__error)
        }
        fn finish<__E: ::callpoint::__private::serde::de::Error>(
            mut __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            let mut __error = ::core::option::Option::None;
            ::callpoint::__private::in_place::ready::<
                String,
                __E,
            >(&mut __slots.code, "code", &mut __error);
            if let ::core::option::Option::Some(__error) = __error {
                return ::core::result::Result::Err(__error);
            }
            match __slots {
                __Slots { code: ::core::option::Option::Some(__value0) } => {
                    ::core::result::Result::Ok(Self { code: __value0 })
                }
                _ => ::callpoint::__private::in_place::never(),
            }
        }
    }
};
///What a successful [`AddItem`] gives.
#[derive(::core::fmt::Debug)]
enum AddItemOutput {
    ///Status 201.
    Item(Item),
    ///Status 202.
    Accepted(()),
}
impl AddItemOutput {
    ///Whether it is `Item`.
    #[must_use]
    #[allow(dead_code)]
    const fn is_item(&self) -> bool {
        ::core::matches!(self, Self::Item(..))
    }
    ///The content of `Item`, where it is that.
    #[must_use]
    #[allow(dead_code)]
    const fn as_item(&self) -> ::core::option::Option<&Item> {
        match self {
            Self::Item(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
    ///Whether it is `Accepted`.
    #[must_use]
    #[allow(dead_code)]
    const fn is_accepted(&self) -> bool {
        ::core::matches!(self, Self::Accepted(..))
    }
    ///The content of `Accepted`, where it is that.
    #[must_use]
    #[allow(dead_code)]
    const fn as_accepted(&self) -> ::core::option::Option<&()> {
        match self {
            Self::Accepted(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
}
///The declared refusals of [`AddItem`].
#[derive(::core::fmt::Debug)]
#[non_exhaustive]
enum AddItemError {
    ///Status 4xx.
    Problem(Problem),
}
impl AddItemError {
    ///Whether it is `Problem`.
    #[must_use]
    #[allow(dead_code)]
    const fn is_problem(&self) -> bool {
        ::core::matches!(self, Self::Problem(..))
    }
    ///The content of `Problem`, where it is that.
    #[must_use]
    #[allow(dead_code)]
    const fn as_problem(&self) -> ::core::option::Option<&Problem> {
        match self {
            Self::Problem(__content) => ::core::option::Option::Some(__content),
        }
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::callpoint::Responses for AddItemError {
    const ANSWERS: &'static [::callpoint::meta::AnswerMeta] = &[
        ::callpoint::meta::AnswerMeta::new(
                &[::callpoint::meta::StatusMatch::Class(4u8)],
                "Problem",
                "Json",
            )
            .variant("Problem"),
    ];
    fn read(
        __answer: &mut ::callpoint::Answer,
    ) -> ::core::result::Result<Self, ::callpoint::NotRead> {
        match ::callpoint::Answer::code(__answer) {
            400u16..=499u16 => {
                ::callpoint::__private::refusal::<
                    Problem,
                    ::callpoint::codec::Json,
                    Self,
                >(__answer, Self::Problem)
            }
            _ => ::core::result::Result::Err(::callpoint::NotRead::Undeclared),
        }
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::core::fmt::Display for AddItemError {
    fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::write_str(
            __f,
            match self {
                Self::Problem(..) => "Problem",
            },
        )
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::core::error::Error for AddItemError {}
#[doc(hidden)]
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl<T> ::callpoint::__private::BodyFields for AddItem<T>
where
    T: ::callpoint::__private::serde::Serialize,
{
    fn serialize<__S: ::callpoint::__private::serde::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        #[derive(::callpoint::__private::serde::Serialize)]
        #[serde(crate = "::callpoint::__private::serde")]
        #[serde(rename = "AddItem")]
        #[serde(
            bound(serialize = "T : :: callpoint :: __private :: serde :: Serialize")
        )]
        struct __Body<'__callpoint, T>
        where
            T: ::callpoint::__private::serde::Serialize,
        {
            #[serde(flatten)]
            content: &'__callpoint T,
            #[serde(skip)]
            __callpoint: ::core::marker::PhantomData<&'__callpoint AddItem<T>>,
        }
        ::callpoint::__private::serde::Serialize::serialize(
            &__Body::<'_, T> {
                content: &self.content,
                __callpoint: ::core::marker::PhantomData,
            },
            __serializer,
        )
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl<T> ::callpoint::Endpoint for AddItem<T>
where
    T: ::callpoint::__private::serde::Serialize,
{
    const META: &'static ::callpoint::meta::EndpointMeta = &::callpoint::meta::EndpointMeta::new(
            "AddItem",
            "POST",
            "/items",
        )
        .module(::core::module_path!())
        .parameters(
            &[
                ::callpoint::meta::ParamMeta::new(
                        "content",
                        ::callpoint::meta::Place::BodyField,
                        "T",
                    )
                    .flatten(),
            ],
        )
        .successes(
            &[
                ::callpoint::meta::AnswerMeta::new(
                        &[::callpoint::meta::StatusMatch::Code(201u16)],
                        "Item",
                        "Json",
                    )
                    .variant("Item"),
                ::callpoint::meta::AnswerMeta::new(
                        &[::callpoint::meta::StatusMatch::Code(202u16)],
                        "()",
                        "Empty",
                    )
                    .variant("Accepted"),
            ],
        )
        .refusals(<AddItemError as ::callpoint::Responses>::ANSWERS)
        .body("Form");
    type Auth = ::callpoint::auth::AnyAuth;
    type Output = AddItemOutput;
    type Error = AddItemError;
    #[inline]
    fn write(&self, __request: &mut ::callpoint::RequestWriter) {
        use ::callpoint::RequestWriter as __RequestWriter;
        __RequestWriter::literal(__request, "/items");
        __RequestWriter::accept(__request, &[::callpoint::codec::Json::MEDIA_TYPE]);
        ::callpoint::__private::body_of_fields::<
            Self,
            ::callpoint::codec::Form,
        >(__request, "Form", self);
    }
    #[inline]
    fn read(
        __answer: &mut ::callpoint::Answer,
    ) -> ::core::result::Result<Self::Output, ::callpoint::Unread<Self::Error>> {
        match ::callpoint::Answer::code(__answer) {
            201u16 => {
                ::callpoint::__private::output_as::<
                    Item,
                    ::callpoint::codec::Json,
                    _,
                    _,
                >(__answer, AddItemOutput::Item)
            }
            202u16 => {
                ::callpoint::__private::output_as::<
                    (),
                    ::callpoint::codec::Empty,
                    _,
                    _,
                >(__answer, AddItemOutput::Accepted)
            }
            _ => ::callpoint::__private::refused::<_, Self::Error>(__answer),
        }
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl<T> AddItem<T> {
    ///A `AddItem` with what is required; the rest is absent until it is set.
    #[must_use]
    #[allow(non_snake_case, clippy::too_many_arguments, clippy::new_without_default)]
    fn new(content: T) -> Self {
        Self { content }
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl<T> AddItem<T>
where
    T: ::callpoint::__private::serde::Serialize,
{
    ///Makes the call: [`Client::call`](::callpoint::Client::call).
    fn call<__A, __P>(
        &self,
        client: &::callpoint::Client<__A>,
    ) -> ::callpoint::Call<
        <Self as ::callpoint::Endpoint>::Output,
        <Self as ::callpoint::Endpoint>::Error,
    >
    where
        __A: ::callpoint::auth::Provides<<Self as ::callpoint::Endpoint>::Auth, __P>,
    {
        ::callpoint::Client::call(client, self)
    }
}
