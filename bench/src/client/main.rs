//! Makes the calls of one column: `bench-client COLUMN ANSWER count CALLS [ADDRESS]` or `… load CALLS ADDRESS AT_A_TIME`.

mod calls;
mod columns;
mod run;
mod types;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    run::main(|| (0, 0))
}
