use callpoint::Param;

#[derive(Param)]
enum Mode {}

fn main() {}
