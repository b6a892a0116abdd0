
const DECLARED: &str = include_str!("declared.rs");
const INLINE: &str = include_str!("inline.rs");

/// The arguments of the attribute and the struct under it, of the first declaration in a source.
fn declaration(source: &str) -> Result<(TokenStream, TokenStream), Box<dyn std::error::Error>> {
    let source = source.replace("NUMBER", "7");
    let (_, source) = source.split_once("#[endpoint(").ok_or("no declaration")?;
    let (args, item) = source.split_once(")]\n").ok_or("no end of the attribute")?;
    let (item, _) = item.split_once("\n}\n").ok_or("no end of the struct")?;
    Ok((args.parse()?, format!("{item}\n}}").parse()?))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runs: u32 = std::env::args().nth(1).map_or(Ok(1_000), |runs| runs.parse())?;
    for (name, source) in [("declared", DECLARED), ("inline", INLINE)] {
        let (args, item) = declaration(source)?;
        let mut times = Vec::new();
        for _ in 0..runs {
            let (args, item) = (args.clone(), item.clone());
            let began = std::time::Instant::now();
            let tokens = run(args, &item);
            times.push(began.elapsed().as_secs_f64() * 1e6);
            if tokens.to_string().contains("compile_error") {
                return Err("there is a mistake in the declaration".into());
            }
        }
        times.sort_by(f64::total_cmp);
        let (Some(min), Some(median), Some(max)) = (times.first(), times.get(times.len() / 2), times.last()) else {
            continue;
        };
        println!("{name}: one expansion takes {min:.0} / {median:.0} / {max:.0} µs");
    }
    Ok(())
}
