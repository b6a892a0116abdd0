/**# `DELETE /items/<type>`

| field | type | sent in |
|---|---|---|
| `type` | `u64` | path |

| status | response |
|---|---|
| 2xx | [`RawResponse`](::callpoint::RawResponse) |
| others | [`Error::Unexpected`](::callpoint::Error::Unexpected) |
*/
struct DeleteItems {
    r#type: u64,
}
#[allow(deprecated)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[automatically_derived]
    impl __Endpoint for DeleteItems {
        const META: &'static __private::EndpointMeta = &__EndpointMeta::new(
                "DeleteItems",
                "DELETE",
                "/items/<type>",
            )
            .module(::core::module_path!())
            .parameters(
                ::callpoint::__private::__schemas!(
                    [u64] __ParamMeta::new("type", __FieldLocation::Path, "u64")
                ),
            )
            .successes(&[]);
        type Auth = ::callpoint::auth::AnyAuth;
        type Output = ::callpoint::RawResponse;
        type Error = ::core::convert::Infallible;
        #[inline]
        fn write(&self, request: &mut __private::RequestWriter) {
            __RequestWriter::literal(request, "/items/");
            __RequestWriter::path::<u64>(request, "type", &self.r#type);
        }
        #[inline]
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self::Output, __private::ReadError<Self::Error>> {
            match __ResponseReader::code(response) {
                200..=299 => __private::raw::<_>(response),
                _ => __Err(__ReadError::UndeclaredStatus),
            }
        }
    }
};
#[allow(deprecated)]
#[allow(non_snake_case)]
impl DeleteItems {
    ///Creates `DeleteItems` from its required fields; optional fields are absent until set.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    fn new(r#type: u64) -> Self {
        Self { r#type }
    }
}
::callpoint::__call! {
    #[allow(deprecated)] impl DeleteItems { #[doc =
    "Sends the request: see [`Client::call`](::callpoint::Client::call)."] fn call < A, P
    > (& self, client : & ::callpoint::Client < A >,) -> ::callpoint::Call <
    ::callpoint::RawResponse, ::core::convert::Infallible > where A :
    ::callpoint::auth::Provides < ::callpoint::auth::AnyAuth, P >, {
    ::callpoint::Client::call(client, self) } }
}
