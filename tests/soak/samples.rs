//! The memory and the sockets in use, sampled repeatedly.

use crate::Result;

#[derive(Debug, Clone, Copy)]
struct Sample {
    done: usize,
    resident: u64,
    peak: u64,
    sockets: usize,
    tasks: usize,
}

#[derive(Default)]
pub(crate) struct Samples(Vec<Sample>);

const KIB: u64 = 1024;

/// A name, the measured values, and the tolerance.
type Measure = (&'static str, fn(&Sample) -> f64, f64);

impl Samples {
    pub(crate) fn take(&mut self, done: usize) -> Result<()> {
        self.0.push(Sample {
            done,
            resident: status("VmRSS:")?,
            peak: status("VmHWM:")?,
            sockets: sockets()?,
            tasks: tokio::runtime::Handle::current()
                .metrics()
                .num_alive_tasks(),
        });
        Ok(())
    }

    /// The samples of both halves, without the first tenth, in which connections and buffers are created.
    fn halves(&self) -> (&[Sample], &[Sample]) {
        let calls = self.0.last().map_or(0, |last| last.done);
        let at = |share: usize| {
            self.0
                .partition_point(|sample| sample.done < calls / 20 * share)
        };
        (&self.0[at(2)..at(11)], &self.0[at(11)..])
    }

    pub(crate) fn table(&self) -> String {
        let (first, second) = self.halves();
        let row = |name: &str, half: &[Sample]| {
            let (resident, sockets, tasks) = (
                mean(half, |sample| sample.resident as f64) / KIB as f64 / KIB as f64,
                mean(half, |sample| sample.sockets as f64),
                mean(half, |sample| sample.tasks as f64),
            );
            let most = |of: fn(&Sample) -> usize| half.iter().map(of).max().unwrap_or_default();
            format!(
                "{name:<12} {:>8} {resident:>14.1} {:>12.1} {sockets:>13.1} {:>12} {tasks:>11.1}\n",
                half.len(),
                half.last().map_or(0, |last| last.peak) as f64 / KIB as f64 / KIB as f64,
                most(|sample| sample.sockets),
            )
        };
        let head = "half          samples  memory, mean         peak  sockets, mean         most  tasks, mean\n";
        format!("{head}{}{}", row("first", first), row("second", second))
    }

    /// What grew from the first half to the second.
    pub(crate) fn growth(&self) -> Vec<String> {
        let (first, second) = self.halves();
        if first.len() < 5 || second.len() < 5 {
            return vec!["too few samples: make more calls".to_owned()];
        }
        let measures: [Measure; 4] = [
            (
                "memory",
                |sample| sample.resident as f64,
                4096.0 * KIB as f64,
            ),
            (
                "peak memory",
                |sample| sample.peak as f64,
                8192.0 * KIB as f64,
            ),
            ("sockets", |sample| sample.sockets as f64, 16.0),
            ("tasks", |sample| sample.tasks as f64, 32.0),
        ];
        let grown = measures.iter().filter_map(|(name, of, noise)| {
            let (before, after) = (mean(first, of), mean(second, of));
            let allowed = before * 1.05 + noise;
            (after > allowed).then(|| format!("{name} grew from {before:.0} to {after:.0}"))
        });
        grown.collect()
    }
}

fn mean(samples: &[Sample], of: impl Fn(&Sample) -> f64) -> f64 {
    samples.iter().map(of).sum::<f64>() / samples.len().max(1) as f64
}

/// A line of the kernel's report on this process, in bytes.
fn status(name: &str) -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
    Ok(kib.ok_or("no such line")?.trim().parse::<u64>()? * KIB)
}

/// The number of open sockets of this process.
pub(crate) fn sockets() -> Result<usize> {
    let is_socket = |entry: std::io::Result<std::fs::DirEntry>| {
        // Not one that was closed in the meantime.
        let target = entry
            .ok()
            .and_then(|entry| std::fs::read_link(entry.path()).ok());
        target.is_some_and(|target| target.to_string_lossy().starts_with("socket:"))
    };
    let entries = std::fs::read_dir("/proc/self/fd")?;
    Ok(entries
        .map(is_socket)
        .filter(|is_socket| *is_socket)
        .count())
}
