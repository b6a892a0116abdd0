use callpoint::{Upload, endpoint};

#[endpoint(POST, "/files", 201 => ())]
struct AddFile {
    #[part("file")]
    content: Upload,
}

async fn run(client: &callpoint::Client, content: Upload) {
    let _ = AddFile::new(content).call(client).await;
}

fn main() {}
