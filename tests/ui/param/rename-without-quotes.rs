use callpoint::Param;

#[derive(Debug, Param)]
enum Priority {
    #[serde(rename = 1)]
    High,
}

fn main() {}
