/**# `GET /link`

| status | response |
|---|---|
| 204 | `()` |
| 400 | `GetLinkError::BadRequest` with `Problem` |
| 404 | `GetLinkError::NotFound` with `Vec<Missing>` |
| 409 | `GetLinkError::Clash` with `Problem` |
| 410 | `GetLinkError::Gone` with `()` |
| others | [`Error::Unexpected`](::callpoint::Error::Unexpected) |
*/
struct GetLink;
///The declared error responses of [`GetLink`].
#[non_exhaustive]
#[derive(::core::fmt::Debug)]
enum GetLinkError {
    ///Status 400.
    BadRequest(Problem),
    ///Status 404.
    NotFound(Vec<Missing>),
    ///Status 409.
    Clash(Problem),
    ///Status 410.
    Gone(()),
}
#[allow(deprecated)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[automatically_derived]
    impl __ErrorSet for GetLinkError {
        const RESPONSES: &'static [__private::ResponseMeta] = ::callpoint::__private::__schemas!(
            [Problem] __ResponseMeta::new(& [__StatusPattern::Code(400u16)], "Problem",
            __JSON).variant("BadRequest").message_of_type(__private::MessageOf:: <
            Problem > ::FIELD), [Vec < Missing >] __ResponseMeta::new(&
            [__StatusPattern::Code(404u16)], "Vec<Missing>", __JSON).variant("NotFound")
            .message_of_type(__private::MessageOf:: < Vec < Missing > > ::FIELD),
            [Problem] __ResponseMeta::new(& [__StatusPattern::Code(409u16)], "Problem",
            __JSON).variant("Clash").message("detail"), [] __ResponseMeta::new(&
            [__StatusPattern::Code(410u16)], "()", < ::callpoint::codec::Empty as __Codec
            > ::META).variant("Gone")
        );
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self, __private::ReadError> {
            let __content: Self = match __ResponseReader::code(response) {
                400u16 => __error::<Problem, __Json, Self>(response, Self::BadRequest),
                404u16 => __error::<Vec<Missing>, __Json, Self>(response, Self::NotFound),
                409u16 => __error::<Problem, __Json, Self>(response, Self::Clash),
                410u16 => {
                    __error::<(), ::callpoint::codec::Empty, Self>(response, Self::Gone)
                }
                _ => __Err(__ReadError::UndeclaredStatus),
            }?;
            __private::set_message(
                response,
                match &__content {
                    Self::BadRequest(__content) => {
                        __private::MessageOf::<Problem>::of(__content)
                    }
                    Self::NotFound(__content) => {
                        __private::message::<Vec<Missing>>(__content)
                    }
                    Self::Clash(__content) => __private::message(&__content.detail),
                    _ => __None,
                },
            );
            __Ok(__content)
        }
    }
    #[automatically_derived]
    impl __Display for GetLinkError {
        fn fmt(&self, f: &mut __private::Formatter<'_>) -> __private::fmt::Result {
            __Formatter::write_str(
                f,
                match self {
                    Self::BadRequest(..) => "BadRequest",
                    Self::NotFound(..) => "NotFound",
                    Self::Clash(..) => "Clash",
                    Self::Gone(..) => "Gone",
                },
            )
        }
    }
    #[automatically_derived]
    impl __Error for GetLinkError {}
    #[allow(dead_code)]
    impl GetLinkError {
        ///Whether it is `BadRequest`.
        #[must_use]
        const fn is_bad_request(&self) -> __bool {
            self.as_bad_request().is_some()
        }
        ///The content of `BadRequest`, if it is that variant.
        #[must_use]
        const fn as_bad_request(&self) -> __private::Option<&Problem> {
            match self {
                Self::BadRequest(__content) => __Some(__content),
                _ => __None,
            }
        }
        ///Whether it is `NotFound`.
        #[must_use]
        const fn is_not_found(&self) -> __bool {
            self.as_not_found().is_some()
        }
        ///The content of `NotFound`, if it is that variant.
        #[must_use]
        const fn as_not_found(&self) -> __private::Option<&Vec<Missing>> {
            match self {
                Self::NotFound(__content) => __Some(__content),
                _ => __None,
            }
        }
        ///Whether it is `Clash`.
        #[must_use]
        const fn is_clash(&self) -> __bool {
            self.as_clash().is_some()
        }
        ///The content of `Clash`, if it is that variant.
        #[must_use]
        const fn as_clash(&self) -> __private::Option<&Problem> {
            match self {
                Self::Clash(__content) => __Some(__content),
                _ => __None,
            }
        }
        ///Whether it is `Gone`.
        #[must_use]
        const fn is_gone(&self) -> __bool {
            self.as_gone().is_some()
        }
        ///The content of `Gone`, if it is that variant.
        #[must_use]
        const fn as_gone(&self) -> __private::Option<&()> {
            match self {
                Self::Gone(__content) => __Some(__content),
                _ => __None,
            }
        }
        ///The content of `BadRequest` or `Clash`, if it is one of them.
        #[must_use]
        const fn any_problem(&self) -> __private::Option<&Problem> {
            match self {
                Self::BadRequest(__content) | Self::Clash(__content) => __Some(__content),
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
                &[
                    __ResponseMeta::new(
                        &[__StatusPattern::Code(204u16)],
                        "()",
                        <::callpoint::codec::Empty as __Codec>::META,
                    ),
                ],
            )
            .errors(<GetLinkError as __ErrorSet>::RESPONSES);
        type Auth = ::callpoint::auth::AnyAuth;
        type Output = ();
        type Error = GetLinkError;
        #[inline]
        fn write(&self, request: &mut __private::RequestWriter) {
            __RequestWriter::literal(request, "/link");
        }
        #[inline]
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self::Output, __private::ReadError<Self::Error>> {
            match __ResponseReader::code(response) {
                204u16 => __output::<(), ::callpoint::codec::Empty, _>(response),
                _ => __error_response::<_, Self::Error>(response),
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
    > (& self, client : & ::callpoint::Client < A >,) -> ::callpoint::Call < (),
    GetLinkError > where A : ::callpoint::auth::Provides < ::callpoint::auth::AnyAuth, P
    >, { ::callpoint::Client::call(client, self) } }
}
