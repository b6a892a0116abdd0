//! The client with an allocator that counts.

mod calls;
mod columns;
mod run;
mod types;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Without `testing` there would be no figures to read, and a file would be written at the end.
    let _profiler = dhat::Profiler::builder()
        .testing()
        .trim_backtraces(Some(1))
        .build();
    run::main(|| {
        let stats = dhat::HeapStats::get();
        (
            stats.total_blocks,
            stats.total_bytes,
            stats.max_bytes as u64,
        )
    })
}
