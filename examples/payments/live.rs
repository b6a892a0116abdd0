//! Checks the client against `localstripe`. `tests/live/payments.sh` starts it and runs this.
//!
//! `PAYMENTS_URL` names it. Each test has its own objects, and no test deletes those of another.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::env;

use callpoint::auth::Bearer;
use callpoint::{Client, Error};
use callpoint_examples::payments::api::payments::{
    AttachPaymentMethod, CancelPaymentIntent, CapturePaymentIntent, CreateCustomer,
    CreatePaymentIntent, CreatePaymentMethod, CreatePlan, CreateRefund, CreateSubscription,
    DeleteCustomer, GetCustomer, ListCharges, ListCustomers, ListRefunds, UpdateCustomer,
};
use callpoint_examples::payments::api::{
    Address, CaptureMethod, Card, CreatedRange, Customer, InvoiceSettings, Metadata, PaymentError,
    PaymentMethodKind, PaymentStatus, ProblemKind, Product, SubscriptionItem,
};

const KEY: &str = "sk_test_canary";

fn client_with(key: &str) -> Client<Bearer> {
    let url = env::var("PAYMENTS_URL");
    let url = url.expect("tests/live/payments.sh starts a service and sets PAYMENTS_URL");
    Client::builder(url).bearer_token(key).build().unwrap()
}

fn client() -> Client<Bearer> {
    client_with(KEY)
}

/// Keys that a form has to encode.
fn metadata() -> Metadata {
    let pairs = [("order", "7 & 8"), ("größe", "50 %"), ("note", "a=b+c")];
    pairs.map(|(key, value)| (key.into(), value.into())).into()
}

fn card(number: &str) -> CreatePaymentMethod {
    CreatePaymentMethod::new(PaymentMethodKind::Card).card(Card {
        number: number.into(),
        exp_month: 12,
        exp_year: 2090,
        cvc: "123".into(),
    })
}

