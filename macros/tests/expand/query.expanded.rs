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
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[automatically_derived]
    impl<'a> __Endpoint for ListTags<'a> {
        const META: &'static __EndpointMeta = &__EndpointMeta::new(
                "ListTags",
                "GET",
                "/v2/<name..>/tags?api-version=1&<page>",
            )
            .module(::core::module_path!())
            .parameters(
                &[
                    __ParamMeta::new("name", __Place::PathRest, "&'a str"),
                    __ParamMeta::new(
                            "page",
                            __Place::Query(__QueryStyle::Repeat),
                            "Option<u32>",
                        )
                        .optional(),
                    __ParamMeta::new(
                        "sort%5Bby%5D",
                        __Place::Query(__QueryStyle::Csv),
                        "Vec<Order>",
                    ),
                    __ParamMeta::new(
                        "filter",
                        __Place::Query(__QueryStyle::Flatten),
                        "Filter",
                    ),
                    __ParamMeta::new("x-mode", __Place::Header, "Option<String>")
                        .optional(),
                ],
            )
            .successes(
                &[__AnswerMeta::new(&[__StatusMatch::Code(200u16)], "Vec<Tag>", "Json")],
            )
            .refusals(<ApiError as __Responses>::ANSWERS)
            .timeout(::core::time::Duration::from_millis(5000u64));
        type Auth = ::callpoint::auth::AnyAuth;
        type Output = Vec<Tag>;
        type Error = ApiError;
        #[inline]
        fn write(&self, __request: &mut __RequestWriter) {
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
            __RequestWriter::header::<
                Option<String>,
                _,
            >(__request, "x-mode", &self.mode);
            __RequestWriter::accept(__request, &[::callpoint::codec::Json::MEDIA_TYPE]);
        }
        #[inline]
        fn read(
            __answer: &mut __Answer,
        ) -> __Result<Self::Output, __Unread<Self::Error>> {
            match __Answer::code(__answer) {
                200u16 => __output::<Vec<Tag>, ::callpoint::codec::Json, _>(__answer),
                _ => {
                    use __private::AnySet as _;
                    (&__private::SharedSet::<ApiError>::OF).refused(__answer)
                }
            }
        }
    }
};
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
#[allow(non_snake_case)]
impl<'a> ListTags<'a> {
    ///A `ListTags` with what is required; the rest is absent until it is set.
    #[must_use]
    #[allow(clippy::too_many_arguments, clippy::new_without_default)]
    fn new(name: &'a str, sort: Vec<Order>, filter: Filter) -> Self {
        use ::callpoint::__private::names::*;
        Self {
            name,
            page: __None,
            sort,
            filter,
            mode: __None,
        }
    }
    ///Sets `page`.
    #[must_use]
    fn page(mut self, page: u32) -> Self {
        self.page = ::core::option::Option::Some(page);
        self
    }
    ///Sets `mode`.
    #[must_use]
    fn mode(mut self, mode: impl ::core::convert::Into<String>) -> Self {
        self.mode = ::core::option::Option::Some(mode.into());
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
