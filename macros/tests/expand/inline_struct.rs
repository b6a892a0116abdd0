#[endpoint(POST, "/items", body = Form, 201 => Item { id: u64, parts: [Part { name: String }] }, 202 => (), 4xx => Problem { code: String })]
struct AddItem<T> {
    #[serde(flatten)]
    content: T,
}
