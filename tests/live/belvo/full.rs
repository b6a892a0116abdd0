//! Requests with every field that both have, and with those that only one has.

use std::error::Error;

use belvo::{PatchBody, links as new};
use belvo_2022::{PatchBodyWithoutSaveData, links as old};
use callpoint_examples::belvo::api::links as page;
use callpoint_examples::belvo::api::{AccessMode, LinkStatus, RefreshRate};
use serde_json::json;

use crate::compare::Wire;

const ID: &str = "0d3ffb69-f83b-456e-ad8e-208d0998d71d";
const OTHER: &str = "2c7a3a71-6a14-4a9b-9b0a-0f1f6f0b7f10";

fn texts(values: [&str; 2]) -> Vec<String> {
    values.map(str::to_owned).to_vec()
}

/// What the pages say, in the order of their endpoints.
fn pages() -> Result<Vec<Wire>, Box<dyn Error>> {
    let list = page::ListLinks::new()
        .page(2)
        .page_size(100)
        .omit(vec!["created_by".to_owned()])
        .fields(vec!["id".to_owned()])
        .id(ID)
        .id_in(texts([ID, OTHER]))
        .institution("erebor_mx_retail")
        .institution_in(texts(["erebor_mx_retail", "gotham_mx_retail"]))
        .access_mode(AccessMode::Recurrent)
        .status(LinkStatus::Valid)
        .status_in(vec![LinkStatus::Valid, LinkStatus::Unconfirmed])
        .external_id("mine & yours")
        .institution_user_id("bilbo")
        .refresh_rate(RefreshRate::SixHours)
        .created_at("2026-01-02")
        .created_at_gt("2026-01-02")
        .created_at_gte("2026-01-02")
        .created_at_lt("2026-01-02")
        .created_at_lte("2026-01-02")
        .created_at_range(["2026-01-01".to_owned(), "2026-01-02".to_owned()])
        .created_by_not_in(OTHER);
    let register = page::RegisterLink::new("erebor_mx_retail", "bilbo", "password")
        .username2("second")
        .username3("third")
        .password2("pin")
        .token("1234ab")
        .external_id("mine")
        .access_mode(AccessMode::Single)
        .fetch_historical(true)
        .credentials_storage("30d")
        .username_type("001")
        .certificate("1234567890abcd=")
        .private_key("1234567890abcd=")
        .omit(vec!["created_by".to_owned()])
        .fields(vec!["id".to_owned()]);
    let complete = page::CompleteMfa::new(OTHER, ID)
        .token("1234ab")
        .save_data(false);
    let get = page::GetLink::new(ID)
        .omit(vec!["created_by".to_owned()])
        .fields(vec!["id".to_owned()]);
    let change = page::ChangeAccessMode::new(ID, AccessMode::Single);
    let update = page::UpdateLink::new(ID, "password")
        .password2("pin")
        .token("1234ab")
        .encryption_key("customencryptionkey")
        .username_type("001")
        .certificate("1234567890abcd=")
        .private_key("1234567890abcd=");
    let delete = page::DeleteLink::new(ID).mode("async");
    Ok(vec![
        Wire::of(&list)?,
        Wire::of(&register)?,
        Wire::of(&complete)?,
        Wire::of(&get)?,
        Wire::of(&change)?,
        Wire::of(&update)?,
        Wire::of(&delete)?,
    ])
}

fn pairs(document: Vec<Wire>) -> Result<Vec<(Wire, Wire)>, Box<dyn Error>> {
    Ok(pages()?.into_iter().zip(document).collect())
}