/// A customer with a card.
async fn payer(client: &Client<Bearer>, number: &str) -> (Customer, String) {
    let customer = CreateCustomer::new().call(client).await.unwrap();
    let method = card(number).call(client).await.unwrap();
    assert_eq!(method.r#type, PaymentMethodKind::Card);
    let attached = AttachPaymentMethod::new(&*method.id, &*customer.id);
    let attached = attached.call(client).await.unwrap();
    assert_eq!(attached.customer.as_deref(), Some(&*customer.id));
    (customer, method.id)
}

#[tokio::test]
#[ignore = "needs a service: tests/live/payments.sh"]
async fn customers_are_kept_as_they_were_sent() {
    let client = client();
    let address = Address {
        line1: Some("Straße 1 & 2".into()),
        city: Some("Köln".into()),
        country: None,
    };
    let created = CreateCustomer::new()
        .name("Ann [A=B&C]")
        .email("ann+1@example.com")
        .address(address.clone())
        .preferred_locales(vec!["de".to_owned(), "en".to_owned()])
        .metadata(metadata())
        .call(&client)
        .await
        .unwrap();
    assert_eq!(created.name.as_deref(), Some("Ann [A=B&C]"));
    assert_eq!(created.email.as_deref(), Some("ann+1@example.com"));
    assert_eq!(created.address.as_ref(), Some(&address));
    assert_eq!(created.preferred_locales.as_deref().unwrap(), ["de", "en"]);
    assert_eq!(created.metadata, metadata());
    let id = created.id.as_str();
    let shown = GetCustomer::new(id).call(&client).await.unwrap();
    assert_eq!(shown, created);

    // Of the metadata one key changes.
    let update = UpdateCustomer::new(id).metadata(Metadata::from([("order".into(), "9".into())]));
    let updated = update.call(&client).await.unwrap();
    assert_eq!(updated.metadata.len(), 3);
    assert_eq!(updated.metadata["order"], "9");

    let deleted = DeleteCustomer::new(id).call(&client).await.unwrap();
    assert!(deleted.deleted && deleted.id == id);
    let error = GetCustomer::new(id).call(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /v1/customers/<id>: 404 Not Found: Not Found"
    );
    assert!(error.api().is_some_and(PaymentError::is_not_found));
}

#[tokio::test]
#[ignore = "needs a service: tests/live/payments.sh"]
async fn lists_follow_their_cursor() {
    let client = client();
    let email = "pages@example.com";
    let mut expected = Vec::new();
    for number in 0..7 {
        let create = CreateCustomer::new().email(email).name(number.to_string());
        expected.push(create.call(&client).await.unwrap().id);
    }
    for limit in [1, 3, 7, 100] {
        let mut customers = client
            .pages(ListCustomers::new().email(email).limit(limit))
            .items();
        let mut listed = Vec::new();
        while let Some(customer) = customers.next().await {
            listed.push(customer.unwrap().id);
        }
        assert_eq!(listed, expected, "{limit}");
    }
    let mut none = client
        .pages(ListCustomers::new().email("nobody@example.com"))
        .items();
    assert!(none.next().await.is_none());
    let error = ListCustomers::new()
        .limit(0)
        .call(&client)
        .await
        .unwrap_err();
    assert_eq!(error.message(), Some("Bad request"));
}

#[tokio::test]
#[ignore = "needs a service: tests/live/payments.sh"]
async fn a_payment_is_taken_and_refunded() {
    let client = client();
    let (customer, method) = payer(&client, "4242424242424242").await;
    let payment = CreatePaymentIntent::new(1999, "eur")
        .customer(&*customer.id)
        .payment_method(&*method)
        .payment_method_types(vec![PaymentMethodKind::Card])
        .metadata(metadata());
    let taken = payment.clone().confirm(true).call(&client).await.unwrap();
    assert_eq!(taken.status, PaymentStatus::Succeeded);
    assert_eq!((taken.amount, &*taken.currency), (1999, "eur"));
    assert_eq!(taken.metadata, metadata());

    for amount in [500, 250] {
        let refund = CreateRefund::new(&*taken.id)
            .amount(amount)
            .metadata(metadata());
        let refund = refund.call(&client).await.unwrap();
        assert_eq!((refund.amount, refund.metadata), (amount, metadata()));
    }
    let mut refunds = client
        .pages(ListRefunds::new().payment_intent(&*taken.id).limit(1))
        .items();
    let mut refunded = 0;
    while let Some(refund) = refunds.next().await {
        refunded += refund.unwrap().amount;
    }
    let range = CreatedRange {
        gt: Some(1_600_000_000),
        lt: None,
    };
    let charges = ListCharges::new().customer(&*customer.id).created(range);
    let charges = charges.call(&client).await.unwrap().data;
    assert_eq!(
        (refunded, charges[0].amount_refunded, charges.len()),
        (750, 750, 1)
    );
    assert_eq!(charges[0].payment_intent.as_deref(), Some(&*taken.id));

    // One is authorised first, and another never taken.
    let later = payment.capture_method(CaptureMethod::Manual);
    let held = later.clone().confirm(true).call(&client).await.unwrap();
    assert_eq!(held.status, PaymentStatus::RequiresCapture);
    let capture = CapturePaymentIntent::new(&*held.id).amount_to_capture(1000);
    let captured = capture.call(&client).await.unwrap();
    assert_eq!(captured.status, PaymentStatus::Succeeded);
    let open = later.call(&client).await.unwrap();
    assert_eq!(open.status, PaymentStatus::RequiresConfirmation);
    let canceled = CancelPaymentIntent::new(open.id)
        .call(&client)
        .await
        .unwrap();
    assert_eq!(canceled.status, PaymentStatus::Canceled);
}

#[tokio::test]
#[ignore = "needs a service: tests/live/payments.sh"]
async fn a_subscription_has_items() {
    let client = client();
    let (customer, method) = payer(&client, "4242424242424242").await;
    let plan = CreatePlan::new(
        500,
        "eur",
        "month",
        Product {
            name: "Gold [1]".into(),
        },
    );
    let plan = plan.call(&client).await.unwrap();
    let settings = InvoiceSettings {
        default_payment_method: method,
    };
    let update = UpdateCustomer::new(&*customer.id).invoice_settings(settings);
    update.call(&client).await.unwrap();
    let items = vec![SubscriptionItem {
        plan: plan.id,
        quantity: Some(3),
        metadata: Some(metadata()),
    }];
    let subscription = CreateSubscription::new(&*customer.id, items)
        .metadata(metadata())
        .call(&client)
        .await
        .unwrap();
    assert_eq!(
        (subscription.quantity, subscription.metadata),
        (3, metadata())
    );
    assert_eq!(subscription.status, "active");
}

#[tokio::test]
#[ignore = "needs a service: tests/live/payments.sh"]
async fn errors_say_what_failed() {
    let client = client();
    let customer = CreateCustomer::new().call(&client).await.unwrap();
    let declined = card("4000000000000002").call(&client).await.unwrap();
    let attach = AttachPaymentMethod::new(declined.id, customer.id);
    let error = attach.call(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /v1/payment_methods/<id>/attach: 402 Payment Required: Your card was declined."
    );
    let Error::Api(error) = error else {
        panic!("{error}")
    };
    let failure = error.body.any_failure();
    let problem = &failure.unwrap().error;
    assert_eq!(problem.code.as_deref(), Some("card_declined"));
    assert_eq!(problem.r#type, ProblemKind::InvalidRequestError);

    // A charge that fails names itself.
    let (customer, method) = payer(&client, "4000000000000341").await;
    let payment = CreatePaymentIntent::new(100, "eur")
        .customer(customer.id)
        .payment_method(method);
    let error = payment.confirm(true).call(&client).await.unwrap_err();
    let failed = error.api().and_then(PaymentError::as_failed).unwrap();
    assert!(
        failed
            .error
            .charge
            .as_deref()
            .is_some_and(|it| it.starts_with("ch_")),
        "{failed:?}"
    );

    let error = CreatePaymentIntent::new(0, "eur")
        .call(&client)
        .await
        .unwrap_err();
    assert!(error.is_status(400) && error.api().is_some_and(PaymentError::is_invalid));
    let other = client_with("no-key");
    let error = CreateCustomer::new().call(&other).await.unwrap_err();
    assert!(
        error.api().is_some_and(PaymentError::is_unauthorized),
        "{error}"
    );
}

#[tokio::test]
#[ignore = "needs a service: tests/live/payments.sh"]
async fn a_payment_is_taken_once_whatever_is_lost() {
    let client = client();
    let email = "once@example.com";
    let create = CreateCustomer::new().email(email);
    // The service creates the customer, and the response is lost; the retry has the same key.
    let call = create.call(&client).header("x-lose-response", "yes");
    call.await.unwrap();
    let created = ListCustomers::new().email(email);
    assert_eq!(created.call(&client).await.unwrap().data.len(), 1);
    let response = client.call_with_response(&create).await.unwrap();
    assert_eq!(response.attempts(), 1);
    assert_eq!(created.call(&client).await.unwrap().data.len(), 2);

    // A caller that keeps the key repeats the call itself.
    let mut ids = Vec::new();
    for _ in 0..2 {
        let call = create.call(&client).header("idempotency-key", "order 7");
        ids.push(call.await.unwrap().id);
    }
    assert_eq!(ids[0], ids[1]);
    let other = CreateCustomer::new().email("other@example.com");
    let call = other.call(&client).header("idempotency-key", "order 7");
    let error = call.await.unwrap_err();
    let failure = error.api().and_then(PaymentError::as_invalid).unwrap();
    assert_eq!(failure.error.r#type, ProblemKind::IdempotencyError);
}

#[test]
fn no_card_is_shown() {
    let client = Client::builder("https://api.stripe.com")
        .bearer_token(KEY)
        .build()
        .unwrap();
    let create = card("4242424242424242");
    let shown = format!("{create:?} {}", client.curl(&create).unwrap());
    assert!(
        shown.contains("payment_methods") && shown.contains("***"),
        "{shown}"
    );
    for secret in ["4242424242424242", "123", KEY] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
