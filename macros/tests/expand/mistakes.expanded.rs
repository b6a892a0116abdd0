struct GetItem {
    id: u64,
}
///The declared error responses of [`GetItem`].
#[non_exhaustive]
#[derive(::core::fmt::Debug)]
enum GetItemError {
    ///Status 4xx.
    ClientError(Problem),
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[automatically_derived]
    impl __ErrorSet for GetItemError {
        const RESPONSES: &'static [__private::ResponseMeta] = ::callpoint::__private::__schemas!(
            [Problem] __ResponseMeta::new(& [__StatusPattern::Class(4u8)], "Problem",
            __JSON).variant("ClientError")
        );
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self, __private::ReadError> {
            match __ResponseReader::code(response) {
                400u16..=499u16 => {
                    __error::<Problem, __Json, Self>(response, Self::ClientError)
                }
                _ => __Err(__ReadError::UndeclaredStatus),
            }
        }
    }
    #[automatically_derived]
    impl __Display for GetItemError {
        fn fmt(&self, f: &mut __private::Formatter<'_>) -> __private::fmt::Result {
            __Formatter::write_str(
                f,
                match self {
                    Self::ClientError(..) => "ClientError",
                },
            )
        }
    }
    #[automatically_derived]
    impl __Error for GetItemError {}
    #[allow(dead_code)]
    impl GetItemError {
        ///Whether it is `ClientError`.
        #[must_use]
        const fn is_client_error(&self) -> __bool {
            self.as_client_error().is_some()
        }
        ///The content of `ClientError`, if it is that variant.
        #[must_use]
        const fn as_client_error(&self) -> __private::Option<&Problem> {
            match self {
                Self::ClientError(__content) => __Some(__content),
            }
        }
    }
};
::core::compile_error! {
    "no field `idd` in `GetItem`; did you mean `<id>`?"
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::callpoint::Endpoint for GetItem {
    const META: &'static ::callpoint::meta::EndpointMeta = &::callpoint::meta::EndpointMeta::new(
        "",
        "",
        "",
    );
    type Auth = ::callpoint::auth::AnyAuth;
    type Output = Item;
    type Error = GetItemError;
    fn write(&self, _: &mut ::callpoint::RequestWriter) {}
    fn read(
        _: &mut ::callpoint::ResponseReader,
    ) -> ::core::result::Result<Self::Output, ::callpoint::ReadError<Self::Error>> {
        ::core::result::Result::Err(::callpoint::ReadError::UndeclaredStatus)
    }
}
#[allow(deprecated)]
#[allow(non_snake_case)]
impl GetItem {
    ///Creates `GetItem` from its required fields; optional fields are absent until set.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    fn new(id: u64) -> Self {
        Self { id }
    }
}
::callpoint::__call! {
    #[allow(deprecated)] impl GetItem { #[doc =
    "Sends the request: see [`Client::call`](::callpoint::Client::call)."] fn call < A, P
    > (& self, client : & ::callpoint::Client < A >,) -> ::callpoint::Call < Item,
    GetItemError > where A : ::callpoint::auth::Provides < ::callpoint::auth::AnyAuth, P
    >, { ::callpoint::Client::call(client, self) } }
}
