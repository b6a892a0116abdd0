/**# `GET /link`

| status | response |
|---|---|
| 200 | `GetLinkOutput::Link` with `Link` |
| 202 | `GetLinkOutput::Accepted` with `()` |
| others | [`Error::Unexpected`](::callpoint::Error::Unexpected) |
*/
struct GetLink;
///The body of the `GetLink` response with status 200.
#[derive(::core::fmt::Debug, ::core::clone::Clone)]
#[allow(dead_code)]
#[non_exhaustive]
#[derive(PartialEq)]
struct Link {
    /// The id.
    pub id: String,
    ///The response field `note`.
    pub note: Option<u8>,
    ///The response field `call`.
    pub call: Option<String>,
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
#[allow(dead_code, non_snake_case)]
impl Link {
    ///Creates `Link` from its required fields; optional fields are absent until set.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    fn new(id: impl ::callpoint::ValueFor<String>) -> Self {
        #[allow(unused_imports)]
        use ::core::option::Option::None as __None;
        Self {
            id: id.into(),
            note: __None,
            call: __None,
        }
    }
    ///Sets `note`.
    #[must_use]
    fn note(mut self, note: u8) -> Self {
        self.note = ::core::option::Option::Some(note);
        self
    }
    ///Sets `call`.
    #[must_use]
    fn call(mut self, call: impl ::callpoint::ValueFor<String>) -> Self {
        self.call = call.__some();
        self
    }
    ///Sets `note`, which is absent for `None`.
    #[inline]
    #[must_use]
    fn maybe_note(mut self, note: Option<u8>) -> Self {
        self.note = note;
        self
    }
    ///Sets `call`, which is absent for `None`.
    #[inline]
    #[must_use]
    fn maybe_call(mut self, call: Option<String>) -> Self {
        self.call = call;
        self
    }
}
///The output of [`GetLink`].
#[derive(::core::fmt::Debug)]
enum GetLinkOutput {
    ///Status 200.
    Link(Link),
    ///Status 202.
    Accepted(()),
}
#[allow(deprecated)]
const _: () = {
    use ::callpoint::__private::names::*;
    ::callpoint::__private::__struct_schema!(
        Link, "Link", "", ["id", [String], "String", false, "The id."], ["note", [Option
        < u8 >], "Option<u8>", true, ""], ["call", [Option < String >], "Option<String>",
        true, ""]
    );
    pub struct __LinkSlots(
        __Option<String>,
        __Option<Option<u8>>,
        __Option<Option<String>>,
    );
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
        const FIELDS: &'static [&'static __str] = &["id", "note", "call"];
        type Slots = __LinkSlots;
        fn empty() -> __LinkSlots {
            __LinkSlots(__None, __None, __None)
        }
        fn read<__V: __Values<'de>>(
            __slots: &mut __LinkSlots,
            __number: __usize,
            __values: &mut __V,
        ) -> __Result<(), __V::Error> {
            match __number {
                0usize => __Fill::fill::<String>(__values, &mut __slots.0),
                1usize => __Fill::fill::<Option<u8>>(__values, &mut __slots.1),
                2usize => __Fill::fill::<Option<String>>(__values, &mut __slots.2),
                _ => __Ok(()),
            }
        }
        fn finish<__E: __DeError>(
            mut __slots: __LinkSlots,
            mut __missing: __Missing<__E>,
        ) -> __Result<Self, __E> {
            __Fill::fill::<String>(&mut __missing, &mut __slots.0);
            __Fill::fill::<Option<u8>>(&mut __missing, &mut __slots.1);
            __Fill::fill::<Option<String>>(&mut __missing, &mut __slots.2);
            match __slots {
                __LinkSlots(__Some(__value0), __Some(__value1), __Some(__value2)) => {
                    __Ok(Self {
                        id: __value0,
                        note: __value1,
                        call: __value2,
                    })
                }
                _ => __Err(__Missing::mistake(__missing)),
            }
        }
    }
    #[allow(dead_code)]
    impl GetLinkOutput {
        ///Whether it is `Link`.
        #[must_use]
        const fn is_link(&self) -> __bool {
            self.as_link().is_some()
        }
        ///The content of `Link`, if it is that variant.
        #[must_use]
        const fn as_link(&self) -> __private::Option<&Link> {
            match self {
                Self::Link(__content) => __Some(__content),
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
    impl __Endpoint for GetLink {
        const META: &'static __private::EndpointMeta = &__EndpointMeta::new(
                "GetLink",
                "GET",
                "/link",
            )
            .module(::core::module_path!())
            .parameters(&[])
            .successes(
                ::callpoint::__private::__schemas!(
                    [Link] __ResponseMeta::new(& [__StatusPattern::Code(200u16)], "Link",
                    __JSON).variant("Link"), [] __ResponseMeta::new(&
                    [__StatusPattern::Code(202u16)], "()", < ::callpoint::codec::Empty as
                    __Codec > ::META).variant("Accepted")
                ),
            );
        type Auth = ::callpoint::auth::AnyAuth;
        type Output = GetLinkOutput;
        type Error = ::core::convert::Infallible;
        #[inline]
        fn write(&self, request: &mut __private::RequestWriter) {
            __RequestWriter::literal(request, "/link");
        }
        #[inline]
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self::Output, __private::ReadError<Self::Error>> {
            match __ResponseReader::code(response) {
                200u16 => {
                    __output_as::<Link, __Json, _, _>(response, GetLinkOutput::Link)
                }
                202u16 => {
                    __output_as::<
                        (),
                        ::callpoint::codec::Empty,
                        _,
                        _,
                    >(response, GetLinkOutput::Accepted)
                }
                _ => __Err(__ReadError::UndeclaredStatus),
            }
        }
    }
};
#[allow(deprecated)]
#[allow(non_snake_case)]
impl GetLink {
    ///Creates `GetLink` from its required fields; optional fields are absent until set.
    #[must_use]
    #[allow(clippy::new_without_default)]
    fn new() -> Self {
        Self {}
    }
}
::callpoint::__call! {
    #[allow(deprecated)] impl GetLink { #[doc =
    "Sends the request: see [`Client::call`](::callpoint::Client::call)."] fn call < A, P
    > (& self, client : & ::callpoint::Client < A >,) -> ::callpoint::Call <
    GetLinkOutput, ::core::convert::Infallible > where A : ::callpoint::auth::Provides <
    ::callpoint::auth::AnyAuth, P >, { ::callpoint::Client::call(client, self) } }
}
