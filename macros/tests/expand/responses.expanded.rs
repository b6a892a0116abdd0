#[allow(dead_code)]
impl ApiError {
    ///Whether it is `Rejected`.
    #[must_use]
    const fn is_rejected(&self) -> bool {
        ::core::matches!(self, Self::Rejected(..))
    }
    ///The content of `Rejected`, where it is that.
    #[must_use]
    const fn as_rejected(&self) -> ::core::option::Option<&Vec<Problem>> {
        match self {
            Self::Rejected(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
    ///Whether it is `Down`.
    #[must_use]
    const fn is_down(&self) -> bool {
        ::core::matches!(self, Self::Down(..))
    }
    ///The content of `Down`, where it is that.
    #[must_use]
    const fn as_down(&self) -> ::core::option::Option<&String> {
        match self {
            Self::Down(__content) => ::core::option::Option::Some(__content),
            _ => ::core::option::Option::None,
        }
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[automatically_derived]
    impl __Responses for ApiError {
        const ANSWERS: &'static [__AnswerMeta] = &[
            __AnswerMeta::new(
                    &[__StatusMatch::Code(400u16), __StatusMatch::Code(404u16)],
                    "Vec<Problem>",
                    "Json",
                )
                .variant("Rejected")
                .example("[]"),
            __AnswerMeta::new(&[__StatusMatch::Class(5u8)], "String", "Text")
                .variant("Down"),
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
                500u16..=599u16 => {
                    __refusal::<
                        String,
                        ::callpoint::codec::Text,
                        Self,
                    >(__answer, Self::Down)
                }
                _ => __Err(__NotRead::Undeclared),
            }
        }
    }
    #[automatically_derived]
    impl __Display for ApiError {
        fn fmt(&self, __f: &mut __Formatter<'_>) -> __Formatted {
            __Formatter::write_str(
                __f,
                match self {
                    Self::Rejected(..) => "Rejected",
                    Self::Down(..) => "Down",
                },
            )
        }
    }
    #[automatically_derived]
    impl __Error for ApiError {}
};
