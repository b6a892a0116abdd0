#[endpoint(GET, "/v2/<name..>/tags?api-version=1&<page>", timeout = "5s", 200 => Vec<Tag>, errors = ApiError)]
struct ListTags<'a> {
    name: &'a str,
    page: Option<u32>,
    #[query("sort[by]", style = csv)]
    sort: Vec<Order>,
    #[query(Display)]
    version: Option<Version>,
    #[query(flatten)]
    filter: Filter,
    #[header("X-Mode")]
    mode: Option<String>,
}
