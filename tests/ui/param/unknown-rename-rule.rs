use callpoint::Param;

#[derive(Param)]
#[serde(rename_all = "KebabCase")]
enum Mode {
    VeryFast,
}

fn main() {}
