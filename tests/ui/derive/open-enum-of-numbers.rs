use callpoint::OpenEnum;

#[derive(Debug, OpenEnum)]
enum Status {
    Valid,
    Unknown(u16),
}

fn main() {}
