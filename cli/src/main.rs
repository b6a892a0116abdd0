//! The command `callpoint`.
fn main() {
    let mut args = std::env::args().skip(1);
    let kind = args.next().unwrap_or_default();
    let text = std::fs::read_to_string(args.next().unwrap_or_default()).unwrap_or_default();
    let options = callpoint_cli::Options::default().examples(args.next().is_none());
    let result = if kind == "curl" { callpoint_cli::curl(&text, &options) } else { callpoint_cli::postman(&text, &options) };
    match result {
        Ok(imported) => { for file in imported.files { print!("{}", file.text); } eprint!("{}", imported.summary); }
        Err(error) => eprintln!("{error}"),
    }
}
