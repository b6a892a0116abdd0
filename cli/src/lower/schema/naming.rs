//! The names of types: those of the document, or else what they are of, in at most four words. They do not depend on the order of the
//! document.

use std::collections::{HashMap, HashSet};

use super::graph::{Def, DefId, DefKind, Origin, Outer, Place, Ty};
use super::uses::Uses;
use crate::names::{Taken, singular, type_name, words};

/// How many words a name of ours has.
const MOST_WORDS: usize = 4;

/// Words that say nothing of a type.
const FILLERS: [&str; 10] = [
    "body", "data", "get", "item", "list", "of", "response", "result", "the", "value",
];

/// The names of all types that are used, by their place in the graph.
pub(super) struct Names {
    pub(super) by_def: HashMap<DefId, String>,
    /// The names of what is sent, where that is another type.
    pub(super) inputs: HashMap<DefId, String>,
    /// The types in the order of their names.
    pub(super) order: Vec<DefId>,
}

/// Names the types.
///
/// Those of `inlined` are not declared: what is in them is called after the endpoint, or after their name.
pub(super) fn names(
    defs: &[Def<'_>],
    uses: &Uses<'_>,
    inlined: &HashSet<DefId>,
    taken: &mut Taken,
) -> Names {
    let reached: Vec<DefId> = (0..defs.len()).filter(|def| uses.is_used(*def)).collect();
    let mut named: Vec<(&str, DefId)> = reached
        .iter()
        .filter_map(|def| match defs[*def].origin {
            Origin::Named(name) => Some((name, *def)),
            Origin::Inline(_) => None,
        })
        .collect();
    named.sort_unstable_by_key(|(name, def)| (*name, defs[*def].is_xml, *def));
    let mut by_def: HashMap<DefId, String> = HashMap::new();
    // What a name is in JSON and in XML is of one name.
    let mut distinct = named.clone();
    distinct.dedup_by_key(|(name, _)| *name);
    let suffixes = suffixes(&distinct);
    for (name, def) in &named {
        let short = suffixes.get(name).copied().unwrap_or(*name);
        let own = of_schema(short);
        let candidates = own.iter().cloned().chain(own.iter().map(|own| {
            let word = if defs[*def].is_xml { "Xml" } else { "Body" };
            format!("{own}{word}")
        }));
        let mut candidates: Vec<String> = candidates.collect();
        if inlined.contains(def) {
            by_def.insert(*def, candidates.swap_remove(0));
        } else {
            by_def.insert(*def, taken.take(candidates));
        }
    }
    for def in inlined {
        if let Origin::Inline(places) = &defs[*def].origin
            && let Some(Outer::Name(outer)) = places.first().map(|place| &place.outer)
        {
            by_def.insert(*def, outer.clone());
        }
    }
    inline(defs, &reached, taken, &mut by_def);
    let mut order = reached;
    order.sort_by(|one, other| by_def.get(one).cmp(&by_def.get(other)));
    let mut inputs = HashMap::new();
    for def in &order {
        if uses.is_split[*def]
            && let Some(name) = by_def.get(def)
        {
            inputs.insert(*def, taken.take([format!("{name}Input")]));
        }
    }
    Names {
        by_def,
        inputs,
        order,
    }
}

/// The name of a schema in Rust.
fn of_schema(name: &str) -> Vec<String> {
    let words = words(name);
    match type_name(&words) {
        // `Error` is what people import beside it.
        Some(_) if words.len() == 1 && name.eq_ignore_ascii_case("error") => {
            vec!["ErrorBody".to_owned()]
        }
        Some(name) => vec![name],
        None => vec!["Type".to_owned()],
    }
}

/// Of names like `com.example.v1.Link` the end that no other has.
fn suffixes<'a>(named: &[(&'a str, DefId)]) -> HashMap<&'a str, &'a str> {
    let ends = |name: &'a str| {
        let starts = name
            .match_indices(['.', '/', ':'])
            .map(|(at, mark)| at + mark.len());
        let mut starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
        starts.reverse();
        starts.into_iter().take(8).filter_map(move |at| {
            let end = name.get(at..)?;
            type_name(&words(end)).is_some().then_some(end)
        })
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (name, _) in named {
        for end in ends(name) {
            *counts
                .entry(type_name(&words(end)).unwrap_or_default())
                .or_default() += 1;
        }
    }
    let mut short = HashMap::new();
    for (name, _) in named {
        let is_only =
            |end: &&str| counts.get(&type_name(&words(end)).unwrap_or_default()) == Some(&1);
        if let Some(end) = ends(name).find(is_only) {
            short.insert(*name, end);
        }
    }
    short
}

