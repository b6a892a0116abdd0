/// Updates the credentials of one link.
#[derive(Clone)]
/**
# `PUT /api/links/<id>/`

Credentials: `Basic`.

| field | type | sent in |
|---|---|---|
| `id` | `String` | path |
| `password` | `String` | Json body `password`, secret |
| `token` | `Option<String>` | Json body `token`, optional |

| status | response |
|---|---|
| 200 | [`Link`] |
| 400 or 404 | [`UpdateLinkError::Rejected`] with [`Vec<Problem>`](Problem) |
| 428 | [`UpdateLinkError::TokenRequired`] with [`TokenChallenge`] |
| others | [`Error::Unexpected`](::callpoint::Error::Unexpected) |
*/
pub struct UpdateLink {
    /// The link.
    pub id: String,
    pub password: String,
    pub token: Option<String>,
}
///The declared error responses of [`UpdateLink`].
#[non_exhaustive]
#[derive(::core::fmt::Debug)]
pub enum UpdateLinkError {
    ///Status 400 or 404.
    Rejected(Vec<Problem>),
    ///Status 428.
    TokenRequired(TokenChallenge),
}
#[allow(deprecated)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[automatically_derived]
    impl __ErrorSet for UpdateLinkError {
        const RESPONSES: &'static [__private::ResponseMeta] = ::callpoint::__private::__schemas!(
            [Vec < Problem >] __ResponseMeta::new(& [__StatusPattern::Code(400u16),
            __StatusPattern::Code(404u16)], "Vec<Problem>", __JSON).variant("Rejected"),
            [TokenChallenge] __ResponseMeta::new(& [__StatusPattern::Code(428u16)],
            "TokenChallenge", __JSON).variant("TokenRequired")
        );
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self, __private::ReadError> {
            match __ResponseReader::code(response) {
                400u16 | 404u16 => {
                    __error::<Vec<Problem>, __Json, Self>(response, Self::Rejected)
                }
                428u16 => {
                    __error::<
                        TokenChallenge,
                        __Json,
                        Self,
                    >(response, Self::TokenRequired)
                }
                _ => __Err(__ReadError::UndeclaredStatus),
            }
        }
    }
    #[automatically_derived]
    impl __Display for UpdateLinkError {
        fn fmt(&self, f: &mut __private::Formatter<'_>) -> __private::fmt::Result {
            __Formatter::write_str(
                f,
                match self {
                    Self::Rejected(..) => "Rejected",
                    Self::TokenRequired(..) => "TokenRequired",
                },
            )
        }
    }
    #[automatically_derived]
    impl __Error for UpdateLinkError {}
    #[allow(dead_code)]
    impl UpdateLinkError {
        ///Whether it is `Rejected`.
        #[must_use]
        pub const fn is_rejected(&self) -> __bool {
            self.as_rejected().is_some()
        }
        ///The content of `Rejected`, if it is that variant.
        #[must_use]
        pub const fn as_rejected(&self) -> __private::Option<&Vec<Problem>> {
            match self {
                Self::Rejected(__content) => __Some(__content),
                _ => __None,
            }
        }
        ///Whether it is `TokenRequired`.
        #[must_use]
        pub const fn is_token_required(&self) -> __bool {
            self.as_token_required().is_some()
        }
        ///The content of `TokenRequired`, if it is that variant.
        #[must_use]
        pub const fn as_token_required(&self) -> __private::Option<&TokenChallenge> {
            match self {
                Self::TokenRequired(__content) => __Some(__content),
                _ => __None,
            }
        }
    }
    #[automatically_derived]
    impl __Debug for UpdateLink {
        fn fmt(&self, f: &mut __private::Formatter<'_>) -> __private::fmt::Result {
            let mut __debug = __Formatter::debug_struct(f, "UpdateLink");
            __DebugStruct::field(&mut __debug, "id", &self.id);
            __DebugStruct::field(&mut __debug, "password", &__Hidden);
            __DebugStruct::field(&mut __debug, "token", &self.token);
            __DebugStruct::finish(&mut __debug)
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl __BodyFields for UpdateLink {
        fn serialize<__S: __Serializer>(
            &self,
            __serializer: __S,
        ) -> __Result<__S::Ok, __S::Error> {
            let mut __fields = __begin(
                __serializer,
                "UpdateLink",
                1usize,
                &[__some(&self.token)],
            )?;
            __field::<String, __S>(&mut __fields, "password", &self.password)?;
            __optional_field::<String, __S>(&mut __fields, "token", &self.token)?;
            __end::<__S>(__fields)
        }
    }
    #[automatically_derived]
    impl __Endpoint for UpdateLink {
        const META: &'static __private::EndpointMeta = &__EndpointMeta::new(
                "UpdateLink",
                "PUT",
                "/api/links/<id>/",
            )
            .module(::core::module_path!())
            .parameters(
                ::callpoint::__private::__schemas!(
                    [String] __ParamMeta::new("id", __FieldLocation::Path, "String")
                    .example("7").doc("The link."), [String] __body_field("password",
                    "String", false, true), [String] __body_field("token",
                    "Option<String>", true, false)
                ),
            )
            .successes(
                ::callpoint::__private::__schemas!(
                    [Link] __ResponseMeta::new(& [__StatusPattern::Code(200u16)], "Link",
                    __JSON).example("{\"id\": \"7\"}")
                ),
            )
            .errors(<UpdateLinkError as __ErrorSet>::RESPONSES)
            .auth(__auth::<Self>())
            .body(__JSON)
            .doc("Updates the credentials of one link.");
        type Auth = ::callpoint::auth::Basic;
        type Output = Link;
        type Error = UpdateLinkError;
        #[inline]
        fn write(&self, request: &mut __private::RequestWriter) {
            __RequestWriter::literal(request, "/api/links/");
            __RequestWriter::path::<String>(request, "id", &self.id);
            __RequestWriter::literal(request, "/");
            __private::body_of_fields::<Self, __Json>(request, self);
        }
        #[inline]
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self::Output, __private::ReadError<Self::Error>> {
            match __ResponseReader::code(response) {
                200u16 => __output::<Link, __Json, _>(response),
                _ => __error_response::<_, Self::Error>(response),
            }
        }
    }
};
#[allow(deprecated)]
#[allow(non_snake_case)]
impl UpdateLink {
    ///Creates `UpdateLink` from its required fields; optional fields are absent until set.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        id: impl ::callpoint::ValueFor<String>,
        password: impl ::callpoint::ValueFor<String>,
    ) -> Self {
        #[allow(unused_imports)]
        use ::core::option::Option::None as __None;
        Self {
            id: id.into(),
            password: password.into(),
            token: __None,
        }
    }
    ///Sets `token`.
    #[must_use]
    pub fn token(mut self, token: impl ::callpoint::ValueFor<String>) -> Self {
        self.token = token.__some();
        self
    }
    ///Sets `token`, which is absent for `None`.
    #[inline]
    #[must_use]
    pub fn maybe_token(mut self, token: Option<String>) -> Self {
        self.token = token;
        self
    }
}
::callpoint::__call! {
    #[allow(deprecated)] impl UpdateLink { #[doc =
    "Sends the request: see [`Client::call`](::callpoint::Client::call)."] pub fn call <
    A, P > (& self, client : & ::callpoint::Client < A >,) -> ::callpoint::Call < Link,
    UpdateLinkError > where A : ::callpoint::auth::Provides < ::callpoint::auth::Basic, P
    >, { ::callpoint::Client::call(client, self) } }
}
