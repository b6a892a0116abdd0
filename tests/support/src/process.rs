//! Shared by both measurements: a child process, and the memory of this one.

use std::process::Child;

/// Any error.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// One mebibyte in bytes.
pub const MIB: u64 = 1024 * 1024;

/// Kills the child process on drop.
#[derive(Debug)]
pub struct Server(pub Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The peak memory of this process in bytes (`VmHWM`).
pub fn peak() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
    Ok(kib.ok_or("no VmHWM")?.trim().parse::<u64>()? * 1024)
}

/// Formats a number of bytes for people.
pub fn shown(bytes: u64) -> String {
    if bytes < MIB {
        return format!("{} KiB", bytes / 1024);
    }
    format!("{}.{} MiB", bytes / MIB, bytes % MIB * 10 / MIB)
}
