struct GetItem {
    id: u64,
}
///The declared refusals of [`GetItem`].
#[non_exhaustive]
#[derive(::core::fmt::Debug)]
enum GetItemError {
    ///Status 4xx.
    ClientError(Problem),
}
#[allow(dead_code)]
impl GetItemError {
    ///Whether it is `ClientError`.
    #[must_use]
    const fn is_client_error(&self) -> bool {
        ::core::matches!(self, Self::ClientError(..))
    }
    ///The content of `ClientError`, where it is that.
    #[must_use]
    const fn as_client_error(&self) -> ::core::option::Option<&Problem> {
        match self {
            Self::ClientError(__content) => ::core::option::Option::Some(__content),
        }
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[automatically_derived]
    impl __Responses for GetItemError {
        const ANSWERS: &'static [__AnswerMeta] = &[
            __AnswerMeta::new(&[__StatusMatch::Class(4u8)], "Problem", "Json")
                .variant("ClientError"),
        ];
        fn read(__answer: &mut __Answer) -> __Result<Self, __NotRead> {
            match __Answer::code(__answer) {
                400u16..=499u16 => {
                    __refusal::<
                        Problem,
                        ::callpoint::codec::Json,
                        Self,
                    >(__answer, Self::ClientError)
                }
                _ => __Err(__NotRead::Undeclared),
            }
        }
    }
    #[automatically_derived]
    impl __Display for GetItemError {
        fn fmt(&self, __f: &mut __Formatter<'_>) -> __Formatted {
            __Formatter::write_str(
                __f,
                match self {
                    Self::ClientError(..) => "ClientError",
                },
            )
        }
    }
    #[automatically_derived]
    impl __Error for GetItemError {}
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
        _: &mut ::callpoint::Answer,
    ) -> ::core::result::Result<Self::Output, ::callpoint::Unread<Self::Error>> {
        ::core::result::Result::Err(::callpoint::Unread::undeclared())
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
#[allow(non_snake_case)]
impl GetItem {
    ///A `GetItem` with what is required; the rest is absent until it is set.
    #[must_use]
    #[allow(clippy::too_many_arguments, clippy::new_without_default)]
    fn new(id: u64) -> Self {
        Self { id }
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl GetItem {
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
