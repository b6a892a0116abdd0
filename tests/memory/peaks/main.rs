//! The most memory that a server can make a client use: within a documented limit plus 16 MiB for the process itself, whatever it sends.
//!
//! Each case runs in a child process, with the server in another one, so that only the client counts. `peaks` runs all cases, or those whose names
//! contain its argument, and prints the table; it starts `peaks serve` and `peaks read …` for it.

// Other systems have no file that reports the memory of a process.
#[cfg(target_os = "linux")]
mod cases;
#[cfg(target_os = "linux")]
mod read;
#[cfg(target_os = "linux")]
mod serve;
#[cfg(target_os = "linux")]
mod wire;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    linux::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("not measured: there is no /proc that says how much memory a process has used");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, ExitCode, Stdio};

    use crate::cases::cases;
    use crate::{read, serve};
    use callpoint_test_support::process::{MIB, Result, Server, peak, shown};

    /// What an idle process needs: its code, the runtime, the transport and its certificates.
    const PROCESS: u64 = 16 * MIB;

    pub(crate) fn main() -> ExitCode {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let outcome = match arguments.as_slice() {
            ["serve"] => serve::serve().map(|()| true),
            ["read", case, over, base] => read_one(case, over, base),
            _ => measure(&arguments),
        };
        match outcome {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        }
    }

    /// Prints the outcome, and the memory that it took.
    fn read_one(number: &str, over: &str, base: &str) -> Result<bool> {
        let case = cases().into_iter().nth(number.parse()?);
        let outcome = read::read(&case.ok_or("no such case")?, number, over.parse()?, base)?;
        println!("{}\n{outcome}", peak()?);
        Ok(true)
    }

    fn measure(arguments: &[&str]) -> Result<bool> {
        // Arguments of the test harness are ignored; a name selects cases.
        let filter = arguments.iter().find(|it| !it.starts_with('-'));
        let mut cases: Vec<_> = cases().into_iter().enumerate().collect();
        cases.retain(|(_, case)| filter.is_none_or(|filter| case.name.contains(filter)));
        if cases.is_empty() || arguments.contains(&"--list") {
            return Ok(true);
        }
        let executable = std::env::current_exe()?;
        let mut server = Command::new(&executable);
        let mut server = Server(server.arg("serve").stdout(Stdio::piped()).spawn()?);
        let mut base = String::new();
        BufReader::new(server.0.stdout.take().ok_or("no output")?).read_line(&mut base)?;

        println!(
            "{:42} | {:9} | {:>9} | {:>9}",
            "case", "transport", "peak", "limit"
        );
        let mut failures = Vec::new();
        for (number, case) in &cases {
            let number = number.to_string();
            for over in case.over() {
                let mut command = Command::new(&executable);
                let command = command.args(["read", &number, over.name(), base.trim()]);
                // Without it, glibc keeps what it got for large buffers, as it likes: more or less at each run.
                command.env("MALLOC_MMAP_THRESHOLD_", "131072");
                let output = command.stderr(Stdio::inherit()).output()?;
                let output = String::from_utf8(output.stdout)?;
                let (peak, outcome) = output.trim().split_once('\n').unwrap_or(("0", "no end"));
                let peak = peak.parse()?;
                println!(
                    "{:42} | {:9} | {:>9} | {:>9}",
                    case.name,
                    over.name(),
                    shown(peak),
                    shown(case.limit)
                );
                if outcome != case.outcome {
                    failures.push(format!(
                        "{}, {}: {outcome}, and not {}",
                        case.name,
                        over.name(),
                        case.outcome
                    ));
                }
                if peak >= case.limit + PROCESS {
                    failures.push(format!(
                        "{}, {}: {} is not below {} and {}",
                        case.name,
                        over.name(),
                        shown(peak),
                        shown(case.limit),
                        shown(PROCESS)
                    ));
                }
            }
        }
        for failure in &failures {
            eprintln!("{failure}");
        }
        Ok(failures.is_empty())
    }
}
