impl ApiError {
    ///Whether it is `Rejected`.
    #[must_use]
    #[allow(dead_code)]
    const fn is_rejected(&self) -> bool {
        ::core::matches!(self, Self::Rejected(..))
    }
    ///The content of `Rejected`, where it is that.
    #[must_use]
    #[allow(dead_code)]
    const fn as_rejected(&self) -> ::core::option::Option<&Vec<Problem>> {
        match self {
            Self::Rejected(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
    ///Whether it is `Down`.
    #[must_use]
    #[allow(dead_code)]
    const fn is_down(&self) -> bool {
        ::core::matches!(self, Self::Down(..))
    }
    ///The content of `Down`, where it is that.
    #[must_use]
    #[allow(dead_code)]
    const fn as_down(&self) -> ::core::option::Option<&String> {
        match self {
            Self::Down(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::callpoint::Responses for ApiError {
    const ANSWERS: &'static [::callpoint::meta::AnswerMeta] = &[
        ::callpoint::meta::AnswerMeta::new(
                &[
                    ::callpoint::meta::StatusMatch::Code(400u16),
                    ::callpoint::meta::StatusMatch::Code(404u16),
                ],
                "Vec<Problem>",
                "Json",
            )
            .variant("Rejected")
            .example("[]"),
        ::callpoint::meta::AnswerMeta::new(
                &[::callpoint::meta::StatusMatch::Class(5u8)],
                "String",
                "Text",
            )
            .variant("Down"),
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
            500u16..=599u16 => {
                ::callpoint::__private::refusal::<
                    String,
                    ::callpoint::codec::Text,
                    Self,
                >(__answer, Self::Down)
            }
            _ => ::core::result::Result::Err(::callpoint::NotRead::Undeclared),
        }
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::core::fmt::Display for ApiError {
    fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Formatter::write_str(
            __f,
            match self {
                Self::Rejected(..) => "Rejected",
                Self::Down(..) => "Down",
            },
        )
    }
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl ::core::error::Error for ApiError {}