/// Names what has none, from the outside to the inside.
fn inline(
    defs: &[Def<'_>],
    used: &[DefId],
    taken: &mut Taken,
    by_def: &mut HashMap<DefId, String>,
) {
    let mut inside: HashMap<DefId, Vec<DefId>> = HashMap::new();
    let mut level: Vec<DefId> = Vec::new();
    for &def in used {
        let Origin::Inline(places) = &defs[def].origin else {
            continue;
        };
        let mut is_outermost = false;
        for place in places {
            match &place.outer {
                Outer::Def(outer) if !by_def.contains_key(outer) => {
                    inside.entry(*outer).or_default().push(def);
                }
                _ => is_outermost = true,
            }
        }
        if is_outermost {
            level.push(def);
        }
    }
    while !level.is_empty() {
        let mut wanted: Vec<(String, String, DefId)> = Vec::new();
        for def in level {
            if by_def.contains_key(&def) {
                continue;
            }
            let Origin::Inline(places) = &defs[def].origin else {
                continue;
            };
            let known = places.iter().filter_map(|place| {
                let outer = match &place.outer {
                    Outer::Name(name) => name.clone(),
                    Outer::Def(outer) => by_def.get(outer)?.clone(),
                };
                Some((outer, place.key.clone()))
            });
            if let Some((outer, key)) = known.min() {
                wanted.push((outer, key, def));
            }
        }
        wanted.sort();
        wanted.dedup();
        let mut next = Vec::new();
        for (outer, key, def) in wanted {
            if let Origin::Inline(places) = &defs[def].origin
                && !by_def.contains_key(&def)
            {
                let mut all = candidates(&outer, &key, places);
                if let Some(shared) = shared(&defs[def], &key, places, by_def) {
                    all.insert(0, shared);
                }
                by_def.insert(def, taken.take(all));
                next.extend(inside.remove(&def).into_iter().flatten());
            }
        }
        level = next;
    }
    // What only types that are never declared hold: it is named by its key alone.
    let mut rest: Vec<(&Place, DefId)> = used
        .iter()
        .filter(|def| !by_def.contains_key(*def))
        .filter_map(|def| match &defs[*def].origin {
            Origin::Inline(places) => Some((places.iter().min()?, *def)),
            Origin::Named(_) => None,
        })
        .collect();
    rest.sort();
    for (place, def) in rest {
        by_def.insert(def, taken.take(candidates("", &place.key, &[])));
    }
}

/// What a body is called that several operations have: what is in it, or what their names have in common. The first of them says nothing
/// of the others.
fn shared(
    def: &Def<'_>,
    key: &str,
    places: &[Place],
    by_def: &HashMap<DefId, String>,
) -> Option<String> {
    let keys = words(key);
    let is_filler = |word: &String| FILLERS.contains(&word.to_lowercase().as_str());
    let outers = places.iter().map(|place| match &place.outer {
        Outer::Name(name) => Some(words(name)),
        Outer::Def(_) => None,
    });
    let outers: Vec<Vec<String>> = outers.collect::<Option<_>>()?;
    let (first, others) = outers.split_first()?;
    let has_title = places.iter().any(|place| place.title.is_some());
    if has_title
        || keys.is_empty()
        || !keys.iter().all(is_filler)
        || !others.iter().any(|one| one != first)
    {
        return None;
    }
    if let DefKind::Struct(declared) = &def.kind
        && let ([only], None, None) = (
            declared.fields.as_slice(),
            &declared.union,
            &declared.additional,
        )
    {
        let inside = match &only.value.ty {
            Ty::Def(inner) => by_def.get(inner).map(|name| (name, keys.clone())),
            Ty::List(item) => match &**item {
                Ty::Def(inner) => by_def
                    .get(inner)
                    .map(|name| (name, vec!["List".to_owned()])),
                _ => None,
            },
            _ => None,
        };
        let own = words(only.wire);
        return match inside {
            Some((name, end)) if own.iter().all(is_filler) => {
                type_name(&[words(name), end].concat())
            }
            _ if own.len() < MOST_WORDS => type_name(&[own, keys].concat()),
            _ => None,
        };
    }
    let is_small = |word: &String| {
        let word = word.to_lowercase();
        ["by", "for", "from", "in", "to", "with"].contains(&word.as_str()) || word.len() < 2
    };
    let mut common: Vec<String> = first
        .iter()
        .filter(|word| others.iter().all(|other| other.contains(word)))
        .filter(|word| !is_filler(word))
        .cloned()
        .collect();
    while common.last().is_some_and(is_small) {
        common.pop();
    }
    let fits = !common.is_empty() && common.len() < MOST_WORDS && !common.iter().all(is_small);
    fits.then(|| type_name(&[common, keys].concat())).flatten()
}

/// What a type is called that has no name: the best first.
fn candidates(outer: &str, key: &str, places: &[Place]) -> Vec<String> {
    let mut names = Vec::new();
    let outers = words(outer);
    let keys = words(key);
    let titles = places.iter().filter_map(|place| place.title.as_deref());
    let title = titles.min().map(words);
    names.extend(
        title
            .filter(|title| (1..=MOST_WORDS).contains(&title.len()))
            .and_then(|title| type_name(&title)),
    );
    let is_shared = places
        .iter()
        .any(|place| Some(&place.outer) != places.first().map(|first| &first.outer));
    let is_filler =
        |word: &String| FILLERS.contains(&word.to_lowercase().as_str()) || word.len() < 2;
    if is_shared && !keys.iter().all(is_filler) && !key.starts_with("variant ") {
        names.extend(type_name(&keys));
    }
    if keys.is_empty() {
        names.extend(type_name(&words(&singular(outer))).filter(|name| *name != outer));
        names.extend(type_name(
            &[outers.as_slice(), &["Item".to_owned()]].concat(),
        ));
        return names;
    }
    let mut outers = outers;
    if outers.len() + keys.len() > MOST_WORDS {
        outers.retain(|word| !is_filler(word));
    }
    let room = MOST_WORDS.saturating_sub(keys.len());
    let from = outers.len().saturating_sub(room);
    let short: Vec<String> = outers
        .iter()
        .skip(from)
        .chain(keys.iter().take(MOST_WORDS))
        .cloned()
        .collect();
    names.extend(type_name(&short));
    if names.is_empty() {
        names.push("Item".to_owned());
    }
    names
}
