/**# `POST /items`

| field | type | sent in |
|---|---|---|
| `content` | `T` | Form body `content` |

| status | response |
|---|---|
| 201 | `AddItemOutput::Item` with `Item` |
| 202 | `AddItemOutput::Accepted` with `()` |
| 4xx | `AddItemError::Problem` with `Problem` |
| others | [`Error::Unexpected`](::callpoint::Error::Unexpected) |
*/
struct AddItem<T> {
    content: T,
}
///The body of the `AddItem` response with status 201.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
struct Item {
    ///The response field `id`.
    pub id: u64,
    ///The response field `parts`.
    pub parts: ::std::vec::Vec<Part>,
}
///`parts` of `Item`.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
struct Part {
    ///The response field `name`.
    pub name: String,
}
///The body of the `AddItem` response with status 4xx.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
struct Problem {
    ///The response field `code`.
    pub code: String,
}
///The output of [`AddItem`].
#[derive(::core::fmt::Debug)]
enum AddItemOutput {
    ///Status 201.
    Item(Item),
    ///Status 202.
    Accepted(()),
}
///The declared error responses of [`AddItem`].
#[non_exhaustive]
#[derive(::core::fmt::Debug)]
enum AddItemError {
    ///Status 4xx.
    Problem(Problem),
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    ::callpoint::__private::__struct_schema!(
        Item, "Item", "", ["id", [u64], "u64", false, ""], ["parts", [::std::vec::Vec <
        Part >], "Vec<Part>", false, ""]
    );
    pub struct __ItemSlots(__Option<u64>, __Option<::std::vec::Vec<Part>>);
    #[automatically_derived]
    impl<'de> __Deserialize<'de> for Item {
        fn deserialize<D: __private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __private::Result<Self, D::Error> {
            __deserialize(deserializer)
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<'de> __Fields<'de> for Item {
        const NAME: &'static __str = "Item";
        const FIELDS: &'static [&'static __str] = &["id", "parts"];
        type Slots = __ItemSlots;
        fn empty() -> __ItemSlots {
            __ItemSlots(__None, __None)
        }
        fn read<__V: __Values<'de>>(
            __slots: &mut __ItemSlots,
            __number: __usize,
            __values: &mut __V,
        ) -> __Result<(), __V::Error> {
            match __number {
                0usize => __Fill::fill::<u64>(__values, &mut __slots.0),
                1usize => __Fill::fill::<::std::vec::Vec<Part>>(__values, &mut __slots.1),
                _ => __Ok(()),
            }
        }
        fn finish<__E: __DeError>(
            mut __slots: __ItemSlots,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> {
            __Fill::fill::<u64>(&mut __missing, &mut __slots.0);
            __Fill::fill::<::std::vec::Vec<Part>>(&mut __missing, &mut __slots.1);
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
    ::callpoint::__private::__struct_schema!(
        Part, "Part", "", ["name", [String], "String", false, ""]
    );
    pub struct __PartSlots(__Option<String>);
    #[automatically_derived]
    impl<'de> __Deserialize<'de> for Part {
        fn deserialize<D: __private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __private::Result<Self, D::Error> {
            __deserialize(deserializer)
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<'de> __Fields<'de> for Part {
        const NAME: &'static __str = "Part";
        const FIELDS: &'static [&'static __str] = &["name"];
        type Slots = __PartSlots;
        fn empty() -> __PartSlots {
            __PartSlots(__None)
        }
        fn read<__V: __Values<'de>>(
            __slots: &mut __PartSlots,
            __number: __usize,
            __values: &mut __V,
        ) -> __Result<(), __V::Error> {
            match __number {
                0usize => __Fill::fill::<String>(__values, &mut __slots.0),
                _ => __Ok(()),
            }
        }
        fn finish<__E: __DeError>(
            mut __slots: __PartSlots,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> {
            __Fill::fill::<String>(&mut __missing, &mut __slots.0);
            match __slots {
                __PartSlots(__Some(__value0)) => __Ok(Self { name: __value0 }),
                _ => __Err(__Missing::mistake(__missing)),
            }
        }
    }
    ::callpoint::__private::__struct_schema!(
        Problem, "Problem", "", ["code", [String], "String", false, ""]
    );
    pub struct __ProblemSlots(__Option<String>);
    #[automatically_derived]
    impl<'de> __Deserialize<'de> for Problem {
        fn deserialize<D: __private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __private::Result<Self, D::Error> {
            __deserialize(deserializer)
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<'de> __Fields<'de> for Problem {
        const NAME: &'static __str = "Problem";
        const FIELDS: &'static [&'static __str] = &["code"];
        type Slots = __ProblemSlots;
        fn empty() -> __ProblemSlots {
            __ProblemSlots(__None)
        }
        fn read<__V: __Values<'de>>(
            __slots: &mut __ProblemSlots,
            __number: __usize,
            __values: &mut __V,
        ) -> __Result<(), __V::Error> {
            match __number {
                0usize => __Fill::fill::<String>(__values, &mut __slots.0),
                _ => __Ok(()),
            }
        }
        fn finish<__E: __DeError>(
            mut __slots: __ProblemSlots,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> {
            __Fill::fill::<String>(&mut __missing, &mut __slots.0);
            match __slots {
                __ProblemSlots(__Some(__value0)) => __Ok(Self { code: __value0 }),
                _ => __Err(__Missing::mistake(__missing)),
            }
        }
    }
    #[allow(dead_code)]
    impl AddItemOutput {
        ///Whether it is `Item`.
        #[must_use]
        const fn is_item(&self) -> __bool {
            self.as_item().is_some()
        }
        ///The content of `Item`, if it is that variant.
        #[must_use]
        const fn as_item(&self) -> __private::Option<&Item> {
            match self {
                Self::Item(__content) => __Some(__content),
                _ => __None,
            }
        }
        ///Whether it is `Accepted`.
        #[must_use]
        const fn is_accepted(&self) -> __bool {
            self.as_accepted().is_some()
        }
        ///The content of `Accepted`, if it is that variant.
        #[must_use]
        const fn as_accepted(&self) -> __private::Option<&()> {
            match self {
                Self::Accepted(__content) => __Some(__content),
                _ => __None,
            }
        }
    }
    #[automatically_derived]
    impl __ErrorSet for AddItemError {
        const RESPONSES: &'static [__private::ResponseMeta] = ::callpoint::__private::__schemas!(
            [Problem] __ResponseMeta::new(& [__StatusPattern::Class(4u8)], "Problem",
            __JSON).variant("Problem")
        );
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self, __private::ReadError> {
            match __ResponseReader::code(response) {
                400u16..=499u16 => {
                    __error::<Problem, __Json, Self>(response, Self::Problem)
                }
                _ => __Err(__ReadError::UndeclaredStatus),
            }
        }
    }
    #[automatically_derived]
    impl __Display for AddItemError {
        fn fmt(&self, f: &mut __private::Formatter<'_>) -> __private::fmt::Result {
            __Formatter::write_str(
                f,
                match self {
                    Self::Problem(..) => "Problem",
                },
            )
        }
    }
    #[automatically_derived]
    impl __Error for AddItemError {}
    #[allow(dead_code)]
    impl AddItemError {
        ///Whether it is `Problem`.
        #[must_use]
        const fn is_problem(&self) -> __bool {
            self.as_problem().is_some()
        }
        ///The content of `Problem`, if it is that variant.
        #[must_use]
        const fn as_problem(&self) -> __private::Option<&Problem> {
            match self {
                Self::Problem(__content) => __Some(__content),
            }
        }
    }
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
            __Body::serialize(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<T> __Endpoint for AddItem<T>
    where
        T: ::callpoint::__private::serde::Serialize,
    {
        const META: &'static __private::EndpointMeta = &__EndpointMeta::new(
                "AddItem",
                "POST",
                "/items",
            )
            .module(::core::module_path!())
            .parameters(
                ::callpoint::__private::__schemas!(
                    [T] __body_field("content", "T", false, false).flatten()
                ),
            )
            .successes(
                ::callpoint::__private::__schemas!(
                    [Item] __ResponseMeta::new(& [__StatusPattern::Code(201u16)], "Item",
                    __JSON).variant("Item"), [] __ResponseMeta::new(&
                    [__StatusPattern::Code(202u16)], "()", < ::callpoint::codec::Empty as
                    __Codec > ::META).variant("Accepted")
                ),
            )
            .errors(<AddItemError as __ErrorSet>::RESPONSES)
            .body(<::callpoint::codec::Form as __Codec>::META);
        type Auth = ::callpoint::auth::AnyAuth;
        type Output = AddItemOutput;
        type Error = AddItemError;
        #[inline]
        fn write(&self, request: &mut __private::RequestWriter) {
            __RequestWriter::literal(request, "/items");
            __private::body_of_fields::<Self, ::callpoint::codec::Form>(request, self);
        }
        #[inline]
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self::Output, __private::ReadError<Self::Error>> {
            match __ResponseReader::code(response) {
                201u16 => {
                    __output_as::<Item, __Json, _, _>(response, AddItemOutput::Item)
                }
                202u16 => {
                    __output_as::<
                        (),
                        ::callpoint::codec::Empty,
                        _,
                        _,
                    >(response, AddItemOutput::Accepted)
                }
                _ => __error_response::<_, Self::Error>(response),
            }
        }
    }
};
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
#[allow(non_snake_case)]
impl<T> AddItem<T> {
    ///Creates `AddItem` from its required fields; optional fields are absent until set.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    fn new(content: T) -> Self {
        Self { content }
    }
}
::callpoint::__call! {
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)] impl
    < T > AddItem < T > where T : ::callpoint::__private::serde::Serialize { #[doc =
    "Sends the request: see [`Client::call`](::callpoint::Client::call)."] fn call < A, P
    > (& self, client : & ::callpoint::Client < A >,) -> ::callpoint::Call <
    AddItemOutput, AddItemError > where A : ::callpoint::auth::Provides <
    ::callpoint::auth::AnyAuth, P >, { ::callpoint::Client::call(client, self) } }
}
