#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    /**| status | response |
|---|---|
| 400 or 404 | `ApiError::Rejected` with `Vec<Problem>` |
| 5xx | `ApiError::Down` with `String as Text` |
*/
    #[allow(dead_code)]
    impl ApiError {
        ///Whether it is `Rejected`.
        #[must_use]
        const fn is_rejected(&self) -> __bool {
            self.as_rejected().is_some()
        }
        ///The content of `Rejected`, if it is that variant.
        #[must_use]
        const fn as_rejected(&self) -> __private::Option<&Vec<Problem>> {
            match self {
                Self::Rejected(__content) => __Some(__content),
                _ => __None,
            }
        }
        ///Whether it is `Down`.
        #[must_use]
        const fn is_down(&self) -> __bool {
            self.as_down().is_some()
        }
        ///The content of `Down`, if it is that variant.
        #[must_use]
        const fn as_down(&self) -> __private::Option<&String> {
            match self {
                Self::Down(__content) => __Some(__content),
                _ => __None,
            }
        }
    }
    #[automatically_derived]
    impl __ErrorSet for ApiError {
        const RESPONSES: &'static [__private::ResponseMeta] = ::callpoint::__private::__schemas!(
            [Vec < Problem >] __ResponseMeta::new(& [__StatusPattern::Code(400u16),
            __StatusPattern::Code(404u16)], "Vec<Problem>", __JSON).variant("Rejected")
            .example("[]"), [String] __ResponseMeta::new(& [__StatusPattern::Class(5u8)],
            "String", < ::callpoint::codec::Text as __Codec > ::META).variant("Down")
        );
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self, __private::ReadError> {
            match __ResponseReader::code(response) {
                400u16 | 404u16 => {
                    __error::<Vec<Problem>, __Json, Self>(response, Self::Rejected)
                }
                500u16..=599u16 => {
                    __error::<
                        String,
                        ::callpoint::codec::Text,
                        Self,
                    >(response, Self::Down)
                }
                _ => __Err(__ReadError::UndeclaredStatus),
            }
        }
    }
    #[automatically_derived]
    impl __Display for ApiError {
        fn fmt(&self, f: &mut __private::Formatter<'_>) -> __private::fmt::Result {
            __Formatter::write_str(
                f,
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
