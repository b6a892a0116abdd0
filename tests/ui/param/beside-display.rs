use callpoint::Param;

#[derive(Param)]
enum Mode {
    Live,
    Cached,
}

impl std::fmt::Display for Mode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("mode")
    }
}

fn main() {}
