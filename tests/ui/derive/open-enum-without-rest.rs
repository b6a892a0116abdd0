use callpoint::OpenEnum;

#[derive(OpenEnum)]
enum Status {
    Valid,
    Invalid,
}

fn main() {}
