#[endpoint(POST, "/payments/<account>", required = PaymentFields)]
pub struct Payment<'a> { /// From where.
 pub account: &'a str, pub currency: String, pub note: Option<String> }
