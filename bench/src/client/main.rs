//! Makes the calls of one column: `bench-client COLUMN STATUS ADDRESS CALLS` one after another, to be counted;
//! with a fifth argument `AT_A_TIME`, that many at a time, timed.

mod calls;
mod columns;
mod run;
mod types;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    run::main(|| (0, 0, 0))
}
