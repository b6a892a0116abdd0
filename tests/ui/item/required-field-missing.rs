use callpoint::endpoint;

#[endpoint(POST, "/payments", required = PaymentFields, 204 => ())]
struct Payment {
    from: String,
    to: String,
    amount: u64,
}

fn main() {
    let _ = Payment::new(PaymentFields { from: "DE1".to_owned(), amount: 5 });
    let _ = Payment::new("DE1", "DE2", 5);
}
