use callpoint::OpenEnum;

#[derive(Debug, OpenEnum)]
enum Status {
    Valid,
    Unknown { text: String },
}

fn main() {}
