use callpoint::{Upload, endpoint};

#[endpoint(POST, "/files", idempotency_key = "Idempotency-Key", 201 => ())]
struct AddFile {
    #[body(Stream)]
    content: Upload,
}

async fn run(client: &callpoint::Client, content: Upload) {
    let _ = AddFile::new(content).call(client).await;
}

fn main() {}
