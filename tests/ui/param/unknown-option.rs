use callpoint::Param;

#[derive(Param)]
#[callpoint(name = "mode")]
enum Mode {
    Live,
}

fn main() {}
