/**# `GET /v2/<name..>/tags?api-version=1&<page>`

| field | type | travels in |
|---|---|---|
| `name` | `&'a str` | path, as segments |
| `page` | `Option<u32>` | query `page`, optional |
| `sort` | `Vec<Order>` | query `sort%5Bby%5D`, with commas |
| `filter` | `Filter` | query, by its own names |
| `mode` | `Option<String>` | header `x-mode`, optional |

| status | answer |
|---|---|
| 200 | `Vec<Tag>` |
| errors | `ApiError` |
| others | `Error::Unexpected` |
*/
struct ListTags<'a> {
    name: &'a str,
    page: Option<u32>,
    sort: Vec<Order>,
    filter: Filter,
    mode: Option<String>,
}
#[automatically_derived]
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl<'a> ::callpoint::Endpoint for ListTags<'a> {
    const META: &'static ::callpoint::meta::EndpointMeta = &::callpoint::meta::EndpointMeta::new(
            "ListTags",
            "GET",
            "/v2/<name..>/tags?api-version=1&<page>",
        )
        .module(::core::module_path!())
        .parameters(
            &[
                ::callpoint::meta::ParamMeta::new(
                    "name",
                    ::callpoint::meta::Place::PathRest,
                    "&'a str",
                ),
                ::callpoint::meta::ParamMeta::new(
                        "page",
                        ::callpoint::meta::Place::Query(
                            ::callpoint::meta::QueryStyle::Repeat,
                        ),
                        "Option<u32>",
                    )
                    .optional(),
                ::callpoint::meta::ParamMeta::new(
                    "sort%5Bby%5D",
                    ::callpoint::meta::Place::Query(::callpoint::meta::QueryStyle::Csv),
                    "Vec<Order>",
                ),
                ::callpoint::meta::ParamMeta::new(
                    "filter",
                    ::callpoint::meta::Place::Query(
                        ::callpoint::meta::QueryStyle::Flatten,
                    ),
                    "Filter",
                ),
                ::callpoint::meta::ParamMeta::new(
                        "x-mode",
                        ::callpoint::meta::Place::Header,
                        "Option<String>",
                    )
                    .optional(),
            ],
        )
        .successes(
            &[
                ::callpoint::meta::AnswerMeta::new(
                    &[::callpoint::meta::StatusMatch::Code(200u16)],
                    "Vec<Tag>",
                    "Json",
                ),
            ],
        )
        .refusals(<ApiError as ::callpoint::Responses>::ANSWERS)
        .timeout(::core::time::Duration::from_millis(5000u64));
    type Auth = ::callpoint::auth::AnyAuth;
    type Output = Vec<Tag>;
    type Error = ApiError;
    #[inline]
    fn write(&self, __request: &mut ::callpoint::RequestWriter) {
        use ::callpoint::RequestWriter as __RequestWriter;
        __RequestWriter::literal(__request, "/v2/");
        __RequestWriter::path_rest::<&'a str, _>(__request, "name", &self.name);
        __RequestWriter::literal(__request, "/tags");
        __RequestWriter::query_literal(__request, "api-version=1");
        __RequestWriter::query::<Option<u32>, _>(__request, "page", &self.page);
        __RequestWriter::query_joined::<
            Vec<Order>,
            _,
        >(__request, "sort%5Bby%5D", ",", &self.sort);
        __RequestWriter::query_flatten::<Filter>(__request, "filter", &self.filter);
        __RequestWriter::header::<Option<String>, _>(__request, "x-mode", &self.mode);
        __RequestWriter::accept(__request, &[::callpoint::codec::Json::MEDIA_TYPE]);
    }
    #[inline]
    fn read(
        __answer: &mut ::callpoint::Answer,
    ) -> ::core::result::Result<Self::Output, ::callpoint::Unread<Self::Error>> {
        match ::callpoint::Answer::code(__answer) {
            200u16 => {
                ::callpoint::__private::output::<
                    Vec<Tag>,
                    ::callpoint::codec::Json,
                    _,
                >(__answer)
            }
            _ => {
                use ::callpoint::__private::AnySet as _;
                (&::callpoint::__private::SharedSet::<ApiError>::OF).refused(__answer)
            }
        }
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl<'a> ListTags<'a> {
    ///A `ListTags` with what is required; the rest is absent until it is set.
    #[must_use]
    #[allow(non_snake_case, clippy::too_many_arguments, clippy::new_without_default)]
    fn new(name: &'a str, sort: Vec<Order>, filter: Filter) -> Self {
        Self {
            name,
            page: ::core::option::Option::None,
            sort,
            filter,
            mode: ::core::option::Option::None,
        }
    }
    ///Sets `page`.
    #[must_use]
    #[allow(non_snake_case)]
    fn page(mut self, page: u32) -> Self {
        self.page = ::core::option::Option::Some(page);
        self
    }
    ///Sets `mode`.
    #[must_use]
    #[allow(non_snake_case)]
    fn mode(mut self, mode: impl ::core::convert::Into<String>) -> Self {
        self.mode = ::core::option::Option::Some(::core::convert::Into::into(mode));
        self
    }
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
impl<'a> ListTags<'a> {
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
