/**# `GET /v2/<name..>/tags?api-version=1&<page>`

| field | type | sent in |
|---|---|---|
| `name` | `&'a str` | path segments |
| `page` | `Option<u32>` | query `page`, optional |
| `sort` | `Vec<Order>` | query `sort%5Bby%5D`, comma-separated |
| `version` | `Option<Version>` | query `version`, optional |
| `filter` | `Filter` | query, flattened |
| `mode` | `Option<String>` | header `x-mode`, optional |

| status | response |
|---|---|
| 200 | `Vec<Tag>` |
| errors | `ApiError` |
| others | [`Error::Unexpected`](::callpoint::Error::Unexpected) |
*/
struct ListTags<'a> {
    name: &'a str,
    page: Option<u32>,
    sort: Vec<Order>,
    version: Option<Version>,
    filter: Filter,
    mode: Option<String>,
}
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
const _: () = {
    use ::callpoint::__private::names::*;
    #[automatically_derived]
    impl<'a> __Endpoint for ListTags<'a> {
        const META: &'static __private::EndpointMeta = &__EndpointMeta::new(
                "ListTags",
                "GET",
                "/v2/<name..>/tags?api-version=1&<page>",
            )
            .module(::core::module_path!())
            .parameters(
                ::callpoint::__private::__schemas!(
                    [& 'a str] __ParamMeta::new("name", __FieldLocation::PathSegments,
                    "&'a str"), [u32] __ParamMeta::new("page",
                    __FieldLocation::Query(__QueryStyle::Repeat), "Option<u32>")
                    .optional(), [Vec < Order >] __ParamMeta::new("sort%5Bby%5D",
                    __FieldLocation::Query(__QueryStyle::Csv), "Vec<Order>")
                    .field("sort"), [] __ParamMeta::new("version",
                    __FieldLocation::Query(__QueryStyle::Repeat), "Option<Version>")
                    .optional(), [Filter] __ParamMeta::new("filter",
                    __FieldLocation::Query(__QueryStyle::Flatten), "Filter"), [String]
                    __ParamMeta::new("x-mode", __FieldLocation::Header, "Option<String>")
                    .field("mode").optional()
                ),
            )
            .successes(
                ::callpoint::__private::__schemas!(
                    [Vec < Tag >] __ResponseMeta::new(& [__StatusPattern::Code(200u16)],
                    "Vec<Tag>", __JSON)
                ),
            )
            .errors(<ApiError as __ErrorSet>::RESPONSES)
            .timeout(::core::time::Duration::from_millis(5000u64));
        type Auth = ::callpoint::auth::AnyAuth;
        type Output = Vec<Tag>;
        type Error = ApiError;
        #[inline]
        fn write(&self, request: &mut __private::RequestWriter) {
            __RequestWriter::literal(request, "/v2/");
            __RequestWriter::path_rest::<&'a str>(request, "name", &self.name);
            __RequestWriter::literal(request, "/tags");
            __RequestWriter::query_literal(request, "api-version=1");
            __RequestWriter::query::<Option<u32>>(request, "page", &self.page);
            __RequestWriter::query_joined::<
                Vec<Order>,
            >(request, "sort%5Bby%5D", ",", &self.sort);
            __RequestWriter::query::<
                _,
            >(
                request,
                "version",
                &__private::display::<Option<Version>, _>(&self.version),
            );
            __RequestWriter::query_flatten::<Filter>(request, "filter", &self.filter);
            __RequestWriter::header::<Option<String>>(request, "x-mode", &self.mode);
        }
        #[inline]
        fn read(
            response: &mut __private::ResponseReader,
        ) -> __private::Result<Self::Output, __private::ReadError<Self::Error>> {
            match __ResponseReader::code(response) {
                200u16 => __output::<Vec<Tag>, __Json, _>(response),
                _ => (&__private::SharedSet::<ApiError>::OF).error_response(response),
            }
        }
    }
};
#[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)]
#[allow(non_snake_case)]
impl<'a> ListTags<'a> {
    ///Creates `ListTags` from its required fields; optional fields are absent until set.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    fn new(name: &'a str, sort: Vec<Order>, filter: Filter) -> Self {
        #[allow(unused_imports)]
        use ::core::option::Option::None as __None;
        Self {
            name,
            page: __None,
            sort,
            version: __None,
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
    ///Sets `version`.
    #[must_use]
    fn version(mut self, version: Version) -> Self {
        self.version = ::core::option::Option::Some(version);
        self
    }
    ///Sets `mode`.
    #[must_use]
    fn mode(mut self, mode: impl ::callpoint::ValueFor<String>) -> Self {
        self.mode = mode.__some();
        self
    }
    ///Sets `page`, which is absent for `None`.
    #[inline]
    #[must_use]
    fn maybe_page(mut self, page: Option<u32>) -> Self {
        self.page = page;
        self
    }
    ///Sets `version`, which is absent for `None`.
    #[inline]
    #[must_use]
    fn maybe_version(mut self, version: Option<Version>) -> Self {
        self.version = version;
        self
    }
    ///Sets `mode`, which is absent for `None`.
    #[inline]
    #[must_use]
    fn maybe_mode(mut self, mode: Option<String>) -> Self {
        self.mode = mode;
        self
    }
}
::callpoint::__call! {
    #[allow(deprecated, single_use_lifetimes, clippy::trait_duplication_in_bounds)] impl
    < 'a > ListTags < 'a > { #[doc =
    "Sends the request: see [`Client::call`](::callpoint::Client::call)."] fn call < A, P
    > (& self, client : & ::callpoint::Client < A >,) -> ::callpoint::Call < Vec < Tag >,
    ApiError > where A : ::callpoint::auth::Provides < ::callpoint::auth::AnyAuth, P >, {
    ::callpoint::Client::call(client, self) } }
}
