/**# `PATCH /links/<id>/<at>.json`

| field | type | sent in |
|---|---|---|
| `id` | `u64` | path |
| `at` | `Time` | path |
| `list` | `Vec<T>` | query `list`, comma-separated |
| `mode` | `Option<Mode>` | header `x-mode`, optional |
| `name` | `String` | Form body `name` |
| `note` | `Option<T>` | Form body `note`, optional |

| status | response |
|---|---|
| 200 or 201 | [`PatchLinkOutput::Link`] with [`Link`] |
| 206 | [`PatchLinkOutput::Part`] with [`Download as Whole`](Download) |
| 207 | [`PatchLinkOutput::MultiStatus`] with [`Option<Vec<Odd>>`](Odd) |
| errors | [`ApiError`] |
| others | [`Error::Unexpected`](::callpoint::Error::Unexpected) |
*/
pub struct PatchLink<T> {
    id: u64,
    at: Time,
    list: Vec<T>,
    mode: Option<Mode>,
    name: String,
    note: Option<T>,
}
///The body of the `PatchLink` response with status 200 or 201.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
pub struct Link {
    ///The response field `id`.
    pub id: u64,
    ///The response field `kind`.
    pub kind: Kind,
}
///The output of [`PatchLink`].
#[derive(::core::fmt::Debug)]
pub enum PatchLinkOutput {
    ///Status 200 or 201.
    Link(Link),
    ///Status 206.
    Part(Download),
    ///Status 207.
    MultiStatus(Option<Vec<Odd>>),
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    ::callpoint::__private::__struct_schema!(
        Link, "Link", "", ["id", [u64], "u64", false, ""], ["Kind", [Kind], "Kind",
        false, ""]
    );
    pub struct __LinkSlots(__Option<u64>, __Option<Kind>);
    #[automatically_derived]
    impl<'de> __Deserialize<'de> for Link {
        fn deserialize<D: __private::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> __private::Result<Self, D::Error> {
            __deserialize(deserializer)
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<'de> __Fields<'de> for Link {
        const NAME: &'static __str = "Link";
        const FIELDS: &'static [&'static __str] = &["id", "Kind"];
        type Slots = __LinkSlots;
        fn empty() -> __LinkSlots {
            __LinkSlots(__None, __None)
        }
        fn read<__V: __Values<'de>>(
            __slots: &mut __LinkSlots,
            __number: __usize,
            __values: &mut __V,
        ) -> __Result<(), __V::Error> {
            match __number {
                0usize => __Fill::fill::<u64>(__values, &mut __slots.0),
                1usize => __Fill::fill::<Kind>(__values, &mut __slots.1),
                _ => __Ok(()),
            }
        }
        fn finish<__E: __DeError>(
            mut __slots: __LinkSlots,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> {
            __Fill::fill::<u64>(&mut __missing, &mut __slots.0);
            __Fill::fill::<Kind>(&mut __missing, &mut __slots.1);
            match __slots {
                __LinkSlots(__Some(__value0), __Some(__value1)) => {
                    __Ok(Self {
                        id: __value0,
                        kind: __value1,
                    })
                }
                _ => __Err(__Missing::mistake(__missing)),
            }
        }
    }
    #[allow(dead_code)]
    impl PatchLinkOutput {
        ///Whether it is `Link`.
        #[must_use]
        pub const fn is_link(&self) -> __bool {
            self.as_link().is_some()
        }
        ///The content of `Link`, if it is that variant.
        #[must_use]
        pub const fn as_link(&self) -> __private::Option<&Link> {
            match self {
                Self::Link(__content) => __Some(__content),
                _ => __None,
            }
        }
        ///Whether it is `Part`.
        #[must_use]
        pub const fn is_part(&self) -> __bool {
            self.as_part().is_some()
        }
        ///The content of `Part`, if it is that variant.
        #[must_use]
        pub const fn as_part(&self) -> __private::Option<&Download> {
            match self {
                Self::Part(__content) => __Some(__content),
                _ => __None,
            }
        }
        ///Whether it is `MultiStatus`.
        #[must_use]
        pub const fn is_multi_status(&self) -> __bool {
            self.as_multi_status().is_some()
        }
        ///The content of `MultiStatus`, if it is that variant.
        #[must_use]
        pub const fn as_multi_status(&self) -> __private::Option<&Option<Vec<Odd>>> {
            match self {
                Self::MultiStatus(__content) => __Some(__content),
                _ => __None,
            }
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __BodyFields for PatchLink<T>
    where
        Option<T>: ::callpoint::__private::serde::Serialize,
    {
        fn serialize<__S: __Serializer>(
            &self,
            __serializer: __S,
        ) -> __Result<__S::Ok, __S::Error> {
            let mut __count = 1usize;
            if !__Option::is_none(&self.note) {
                __count += 1;
            }
            let mut __fields = __begin(__serializer, "PatchLink", __count, &[])?;
            __field::<String, __S>(&mut __fields, "name", &self.name)?;
            if !__Option::is_none(&self.note) {
                __field::<Option<T>, __S>(&mut __fields, "note", &self.note)?;
            }
            __end::<__S>(__fields)
        }
    }
    #[automatically_derived]
    impl<T> __Endpoint for PatchLink<T>
    where
        Vec<T>: ::callpoint::__private::serde::Serialize,
        Option<T>: ::callpoint::__private::serde::Serialize,
    {
        const META: &'static __private::EndpointMeta = &__EndpointMeta::new(
                "PatchLink",
                "PATCH",
                "/links/<id>/<at>.json",
            )
            .module(::core::module_path!())
            .parameters(
                ::callpoint::__private::__schemas!(
                    [u64] __ParamMeta::new("id", __FieldLocation::Path, "u64"), []
                    __ParamMeta::new("at", __FieldLocation::Path, "Time"), [Vec < T >]
                    __ParamMeta::new("list", __FieldLocation::Query(__QueryStyle::Csv),
                    "Vec<T>"), [Mode] __ParamMeta::new("x-mode", __FieldLocation::Header,
                    "Option<Mode>").field("mode").optional(), [String]
                    __body_field("name", "String", false, false), [T]
                    __body_field("note", "Option<T>", true, false)
                ),
            )
            .successes(
                ::callpoint::__private::__schemas!(
                    [Link] __ResponseMeta::new(& [__StatusPattern::Code(200u16),
                    __StatusPattern::Code(201u16)], "Link", __JSON).variant("Link"),
                    [Download] __ResponseMeta::new(& [__StatusPattern::Code(206u16)],
                    "Download", < ::callpoint::codec::Whole as __Codec > ::META)
                    .variant("Part").whole(__WholeOf:: < Download > ::META), [Vec < Odd
                    >] __ResponseMeta::new(& [__StatusPattern::Code(207u16)],
                    "Option<Vec<Odd>>", __JSON).variant("MultiStatus")
                ),
            )
            .errors(<ApiError as __ErrorSet>::RESPONSES)
            .body(<::callpoint::codec::Form as __Codec>::META);
        type Auth = ::callpoint::auth::AnyAuth;
        type Output = PatchLinkOutput;
        type Error = ApiError;
        #[inline]
        fn write(&self, request: &mut __private::RequestWriter) {
            __RequestWriter::literal(request, "/links/");
            __RequestWriter::path::<u64>(request, "id", &self.id);
            __RequestWriter::literal(request, "/");
            __RequestWriter::path::<
                _,
            >(request, "at", &__private::display::<Time, _>(&self.at));
            __RequestWriter::literal(request, ".json");
            __RequestWriter::query_joined::<Vec<T>>(request, "list", ",", &self.list);
            __RequestWriter::header::<Option<Mode>>(request, "x-mode", &self.mode);
            __private::body_of_fields::<Self, ::callpoint::codec::Form>(request, self);
        }
        #[inline]
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self::Output, __private::ReadError<Self::Error>> {
            match __ResponseReader::code(response) {
                200u16 | 201u16 => {
                    __output_as::<Link, __Json, _, _>(response, PatchLinkOutput::Link)
                }
                206u16 => {
                    __output_as::<
                        Download,
                        ::callpoint::codec::Whole,
                        _,
                        _,
                    >(response, PatchLinkOutput::Part)
                }
                207u16 => {
                    __private::optional_output_as::<
                        Vec<Odd>,
                        __Json,
                        _,
                        _,
                    >(response, PatchLinkOutput::MultiStatus)
                }
                _ => (&__private::SharedSet::<ApiError>::OF).error_response(response),
            }
        }
    }
};
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
#[allow(non_snake_case)]
impl<T> PatchLink<T> {
    ///Creates `PatchLink` from its required fields; optional fields are absent until set.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        id: u64,
        at: Time,
        list: Vec<T>,
        name: impl ::callpoint::ValueFor<String>,
    ) -> Self {
        #[allow(unused_imports)]
        use ::core::option::Option::None as __None;
        Self {
            id,
            at,
            list,
            mode: __None,
            name: name.into(),
            note: __None,
        }
    }
    ///Sets `mode`.
    #[must_use]
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = ::core::option::Option::Some(mode);
        self
    }
    ///Sets `note`.
    #[must_use]
    pub fn note(mut self, note: T) -> Self {
        self.note = ::core::option::Option::Some(note);
        self
    }
    ///Sets `mode`, which is absent for `None`.
    #[inline]
    #[must_use]
    pub fn maybe_mode(mut self, mode: Option<Mode>) -> Self {
        self.mode = mode;
        self
    }
    ///Sets `note`, which is absent for `None`.
    #[inline]
    #[must_use]
    pub fn maybe_note(mut self, note: Option<T>) -> Self {
        self.note = note;
        self
    }
}
::callpoint::__call! {
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)] impl
    < T > PatchLink < T > where Vec < T > : ::callpoint::__private::serde::Serialize,
    Option < T > : ::callpoint::__private::serde::Serialize { #[doc =
    "Sends the request: see [`Client::call`](::callpoint::Client::call)."] pub fn call <
    A, P > (& self, client : & ::callpoint::Client < A >,) -> ::callpoint::Call <
    PatchLinkOutput, ApiError > where A : ::callpoint::auth::Provides <
    ::callpoint::auth::AnyAuth, P >, { ::callpoint::Client::call(client, self) } }
}
::callpoint::__private::__serve! {
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)] const
    _ : () = { use ::callpoint::__private::names:: *; #[automatically_derived] impl
    __private::serde::Serialize for Link { fn serialize < __S : __Serializer > (& self,
    __serializer : __S,) -> __Result < __S::Ok, __S::Error > { let mut __fields =
    __private::served::begin(__serializer, "Link", 2usize) ?; __private::served::field::
    < u64, __S > (& mut __fields, "id", & self.id) ?; __private::served::field:: < Kind,
    __S > (& mut __fields, "Kind", & self.kind) ?; __end:: < __S > (__fields) } }
    #[derive(::callpoint::__private::serde::Deserialize)] #[serde(crate =
    "::callpoint::__private::serde")] #[serde(rename = "PatchLink")] struct __Body < T >
    { #[serde(rename = "name")] #[serde(deserialize_with =
    "::callpoint::__private::served::body_value")] name : String, #[serde(rename =
    "note")] #[serde(default)] note : Option < T >, #[serde(skip)] __callpoint :
    ::core::marker::PhantomData < fn () -> PatchLink < T > >, } #[automatically_derived]
    impl < T > ::callpoint::serve::Serve for PatchLink < T > where Vec < T > :
    ::callpoint::__private::serde::Serialize, Option < T > :
    ::callpoint::__private::serde::Serialize, T :
    ::callpoint::__private::serde::de::DeserializeOwned { fn read_request(request : &
    ::callpoint::serve::RequestReader < '_ >,) -> __private::Result < Self,
    ::callpoint::serve::Rejection > { let __fields = __private::served::body:: < __Body <
    T >, ::callpoint::codec::Form > (request) ?; __Ok(Self { id :
    __private::served::value:: < u64 > (request.path("id")) ?, at :
    __private::served::parsed:: < Time, _ > (request.path("at")) ?, list :
    __private::served::value:: < Vec < T > > (request.query_joined("list", ",")) ?, mode
    : __private::served::value:: < Option < Mode > > (request.header("x-mode")) ?, name :
    __fields.name, note : __fields.note, }) } fn write_output(__content : Self::Output,
    response : & mut ::callpoint::serve::ResponseWriter) { match __content {
    PatchLinkOutput::Link(__content) => { __private::served::success:: < Link,
    ::callpoint::codec::Json > (response, 0usize, __content); }
    PatchLinkOutput::Part(__content) => { __private::served::success:: < Download,
    ::callpoint::codec::Whole > (response, 1usize, __content); }
    PatchLinkOutput::MultiStatus(__content) => { __private::served::optional_success:: <
    Vec < Odd >, ::callpoint::codec::Json > (response, 2usize, __content); } } } fn
    write_error(__content : Self::Error, response : & mut
    ::callpoint::serve::ResponseWriter) { __private::served::errors:: < ApiError >
    (response, __content); } } };
}
