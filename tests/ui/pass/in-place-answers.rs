//! One page of documentation as one declaration: structs in lists in options in structs, with serde's attributes.

use callpoint::endpoint;

#[endpoint(GET, "/api/links/<id>/",
    200 => Link {
        id: String,
        #[serde(rename = "createdAt")]
        created_at: Option<String>,
        owner: Option<Owner { name: String, emails: Vec<Email { address: String, verified: bool }> }>,
        accounts: [Account { number: u64, balances: [[Balance { amount: f64 }]] }],
        tags: [String],
        position: [f64; 2],
        extra: std::collections::HashMap<String, Vec<u8>>,
    },
    400 => Rejected([Problem { code: String, message: String }]),
    404 => Option<Missing { hint: String }>,
    5xx => Vec<Trouble { r#type: String }>,
    _ => Unknown(serde_json::Value),
)]
struct GetLink {
    id: String,
}

fn show(link: &Link) -> Option<(&str, bool, f64, u8)> {
    let email: &Email = link.owner.as_ref()?.emails.first()?;
    let account: &Account = link.accounts.first()?;
    let tag: &String = link.tags.first()?;
    println!("{} {:?} {tag} {}", link.id, link.created_at, link.position[0]);
    Some((&email.address, email.verified, account.balances[0][0].amount, link.extra["x"][0]))
}

fn message(error: GetLinkError) -> String {
    match error {
        GetLinkError::Rejected(problems) => problems.into_iter().map(|problem| problem.message).collect(),
        GetLinkError::Missing(missing) => missing.map(|missing| missing.hint).unwrap_or_default(),
        GetLinkError::Trouble(troubles) => troubles[0].r#type.clone(),
        GetLinkError::Unknown(value) => value.to_string(),
    }
}

fn main() {
    let link: Link = serde_json::from_str(
        r#"{"id": "7", "createdAt": null, "owner": {"name": "n", "emails": [{"address": "a", "verified": true}]},
            "accounts": [{"number": 1, "balances": [[{"amount": 2.5}]]}], "tags": ["t"], "position": [0.5, 1.0], "extra": {"x": [3]}}"#,
    )
    .unwrap();
    assert_eq!(show(&link), Some(("a", true, 2.5, 3)));
    let _ = message;
}
