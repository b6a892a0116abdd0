#[endpoint(PATCH, "/links/<id>/<at: Display>.json", serve, body = Form, errors = ApiError,
    200 | 201 => Link(Link { id: u64, #[serde(rename = "Kind")] kind: Kind }),
    206 => Part(Download as Whole),
    207 => Option<Vec<Odd>>,
)]
pub struct PatchLink<T> {
    id: u64,
    at: Time,
    #[query(style = csv)]
    list: Vec<T>,
    #[header("X-Mode")]
    mode: Option<Mode>,
    name: String,
    note: Option<T>,
}
