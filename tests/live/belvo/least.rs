//! Requests with what is required, and no more.

use std::error::Error;

use belvo::{PatchBody, links as new};
use belvo_2022::{PatchBodyWithoutSaveData, links as old};
use callpoint_examples::belvo::api::AccessMode;
use callpoint_examples::belvo::api::links as page;
use serde_json::json;

use crate::compare::Wire;

const ID: &str = "0d3ffb69-f83b-456e-ad8e-208d0998d71d";
const SESSION: &str = "2c7a3a71-6a14-4a9b-9b0a-0f1f6f0b7f10";

fn pairs(document: Vec<Wire>) -> Result<Vec<(Wire, Wire)>, Box<dyn Error>> {
    let pages = vec![
        Wire::of(&page::ListLinks::new())?,
        Wire::of(&page::RegisterLink::new("bank", "bilbo", "password"))?,
        Wire::of(&page::CompleteMfa::new(SESSION, ID))?,
        Wire::of(&page::GetLink::new(ID))?,
        Wire::of(&page::ChangeAccessMode::new(ID, AccessMode::Single))?,
        Wire::of(&page::UpdateLink::new(ID, "password"))?,
        Wire::of(&page::DeleteLink::new(ID))?,
    ];
    Ok(pages.into_iter().zip(document).collect())
}

/// The document of 2025.
pub(crate) fn of_2025() -> Result<Vec<(Wire, Wire)>, Box<dyn Error>> {
    let register = new::RegisterLink::new(new::RegisterLinkBody::LinksRequestFiscalMexico(
        new::LinksRequestFiscalMexico {
            institution: "bank".to_owned(),
            username: "bilbo".to_owned(),
            password: "password".to_owned(),
            external_id: None,
            access_mode: None,
            fetch_resources: None,
            credentials_storage: None,
            stale_in: None,
        },
    ));
    let complete = new::PatchLinks::new(PatchBody {
        session: SESSION.to_owned(),
        token: None,
        link: ID.to_owned(),
        save_data: None,
    });
    let update = new::UpdateLink::new(ID, "password", json!("bank"), json!("bilbo"));
    pairs(vec![
        Wire::of(&new::ListLinks::new())?,
        Wire::of(&register)?,
        Wire::of(&complete)?,
        Wire::of(&new::DetailLink::new(ID))?,
        Wire::of(&new::ModifyLinkDataRetrieval::new(ID))?,
        Wire::of(&update)?,
        Wire::of(&new::DestroyLink::new(ID))?,
    ])
}

/// The document of 2022.
pub(crate) fn of_2022() -> Result<Vec<(Wire, Wire)>, Box<dyn Error>> {
    let complete = old::PatchLinks::new(PatchBodyWithoutSaveData {
        session: SESSION.to_owned(),
        token: None,
        link: ID.to_owned(),
    });
    let change = old::ChangeLinkAccessMode::new(ID, old::EnumLinkAccessModeRequest::Single);
    let update = old::UpdateLink::new(ID, "password", json!("bank"), json!("bilbo"));
    pairs(vec![
        Wire::of(&old::ListLinks::new())?,
        Wire::of(&old::RegisterLink::new("bank", "bilbo"))?,
        Wire::of(&complete)?,
        Wire::of(&old::DetailLink::new(ID))?,
        Wire::of(&change)?,
        Wire::of(&update)?,
        Wire::of(&old::DestroyLink::new(ID))?,
    ])
}
