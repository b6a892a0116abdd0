/// Updates the credentials of one link.
#[derive(Clone)]
/**
# `PUT /api/links/<id>/`

Credentials: `Basic`.

| field | type | travels in |
|---|---|---|
| `id` | `String` | path |
| `password` | `String` | Json body `password`, secret |
| `token` | `Option<String>` | Json body `token`, optional |

| status | answer |
|---|---|
| 200 | `Link` |
| 400 or 404 | `UpdateLinkError::Rejected(Vec<Problem>)` |
| 428 | `UpdateLinkError::TokenRequired(TokenChallenge)` |
| others | `Error::Unexpected` |
*/
pub struct UpdateLink {
    /// The link.
    pub id: String,
    pub password: String,
    pub token: Option<String>,
}
///The declared refusals of [`UpdateLink`].
#[non_exhaustive]
#[derive(::core::fmt::Debug)]
pub enum UpdateLinkError {
    ///Status 400 or 404.
    Rejected(Vec<Problem>),
    ///Status 428.
    TokenRequired(TokenChallenge),
}
#[allow(dead_code)]
impl UpdateLinkError {
    ///Whether it is `Rejected`.
    #[must_use]
    pub const fn is_rejected(&self) -> bool {
        ::core::matches!(self, Self::Rejected(..))
    }
    ///The content of `Rejected`, where it is that.
    #[must_use]
    pub const fn as_rejected(&self) -> ::core::option::Option<&Vec<Problem>> {
        match self {
            Self::Rejected(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
    ///Whether it is `TokenRequired`.
    #[must_use]
    pub const fn is_token_required(&self) -> bool {
        ::core::matches!(self, Self::TokenRequired(..))
    }
    ///The content of `TokenRequired`, where it is that.
    #[must_use]
    pub const fn as_token_required(&self) -> ::core::option::Option<&TokenChallenge> {
        match self {
            Self::TokenRequired(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[automatically_derived]
    impl __Responses for UpdateLinkError {
        const ANSWERS: &'static [__AnswerMeta] = &[
            __AnswerMeta::new(
                    &[__StatusMatch::Code(400u16), __StatusMatch::Code(404u16)],
                    "Vec<Problem>",
                    "Json",
                )
                .variant("Rejected"),
            __AnswerMeta::new(&[__StatusMatch::Code(428u16)], "TokenChallenge", "Json")
                .variant("TokenRequired"),
        ];
        fn read(__answer: &mut __Answer) -> __Result<Self, __NotRead> {
            match __Answer::code(__answer) {
                400u16 | 404u16 => {
                    __refusal::<
                        Vec<Problem>,
                        ::callpoint::codec::Json,
                        Self,
                    >(__answer, Self::Rejected)
                }
                428u16 => {
                    __refusal::<
                        TokenChallenge,
                        ::callpoint::codec::Json,
                        Self,
                    >(__answer, Self::TokenRequired)
                }
                _ => __Err(__NotRead::Undeclared),
            }
        }
    }
    #[automatically_derived]
    impl __Display for UpdateLinkError {
        fn fmt(&self, __f: &mut __Formatter<'_>) -> __Formatted {
            __Formatter::write_str(
                __f,
                match self {
                    Self::Rejected(..) => "Rejected",
                    Self::TokenRequired(..) => "TokenRequired",
                },
            )
        }
    }
    #[automatically_derived]
    impl __Error for UpdateLinkError {}
    #[automatically_derived]
    impl __Debug for UpdateLink {
        fn fmt(&self, __f: &mut __Formatter<'_>) -> __Formatted {
            let mut __debug = __Formatter::debug_struct(__f, "UpdateLink");
            __DebugStruct::field(&mut __debug, "id", &self.id);
            __DebugStruct::field(&mut __debug, "password", &::core::format_args!("…"));
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
            let mut __count = 1usize;
            if !__Option::is_none(&self.token) {
                __count += 1;
            }
            let mut __fields = __begin(__serializer, "UpdateLink", __count)?;
            __field::<String, __S>(&mut __fields, "password", &self.password)?;
            if !__Option::is_none(&self.token) {
                __field::<Option<String>, __S>(&mut __fields, "token", &self.token)?;
            }
            __end::<__S>(__fields)
        }
    }
    #[automatically_derived]
    impl __Endpoint for UpdateLink {
        const META: &'static __EndpointMeta = &__EndpointMeta::new(
                "UpdateLink",
                "PUT",
                "/api/links/<id>/",
            )
            .module(::core::module_path!())
            .parameters(
                &[
                    __ParamMeta::new("id", __Place::Path, "String")
                        .example("7")
                        .doc("The link."),
                    __ParamMeta::new("password", __Place::BodyField, "String").secret(),
                    __ParamMeta::new("token", __Place::BodyField, "Option<String>")
                        .optional(),
                ],
            )
            .successes(
                &[
                    __AnswerMeta::new(&[__StatusMatch::Code(200u16)], "Link", "Json")
                        .example("{\"id\": \"7\"}"),
                ],
            )
            .refusals(<UpdateLinkError as __Responses>::ANSWERS)
            .auth(__AuthMeta::Scheme("Basic"))
            .body("Json")
            .doc("Updates the credentials of one link.");
        type Auth = ::callpoint::auth::Basic;
        type Output = Link;
        type Error = UpdateLinkError;
        #[inline]
        fn write(&self, __request: &mut __RequestWriter) {
            __RequestWriter::literal(__request, "/api/links/");
            __RequestWriter::path::<String>(__request, "id", &self.id);
            __RequestWriter::literal(__request, "/");
            __RequestWriter::accept(__request, &[::callpoint::codec::Json::MEDIA_TYPE]);
            __private::body_of_fields::<
                Self,
                ::callpoint::codec::Json,
            >(__request, "Json", self);
        }
        #[inline]
        fn read(
            __answer: &mut __Answer,
        ) -> __Result<Self::Output, __Unread<Self::Error>> {
            match __Answer::code(__answer) {
                200u16 => __output::<Link, ::callpoint::codec::Json, _>(__answer),
                _ => __refused::<_, Self::Error>(__answer),
            }
        }
    }
};
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
#[allow(non_snake_case)]
impl UpdateLink {
    ///A `UpdateLink` with what is required; the rest is absent until it is set.
    #[must_use]
    #[allow(clippy::too_many_arguments, clippy::new_without_default)]
    pub fn new(
        id: impl ::core::convert::Into<String>,
        password: impl ::core::convert::Into<String>,
    ) -> Self {
        use ::callpoint::__private::names::*;
        Self {
            id: id.into(),
            password: password.into(),
            token: __None,
        }
    }
    ///Sets `token`.
    #[must_use]
    pub fn token(mut self, token: impl ::core::convert::Into<String>) -> Self {
        self.token = ::core::option::Option::Some(token.into());
        self
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl UpdateLink {
    ///Makes the call: [`Client::call`](::callpoint::Client::call).
    pub fn call<__A, __P>(
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
