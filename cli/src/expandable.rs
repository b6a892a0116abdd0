//! Values that are an id, or the object of that id where a request asks for it, as Stripe has them (`x-expansionResources`): the id alone.

use callpoint_documents::description::{
    Additional, Body, Description, Entry, Folder, Kind, Response, Schema,
};

/// The extension that such a value has.
const MARK: &str = "x-expansionResources";

/// Leaves of each such value the id. What only the objects need is then declared no more.
pub(crate) fn ids_only(description: &mut Description) {
    let named = description.schemas.iter_mut();
    let mut waiting: Vec<&mut Schema> = named.map(|named| &mut named.schema).collect();
    of_responses(&mut description.root, &mut waiting);
    while let Some(schema) = waiting.pop() {
        if schema.other.get(MARK).is_some() {
            leave_id(schema);
            continue;
        }
        let properties = schema.properties.iter_mut();
        waiting.extend(properties.map(|property| &mut property.schema));
        waiting.extend(schema.items.as_deref_mut());
        waiting.extend(&mut schema.prefix_items);
        waiting.extend(&mut schema.all_of);
        waiting.extend(&mut schema.one_of);
        waiting.extend(&mut schema.any_of);
        if let Some(Additional::Schema(values)) = &mut schema.additional {
            waiting.push(values);
        }
    }
}

/// What responses say without a name. Requests have ids.
fn of_responses<'a>(folder: &'a mut Folder, found: &mut Vec<&'a mut Schema>) {
    let in_response = |response: &'a mut Response, found: &mut Vec<&'a mut Schema>| {
        for content in &mut response.contents {
            if let Body::Whole { schema, .. } = &mut content.body {
                found.extend(schema.as_deref_mut());
            }
            found.extend(content.item_schema.as_deref_mut());
        }
    };
    for entry in &mut folder.entries {
        match entry {
            Entry::Folder(inner) => of_responses(inner, found),
            Entry::Operation(operation) => {
                let responses = operation.responses.iter_mut();
                responses.for_each(|response| in_response(response, found));
            }
        }
    }
}

fn leave_id(schema: &mut Schema) {
    let is_id = |one: &Schema| one.kinds == [Kind::String] && one.reference.is_none();
    let is_null = |one: &Schema| one.kinds == [Kind::Null];
    let union = if schema.any_of.is_empty() {
        &mut schema.one_of
    } else {
        &mut schema.any_of
    };
    if !union.iter().any(is_id) {
        return;
    }
    let is_nullable = union.iter().any(is_null) || schema.kinds.contains(&Kind::Null);
    schema.any_of.clear();
    schema.one_of.clear();
    schema.kinds = vec![Kind::String];
    schema.kinds.extend(is_nullable.then_some(Kind::Null));
}
