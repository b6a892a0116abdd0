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
#[derive(::core::fmt::Debug)]
#[non_exhaustive]
pub enum UpdateLinkError {
    ///Status 400 or 404.
    Rejected(Vec<Problem>),
    ///Status 428.
    TokenRequired(TokenChallenge),
}
impl UpdateLinkError {
    ///Whether it is `Rejected`.
    #[must_use]
    #[allow(dead_code)]
    pub const fn is_rejected(&self) -> bool {
        ::core::matches!(self, Self::Rejected(..))
    }
    ///The content of `Rejected`, where it is that.
    #[must_use]
    #[allow(dead_code)]
    pub const fn as_rejected(&self) -> ::core::option::Option<&Vec<Problem>> {
        match self {
            Self::Rejected(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
    ///Whether it is `TokenRequired`.
    #[must_use]
    #[allow(dead_code)]
    pub const fn is_token_required(&self) -> bool {
        ::core::matches!(self, Self::TokenRequired(..))
    }
    ///The content of `TokenRequired`, where it is that.
    #[must_use]
    #[allow(dead_code)]
    pub const fn as_token_required(&self) -> ::core::option::Option<&TokenChallenge> {
        match self {
            Self::TokenRequired(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::callpoint::Responses for UpdateLinkError {
    const ANSWERS: &'static [::callpoint::meta::AnswerMeta] = &[
        ::callpoint::meta::AnswerMeta::new(
                &[
                    ::callpoint::meta::StatusMatch::Code(400u16),
                    ::callpoint::meta::StatusMatch::Code(404u16),
                ],
                "Vec<Problem>",
                "Json",
            )
            .variant("Rejected"),
        ::callpoint::meta::AnswerMeta::new(
                &[::callpoint::meta::StatusMatch::Code(428u16)],
                "TokenChallenge",
                "Json",
            )
            .variant("TokenRequired"),
    ];
    fn read(
        __answer: &mut ::callpoint::Answer,
    ) -> ::core::result::Result<Self, ::callpoint::NotRead> {
        match ::callpoint::Answer::code(__answer) {
            400u16 | 404u16 => {
                ::callpoint::__private::refusal::<
                    Vec<Problem>,
                    ::callpoint::codec::Json,
                    Self,
                >(__answer, Self::Rejected)
            }
            428u16 => {
                ::callpoint::__private::refusal::<
                    TokenChallenge,
                    ::callpoint::codec::Json,
                    Self,
                >(__answer, Self::TokenRequired)
            }
            _ => ::core::result::Result::Err(::callpoint::NotRead::Undeclared),
        }
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::core::fmt::Display for UpdateLinkError {
    fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::write_str(
            __f,
            match self {
                Self::Rejected(..) => "Rejected",
                Self::TokenRequired(..) => "TokenRequired",
            },
        )
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::core::error::Error for UpdateLinkError {}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::core::fmt::Debug for UpdateLink {
    fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut __debug = ::core::fmt::Formatter::debug_struct(__f, "UpdateLink");
        ::core::fmt::DebugStruct::field(&mut __debug, "id", &self.id);
        ::core::fmt::DebugStruct::field(
            &mut __debug,
            "password",
            &::core::format_args!("…"),
        );
        ::core::fmt::DebugStruct::field(&mut __debug, "token", &self.token);
        ::core::fmt::DebugStruct::finish(&mut __debug)
    }
}
#[doc(hidden)]
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::callpoint::__private::BodyFields for UpdateLink {
    fn serialize<__S: ::callpoint::__private::serde::Serializer>(
        &self,
        __serializer: __S,
    ) -> ::core::result::Result<__S::Ok, __S::Error> {
        let mut __count = 1usize;
        if !::core::option::Option::is_none(&self.token) {
            __count += 1;
        }
        let mut __fields = ::callpoint::__private::fields(
            __serializer,
            "UpdateLink",
            __count,
        )?;
        ::callpoint::__private::field::<
            String,
            __S,
        >(&mut __fields, "password", &self.password)?;
        if !::core::option::Option::is_none(&self.token) {
            ::callpoint::__private::field::<
                Option<String>,
                __S,
            >(&mut __fields, "token", &self.token)?;
        }
        ::callpoint::__private::end::<__S>(__fields)
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::callpoint::Endpoint for UpdateLink {
    const META: &'static ::callpoint::meta::EndpointMeta = &::callpoint::meta::EndpointMeta::new(
            "UpdateLink",
            "PUT",
            "/api/links/<id>/",
        )
        .module(::core::module_path!())
        .parameters(
            &[
                ::callpoint::meta::ParamMeta::new(
                        "id",
                        ::callpoint::meta::Place::Path,
                        "String",
                    )
                    .example("7")
                    .doc("The link."),
                ::callpoint::meta::ParamMeta::new(
                        "password",
                        ::callpoint::meta::Place::BodyField,
                        "String",
                    )
                    .secret(),
                ::callpoint::meta::ParamMeta::new(
                        "token",
                        ::callpoint::meta::Place::BodyField,
                        "Option<String>",
                    )
                    .optional(),
            ],
        )
        .successes(
            &[
                ::callpoint::meta::AnswerMeta::new(
                        &[::callpoint::meta::StatusMatch::Code(200u16)],
                        "Link",
                        "Json",
                    )
                    .example("{\"id\": \"7\"}"),
            ],
        )
        .refusals(<UpdateLinkError as ::callpoint::Responses>::ANSWERS)
        .auth(::callpoint::meta::AuthMeta::Scheme("Basic"))
        .body("Json")
        .doc("Updates the credentials of one link.");
    type Auth = ::callpoint::auth::Basic;
    type Output = Link;
    type Error = UpdateLinkError;
    #[inline]
    fn write(&self, __request: &mut ::callpoint::RequestWriter) {
        use ::callpoint::RequestWriter as __RequestWriter;
        __RequestWriter::literal(__request, "/api/links/");
        __RequestWriter::path::<String>(__request, "id", &self.id);
        __RequestWriter::literal(__request, "/");
        __RequestWriter::accept(__request, &[::callpoint::codec::Json::MEDIA_TYPE]);
        ::callpoint::__private::body_of_fields::<
            Self,
            ::callpoint::codec::Json,
        >(__request, "Json", self);
    }
    #[inline]
    fn read(
        __answer: &mut ::callpoint::Answer,
    ) -> ::core::result::Result<Self::Output, ::callpoint::Unread<Self::Error>> {
        match ::callpoint::Answer::code(__answer) {
            200u16 => {
                ::callpoint::__private::output::<
                    Link,
                    ::callpoint::codec::Json,
                    _,
                >(__answer)
            }
            _ => ::callpoint::__private::refused::<_, Self::Error>(__answer),
        }
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl UpdateLink {
    ///A `UpdateLink` with what is required; the rest is absent until it is set.
    #[must_use]
    #[allow(non_snake_case, clippy::too_many_arguments, clippy::new_without_default)]
    pub fn new(
        id: impl ::core::convert::Into<String>,
        password: impl ::core::convert::Into<String>,
    ) -> Self {
        Self {
            id: ::core::convert::Into::into(id),
            password: ::core::convert::Into::into(password),
            token: ::core::option::Option::None,
        }
    }
    ///Sets `token`.
    #[must_use]
    #[allow(non_snake_case)]
    pub fn token(mut self, token: impl ::core::convert::Into<String>) -> Self {
        self.token = ::core::option::Option::Some(::core::convert::Into::into(token));
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