/// The document of 2025.
pub(crate) fn of_2025() -> Result<Vec<(Wire, Wire)>, Box<dyn Error>> {
    let list = new::ListLinks::new()
        .page(2)
        .page_size(100)
        .omit("created_by")
        .fields("id")
        .id(ID)
        .id_in(texts([ID, OTHER]))
        .institution("erebor_mx_retail")
        .institution_in(texts(["erebor_mx_retail", "gotham_mx_retail"]))
        .access_mode(new::AccessMode::Recurrent)
        .status("valid")
        .status_in(texts(["valid", "unconfirmed"]))
        .external_id("mine & yours")
        .external_id_in(texts(["mine", "yours"]))
        .institution_user_id("bilbo")
        .institution_user_id_in(texts(["bilbo", "frodo"]))
        .refresh_rate("6h")
        .created_at("2026-01-02")
        .created_at_gt("2026-01-02")
        .created_at_gte("2026-01-02")
        .created_at_lt("2026-01-02")
        .created_at_lte("2026-01-02")
        .created_at_range(texts(["2026-01-01", "2026-01-02"]))
        .created_by_not_in(vec![OTHER.to_owned()]);
    let register = new::RegisterLink::new(new::RegisterLinkBody::LinksRequestFiscalMexico(
        new::LinksRequestFiscalMexico {
            institution: "erebor_mx_retail".to_owned(),
            username: "bilbo".to_owned(),
            password: "password".to_owned(),
            external_id: Some("mine".to_owned()),
            access_mode: Some(new::EnumLinkAccessModeRequest::Single),
            fetch_resources: Some(texts(["ACCOUNTS", "OWNERS"])),
            credentials_storage: Some("30d".to_owned()),
            stale_in: Some("365d".to_owned()),
        },
    ));
    let complete = new::PatchLinks::new(PatchBody {
        session: OTHER.to_owned(),
        token: Some("1234ab".to_owned()),
        link: ID.to_owned(),
        save_data: Some(false),
    });
    let change = new::ModifyLinkDataRetrieval::new(ID)
        .access_mode(new::EnumLinkAccessModeRequest::Single)
        .stale_in("365d")
        .fetch_resources(texts(["ACCOUNTS", "OWNERS"]));
    let update = new::UpdateLink::new(ID, "password", json!("erebor_mx_retail"), json!("bilbo"))
        .password2("pin")
        .token("1234ab");
    let delete = new::DestroyLink::new(ID).x_belvo_request_mode(new::XBelvoRequestMode::Async);
    pairs(vec![
        Wire::of(&list)?,
        Wire::of(&register)?,
        Wire::of(&complete)?,
        Wire::of(&new::DetailLink::new(ID))?,
        Wire::of(&change)?,
        Wire::of(&update)?,
        Wire::of(&delete)?,
    ])
}

/// The document of 2022.
pub(crate) fn of_2022() -> Result<Vec<(Wire, Wire)>, Box<dyn Error>> {
    let list = old::ListLinks::new()
        .page(2)
        .page_size(100)
        .id(ID)
        .id_in(texts([ID, OTHER]))
        .institution("erebor_mx_retail")
        .institution_in(texts(["erebor_mx_retail", "gotham_mx_retail"]))
        .access_mode("recurrent")
        .status("valid")
        .status_in(texts(["valid", "unconfirmed"]))
        .external_id("mine & yours")
        .external_id_in(texts(["mine", "yours"]))
        .institution_user_id("bilbo")
        .institution_user_id_in(texts(["bilbo", "frodo"]))
        .refresh_rate("6h")
        .created_at("2026-01-02")
        .created_at_gt("2026-01-02")
        .created_at_gte("2026-01-02")
        .created_at_lt("2026-01-02")
        .created_at_lte("2026-01-02")
        .created_at_range(texts(["2026-01-01", "2026-01-02"]))
        .created_by_not_in(vec![OTHER.to_owned()]);
    let register = old::RegisterLink::new("erebor_mx_retail", "bilbo")
        .password("password")
        .external_id("mine")
        .username2("second")
        .username3("third")
        .password2("pin")
        .token("1234ab")
        .access_mode(old::EnumLinkAccessModeRequest::Single)
        .fetch_historical(true)
        .fetch_resources(texts(["ACCOUNTS", "OWNERS"]))
        .credentials_storage("30d")
        .username_type("001");
    let complete = old::PatchLinks::new(PatchBodyWithoutSaveData {
        session: OTHER.to_owned(),
        token: Some("1234ab".to_owned()),
        link: ID.to_owned(),
    });
    let change = old::ChangeLinkAccessMode::new(ID, old::EnumLinkAccessModeRequest::Single);
    let update = old::UpdateLink::new(ID, "password", json!("erebor_mx_retail"), json!("bilbo"))
        .password2("pin")
        .token("1234ab")
        .username_type("001")
        .certificate("1234567890abcd=")
        .private_key("1234567890abcd=");
    pairs(vec![
        Wire::of(&list)?,
        Wire::of(&register)?,
        Wire::of(&complete)?,
        Wire::of(&old::DetailLink::new(ID))?,
        Wire::of(&change)?,
        Wire::of(&update)?,
        Wire::of(&old::DestroyLink::new(ID))?,
    ])
}
