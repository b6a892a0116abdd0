//! Charts of the table in `docs/costs.md`, as SVG that is readable on light and on dark pages.

use std::fmt::Write as _;
use std::fs;

use crate::cargo::{Outcome, repository};
use crate::table::tell;

/// One chart: its file and title, and its bars.
struct Chart {
    file: &'static str,
    title: &'static str,
    /// The figure, what it is of, its baseline, and what stands beside the bar.
    bars: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

const CHARTS: [Chart; 2] = [
    Chart {
        file: "costs-calls.svg",
        title: "A call, as a multiple of the same by hand",
        bars: &[
            (
                "instructions per call, 200",
                "callpoint-reqwest",
                "reqwest",
                "instructions, ReqwestTransport ÷ reqwest",
            ),
            (
                "instructions per call, 200",
                "callpoint-hyper",
                "reqwest",
                "instructions, HyperTransport ÷ reqwest",
            ),
            (
                "instructions per call, 200",
                "callpoint-hyper",
                "hyper-plain",
                "instructions, HyperTransport ÷ hyper-util",
            ),
            (
                "allocations per call, 200",
                "callpoint-reqwest",
                "reqwest",
                "allocations, ReqwestTransport ÷ reqwest",
            ),
            (
                "allocations per call, 200",
                "callpoint-hyper",
                "reqwest",
                "allocations, HyperTransport ÷ reqwest",
            ),
            (
                "instructions per GET with four parameters, 50 KB",
                "callpoint-reqwest",
                "reqwest",
                "a list of 50 KB ÷ reqwest",
            ),
            (
                "instructions per GET of 2 MB",
                "callpoint-reqwest",
                "reqwest",
                "a list of 2 MB ÷ reqwest",
            ),
            (
                "peak memory, GET of 2 MB",
                "callpoint-reqwest",
                "reqwest",
                "peak memory of it ÷ reqwest",
            ),
            (
                "instructions per form",
                "callpoint-reqwest",
                "reqwest",
                "a form ÷ reqwest",
            ),
            (
                "instructions per MB of upload",
                "callpoint-reqwest",
                "reqwest",
                "an upload ÷ reqwest",
            ),
            (
                "instructions per MB of download",
                "callpoint-reqwest",
                "reqwest",
                "a download ÷ reqwest",
            ),
            (
                "instructions per event",
                "callpoint-reqwest",
                "reqwest",
                "server-sent events ÷ eventsource-stream",
            ),
            (
                "instructions per JSON line",
                "callpoint-reqwest",
                "reqwest",
                "JSON lines ÷ LinesCodec",
            ),
        ],
    },
    Chart {
        file: "costs-compiler.svg",
        title: "An endpoint, as a multiple of the same by hand",
        bars: &[
            (
                "tokens per endpoint, expanded",
                "declared",
                "hand-written",
                "tokens, declared",
            ),
            (
                "tokens per endpoint, expanded",
                "inline",
                "hand-written-own",
                "tokens, inline",
            ),
            (
                "lines of IR per endpoint, dev",
                "declared",
                "hand-written",
                "lines of IR, declared",
            ),
            (
                "lines of IR per endpoint, dev",
                "inline",
                "hand-written-own",
                "lines of IR, inline",
            ),
            (
                "million instructions of rustc per endpoint, check",
                "declared",
                "hand-written",
                "instructions of rustc, declared",
            ),
            (
                "million instructions of rustc per endpoint, check",
                "inline",
                "hand-written-own",
                "instructions of rustc, inline",
            ),
            (
                "bytes of the binary per endpoint",
                "declared",
                "hand-written",
                "bytes of the binary, declared",
            ),
            (
                "bytes of the binary per endpoint",
                "inline",
                "hand-written-own",
                "bytes of the binary, inline",
            ),
            (
                "million instructions of rustc per endpoint, edit",
                "declared",
                "hand-written",
                "instructions of an edit, declared",
            ),
            (
                "bytes of the README's program, release",
                "callpoint",
                "reqwest by hand",
                "binary of the README's program",
            ),
            (
                "seconds of an incremental check, one of 100 edited",
                "declared",
                "hand-written",
                "incremental check of 100, declared",
            ),
            (
                "seconds of an incremental check, one of 100 edited",
                "inline",
                "hand-written-own",
                "incremental check of 100, inline",
            ),
        ],
    },
];

/// Writes the charts of the figures that stand in the table.
pub(crate) fn write() -> Outcome<()> {
    let docs = repository()?.join("docs");
    let table = fs::read_to_string(docs.join("costs.md"))?;
    for chart in &CHARTS {
        fs::write(docs.join(chart.file), svg(chart, &table)?)?;
        tell(&format!("docs/{}", chart.file));
    }
    Ok(())
}

/// The multiple of a baseline in a row of the table: `**0.90** reqwest (…)`.
fn ratio(table: &str, figure: &str, of: &str, baseline: &str) -> Option<f64> {
    let start = format!("| {figure} | {of} | ");
    let row = table.lines().find_map(|line| line.strip_prefix(&start))?;
    let (before, _) = row.split_once(&format!("** {baseline} ("))?;
    before.rsplit_once("**")?.1.parse().ok()
}

const WIDTH: u32 = 760;
/// Where the bars begin.
const LEFT: u32 = 330;
const ROW: u32 = 24;
/// Of a multiple of 1.
const UNIT: f64 = 240.0;

fn svg(chart: &Chart, table: &str) -> Outcome<String> {
    let height = ROW * u32::try_from(chart.bars.len())? + 60;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n\
         <title>{}</title>\n<style>\n\
         text {{ font: 13px sans-serif; fill: #24292f }} .bar {{ fill: #4078c0 }} .more {{ fill: #b35900 }} line {{ stroke: #57606a; stroke-dasharray: 3 3 }}\n\
         @media (prefers-color-scheme: dark) {{ text {{ fill: #e6edf3 }} .bar {{ fill: #6ca4f8 }} .more {{ fill: #f0883e }} line {{ stroke: #8b949e }} }}\n\
         </style>\n<text x=\"10\" y=\"20\" font-weight=\"bold\">{}</text>\n",
        chart.title, chart.title
    );
    for (row, &(figure, of, baseline, label)) in (0..).zip(chart.bars) {
        let ratio = ratio(table, figure, of, baseline)
            .ok_or_else(|| format!("the table has no {figure} of {of} beside {baseline}"))?;
        let top = 36 + ROW * row;
        let (class, length) = (if ratio > 1.0 { "more" } else { "bar" }, ratio * UNIT);
        let (text, end) = (top + 13, f64::from(LEFT) + length + 6.0);
        writeln!(
            svg,
            "<text x=\"{}\" y=\"{text}\" text-anchor=\"end\">{label}</text>",
            LEFT - 8
        )?;
        writeln!(
            svg,
            "<rect class=\"{class}\" x=\"{LEFT}\" y=\"{top}\" width=\"{length:.1}\" height=\"17\"/>"
        )?;
        writeln!(svg, "<text x=\"{end:.1}\" y=\"{text}\">{ratio:.2}</text>")?;
    }
    let (at, bottom) = (f64::from(LEFT) + UNIT, height - 18);
    write!(
        svg,
        "<line x1=\"{at}\" y1=\"30\" x2=\"{at}\" y2=\"{bottom}\"/>\n<text x=\"{at}\" y=\"{}\" text-anchor=\"middle\">1: by hand</text>\n</svg>\n",
        height - 4
    )?;
    Ok(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Run `bench/run.sh charts` after the table has changed.
    #[test]
    fn the_charts_show_the_table() {
        let docs = repository().unwrap().join("docs");
        let table = fs::read_to_string(docs.join("costs.md")).unwrap();
        for chart in &CHARTS {
            let shown = fs::read_to_string(docs.join(chart.file)).unwrap();
            assert_eq!(shown, svg(chart, &table).unwrap(), "{}", chart.file);
        }
    }
}
