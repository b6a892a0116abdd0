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
    ///`id` in the answer.
    pub id: u64,
    ///`parts` in the answer.
    pub parts: ::std::vec::Vec<Part>,
}
///`parts` of `Item`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
struct Part {
    ///`name` in the answer.
    pub name: String,
}
///What `AddItem` answers with status 4xx.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
struct Problem {
    ///`code` in the answer.
    pub code: String,
}
///What a successful [`AddItem`] gives.
#[derive(::core::fmt::Debug)]
enum AddItemOutput {
    ///Status 201.
    Item(Item),
    ///Status 202.
    Accepted(()),
}
#[allow(dead_code)]
impl AddItemOutput {
    ///Whether it is `Item`.
    #[must_use]
    const fn is_item(&self) -> bool {
        ::core::matches!(self, Self::Item(..))
    }
    ///The content of `Item`, where it is that.
    #[must_use]
    const fn as_item(&self) -> ::core::option::Option<&Item> {
        match self {
            Self::Item(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
    ///Whether it is `Accepted`.
    #[must_use]
    const fn is_accepted(&self) -> bool {
        ::core::matches!(self, Self::Accepted(..))
    }
    ///The content of `Accepted`, where it is that.
    #[must_use]
    const fn as_accepted(&self) -> ::core::option::Option<&()> {
        match self {
            Self::Accepted(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
}
///The declared refusals of [`AddItem`].
#[non_exhaustive]
#[derive(::core::fmt::Debug)]
enum AddItemError {
    ///Status 4xx.
    Problem(Problem),
}
#[allow(dead_code)]
impl AddItemError {
    ///Whether it is `Problem`.
    #[must_use]
    const fn is_problem(&self) -> bool {
        ::core::matches!(self, Self::Problem(..))
    }
    ///The content of `Problem`, where it is that.
    #[must_use]
    const fn as_problem(&self) -> ::core::option::Option<&Problem> {
        match self {
            Self::Problem(__content) => ::core::option::Option::Some(__content),
        }
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    pub struct __ItemSlots(__Option<u64>, __Option<::std::vec::Vec<Part>>);
    #[automatically_derived]
    impl<'de> __Deserialize<'de> for Item {
        fn deserialize<__D: __Deserializer<'de>>(
            __deserializer: __D,
        ) -> __Result<Self, __D::Error> {
            __deserialize(__deserializer)
        }
    }
    #[automatically_derived]
    impl<'de> __Fields<'de> for Item {
        const NAME: &'static str = "Item";
        const FIELDS: &'static [&'static str] = &["id", "parts"];
        type Slots = __ItemSlots;
        const EMPTY: __ItemSlots = __ItemSlots(__None, __None);
        fn read<__V: __Values<'de>>(
            __slots: &mut __ItemSlots,
            __number: usize,
            __values: &mut __V,
        ) -> __Result<(), __V::Error> {
            match __number {
                0usize => __read::<u64, _>(__values, &mut __slots.0),
                1usize => __read::<::std::vec::Vec<Part>, _>(__values, &mut __slots.1),
                _ => __Ok(()),
            }
        }
        fn finish<__E: __ReadError>(
            mut __slots: __ItemSlots,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> {
            __ready::<u64, __E>(&mut __slots.0, &mut __missing);
            __ready::<::std::vec::Vec<Part>, __E>(&mut __slots.1, &mut __missing);
            match __slots {
                __ItemSlots(__Some(__value0), __Some(__value1)) => {
                    __Ok(Self {
                        id: __value0,
                        parts: __value1,
                    })
                }
                _ => __Err(__Missing::mistake(__missing)),
            }
        }
    }
    pub struct __PartSlots(__Option<String>);
    #[automatically_derived]
    impl<'de> __Deserialize<'de> for Part {
        fn deserialize<__D: __Deserializer<'de>>(
            __deserializer: __D,
        ) -> __Result<Self, __D::Error> {
            __deserialize(__deserializer)
        }
    }
    #[automatically_derived]
    impl<'de> __Fields<'de> for Part {
        const NAME: &'static str = "Part";
        const FIELDS: &'static [&'static str] = &["name"];
        type Slots = __PartSlots;
        const EMPTY: __PartSlots = __PartSlots(__None);
        fn read<__V: __Values<'de>>(
            __slots: &mut __PartSlots,
            __number: usize,
            __values: &mut __V,
        ) -> __Result<(), __V::Error> {
            match __number {
                0usize => __read::<String, _>(__values, &mut __slots.0),
                _ => __Ok(()),
            }
        }
        fn finish<__E: __ReadError>(
            mut __slots: __PartSlots,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> {
            __ready::<String, __E>(&mut __slots.0, &mut __missing);
            match __slots {
                __PartSlots(__Some(__value0)) => __Ok(Self { name: __value0 }),
                _ => __Err(__Missing::mistake(__missing)),
            }
        }
    }
    pub struct __ProblemSlots(__Option<String>);
    #[automatically_derived]
    impl<'de> __Deserialize<'de> for Problem {
        fn deserialize<__D: __Deserializer<'de>>(
            __deserializer: __D,
        ) -> __Result<Self, __D::Error> {
            __deserialize(__deserializer)
        }
    }
    #[automatically_derived]
    impl<'de> __Fields<'de> for Problem {
        const NAME: &'static str = "Problem";
        const FIELDS: &'static [&'static str] = &["code"];
        type Slots = __ProblemSlots;
        const EMPTY: __ProblemSlots = __ProblemSlots(__None);
        fn read<__V: __Values<'de>>(
            __slots: &mut __ProblemSlots,
            __number: usize,
            __values: &mut __V,
        ) -> __Result<(), __V::Error> {
            match __number {
                0usize => __read::<String, _>(__values, &mut __slots.0),
                _ => __Ok(()),
            }
        }
        fn finish<__E: __ReadError>(
            mut __slots: __ProblemSlots,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> {
            __ready::<String, __E>(&mut __slots.0, &mut __missing);
            match __slots {
                __ProblemSlots(__Some(__value0)) => __Ok(Self { code: __value0 }),
                _ => __Err(__Missing::mistake(__missing)),
            }
        }
    }
    #[automatically_derived]
    impl __Responses for AddItemError {
        const ANSWERS: &'static [__AnswerMeta] = &[
            __AnswerMeta::new(&[__StatusMatch::Class(4u8)], "Problem", "Json")
                .variant("Problem"),
        ];
        fn read(__answer: &mut __Answer) -> __Result<Self, __NotRead> {
            match __Answer::code(__answer) {
                400u16..=499u16 => {
                    __refusal::<
                        Problem,
                        ::callpoint::codec::Json,
                        Self,
                    >(__answer, Self::Problem)
                }
                _ => __Err(__NotRead::Undeclared),
            }
        }
    }
    #[automatically_derived]
    impl __Display for AddItemError {
        fn fmt(&self, __f: &mut __Formatter<'_>) -> __Formatted {
            __Formatter::write_str(
                __f,
                match self {
                    Self::Problem(..) => "Problem",
                },
            )
        }
    }
    #[automatically_derived]
    impl __Error for AddItemError {}
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __BodyFields for AddItem<T>
    where
        T: ::callpoint::__private::serde::Serialize,
    {
        fn serialize<__S: __Serializer>(
            &self,
            __serializer: __S,
        ) -> __Result<__S::Ok, __S::Error> {
            #[derive(::callpoint::__private::serde::Serialize)]
            #[serde(crate = "::callpoint::__private::serde", remote = "AddItem")]
            #[serde(rename = "AddItem")]
            #[serde(
                bound(serialize = "T : :: callpoint :: __private :: serde :: Serialize")
            )]
            struct __Body<T>
            where
                T: ::callpoint::__private::serde::Serialize,
            {
                #[serde(flatten)]
                content: T,
                #[serde(skip)]
                __callpoint: ::core::marker::PhantomData<AddItem<T>>,
            }
            #[allow(unused_imports)]
            use __private::Mirror as _;
            __Body::serialize(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<T> __Endpoint for AddItem<T>
    where
        T: ::callpoint::__private::serde::Serialize,
    {
        const META: &'static __EndpointMeta = &__EndpointMeta::new(
                "AddItem",
                "POST",
                "/items",
            )
            .module(::core::module_path!())
            .parameters(
                &[__ParamMeta::new("content", __Place::BodyField, "T").flatten()],
            )
            .successes(
                &[
                    __AnswerMeta::new(&[__StatusMatch::Code(201u16)], "Item", "Json")
                        .variant("Item"),
                    __AnswerMeta::new(&[__StatusMatch::Code(202u16)], "()", "Empty")
                        .variant("Accepted"),
                ],
            )
            .refusals(<AddItemError as __Responses>::ANSWERS)
            .body("Form");
        type Auth = ::callpoint::auth::AnyAuth;
        type Output = AddItemOutput;
        type Error = AddItemError;
        #[inline]
        fn write(&self, __request: &mut __RequestWriter) {
            __RequestWriter::literal(__request, "/items");
            __RequestWriter::accept(__request, &[::callpoint::codec::Json::MEDIA_TYPE]);
            __private::body_of_fields::<
                Self,
                ::callpoint::codec::Form,
            >(__request, "Form", self);
        }
        #[inline]
        fn read(
            __answer: &mut __Answer,
        ) -> __Result<Self::Output, __Unread<Self::Error>> {
            match __Answer::code(__answer) {
                201u16 => {
                    __output_as::<
                        Item,
                        ::callpoint::codec::Json,
                        _,
                        _,
                    >(__answer, AddItemOutput::Item)
                }
                202u16 => {
                    __output_as::<
                        (),
                        ::callpoint::codec::Empty,
                        _,
                        _,
                    >(__answer, AddItemOutput::Accepted)
                }
                _ => __refused::<_, Self::Error>(__answer),
            }
        }
    }
};
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
#[allow(non_snake_case)]
impl<T> AddItem<T> {
    ///A `AddItem` with what is required; the rest is absent until it is set.
    #[must_use]
    #[allow(clippy::too_many_arguments, clippy::new_without_default)]
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
