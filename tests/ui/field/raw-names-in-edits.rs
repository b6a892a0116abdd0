use callpoint::{Patch, endpoint};

// The template names a field without `r#`, and the edit of a field has it.
#[endpoint(GET, "/a/<type>/<as>", 204 => ())]
struct Raw<'a> {
    #[query(style = csv)]
    r#in: Option<&'a str>,
    r#type: Option<String>,
    r#as: Vec<String>,
    #[cookie("c")]
    r#fn: Patch<u8>,
}

fn main() {}
