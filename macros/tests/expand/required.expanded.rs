/**# `POST /payments/<account>`

| field | type | sent in |
|---|---|---|
| `account` | `&'a str` | path |
| `currency` | `String` | Json body `currency` |
| `note` | `Option<String>` | Json body `note`, optional |

| status | response |
|---|---|
| 2xx | [`RawResponse`](::callpoint::RawResponse) |
| others | [`Error::Unexpected`](::callpoint::Error::Unexpected) |
*/
pub struct Payment<'a> {
    /// From where.
    pub account: &'a str,
    pub currency: String,
    pub note: Option<String>,
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[doc(hidden)]
    #[automatically_derived]
    impl<'a> __BodyFields for Payment<'a> {
        fn serialize<__S: __Serializer>(
            &self,
            __serializer: __S,
        ) -> __Result<__S::Ok, __S::Error> {
            let mut __fields = __begin(
                __serializer,
                "Payment",
                1usize,
                &[__some(&self.note)],
            )?;
            __field::<String, __S>(&mut __fields, "currency", &self.currency)?;
            __optional_field::<String, __S>(&mut __fields, "note", &self.note)?;
            __end::<__S>(__fields)
        }
    }
    #[automatically_derived]
    impl<'a> __Endpoint for Payment<'a> {
        const META: &'static __private::EndpointMeta = &__EndpointMeta::new(
                "Payment",
                "POST",
                "/payments/<account>",
            )
            .module(::core::module_path!())
            .required("PaymentFields")
            .parameters(
                ::callpoint::__private::__schemas!(
                    [& 'a str] __ParamMeta::new("account", __FieldLocation::Path,
                    "&'a str").doc("From where."), [String] __body_field("currency",
                    "String", false, false), [String] __body_field("note",
                    "Option<String>", true, false)
                ),
            )
            .successes(&[])
            .body(__JSON);
        type Auth = ::callpoint::auth::AnyAuth;
        type Output = ::callpoint::RawResponse;
        type Error = ::core::convert::Infallible;
        #[inline]
        fn write(&self, request: &mut __private::RequestWriter) {
            __RequestWriter::literal(request, "/payments/");
            __RequestWriter::path::<&'a str>(request, "account", &self.account);
            __private::body_of_fields::<Self, __Json>(request, self);
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
///The required fields of [`Payment`], which [`Payment::new`] takes.
#[allow(dead_code, missing_debug_implementations, missing_copy_implementations)]
pub struct PaymentFields<'a> {
    ///From where.
    pub account: &'a str,
    ///The required field `currency`.
    pub currency: String,
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
#[allow(non_snake_case)]
impl<'a> Payment<'a> {
    ///Creates `Payment` from its required fields; optional fields are absent until set.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(required: PaymentFields<'a>) -> Self {
        #[allow(unused_imports)]
        use ::core::option::Option::None as __None;
        Self {
            account: required.account,
            currency: required.currency,
            note: __None,
        }
    }
    ///Sets `note`.
    #[must_use]
    pub fn note(mut self, note: impl ::callpoint::ValueFor<String>) -> Self {
        self.note = note.__some();
        self
    }
    ///Sets `note`, which is absent for `None`.
    #[inline]
    #[must_use]
    pub fn maybe_note(mut self, note: Option<String>) -> Self {
        self.note = note;
        self
    }
}
::callpoint::__call! {
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)] impl
    < 'a > Payment < 'a > { #[doc =
    "Sends the request: see [`Client::call`](::callpoint::Client::call)."] pub fn call <
    A, P > (& self, client : & ::callpoint::Client < A >,) -> ::callpoint::Call <
    ::callpoint::RawResponse, ::core::convert::Infallible > where A :
    ::callpoint::auth::Provides < ::callpoint::auth::AnyAuth, P >, {
    ::callpoint::Client::call(client, self) } }
}
