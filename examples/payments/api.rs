//! The operations of Stripe that this client uses, as their documentation says it.
//!
//! Amounts are in the smallest unit of their currency: 1999 is 19.99 €.

use std::collections::BTreeMap;

use callpoint::pages::{Next, Paginate};
use callpoint::{Deserialize, ErrorMessage, ErrorSet, OpenEnum, Response, api};
use serde::Serialize;

use self::payments::{ListCharges, ListCustomers, ListRefunds};

/// Keys and values of the caller, which the service keeps with an object.
pub type Metadata = BTreeMap<String, String>;

/// The operations.
#[api(
    auth = Bearer,
    errors = PaymentError,
    header = "Stripe-Version: 2024-06-20",
    body = Form(lists = brackets),
    idempotency_key = "Idempotency-Key",
)]
pub mod payments {
    use callpoint::endpoint;

    use super::{
        Address, CaptureMethod, Card, Charge, CreatedRange, Customer, Deleted, InvoiceSettings,
        List, Metadata, PaymentError, PaymentIntent, PaymentMethod, PaymentMethodKind, Plan,
        Product, Refund, Subscription, SubscriptionItem,
    };

    /// Creates a customer.
    #[endpoint(POST, "/v1/customers", 200 => Customer)]
    #[derive(Debug, Clone)]
    pub struct CreateCustomer {
        /// The name.
        pub name: Option<String>,
        /// The email address.
        pub email: Option<String>,
        /// The postal address.
        pub address: Option<Address>,
        /// The languages that the customer prefers, the first most.
        pub preferred_locales: Option<Vec<String>>,
        /// Keys and values of the caller.
        pub metadata: Option<Metadata>,
    }

    /// Shows a customer.
    #[endpoint(GET, "/v1/customers/<id>", 200 => Customer)]
    #[derive(Debug, Clone)]
    pub struct GetCustomer {
        /// The customer.
        pub id: String,
    }

    /// Changes a customer. Of the metadata only the keys that are given change.
    #[endpoint(POST, "/v1/customers/<id>", 200 => Customer)]
    #[derive(Debug, Clone)]
    pub struct UpdateCustomer {
        /// The customer.
        pub id: String,
        /// The name.
        pub name: Option<String>,
        /// How invoices are paid.
        pub invoice_settings: Option<InvoiceSettings>,
        /// Keys and values of the caller.
        pub metadata: Option<Metadata>,
    }

    /// Deletes a customer.
    #[endpoint(DELETE, "/v1/customers/<id>", 200 => Deleted)]
    #[derive(Debug, Clone)]
    pub struct DeleteCustomer {
        /// The customer.
        pub id: String,
    }

    /// Lists customers, in pages.
    #[endpoint(GET, "/v1/customers?<email>&<limit>&<starting_after>", 200 => List<Customer>)]
    #[derive(Debug, Clone)]
    pub struct ListCustomers {
        /// Only those with this address.
        pub email: Option<String>,
        /// How many a page has: 1 to 100.
        pub limit: Option<u32>,
        /// The last one of the page before.
        pub starting_after: Option<String>,
    }

    /// Creates a payment method.
    #[endpoint(POST, "/v1/payment_methods", 200 => PaymentMethod)]
    #[derive(Debug, Clone)]
    pub struct CreatePaymentMethod {
        /// Which kind it is.
        pub r#type: PaymentMethodKind,
        /// The card, of that kind.
        #[secret]
        pub card: Option<Card>,
    }

    /// Attaches a payment method to a customer.
    #[endpoint(POST, "/v1/payment_methods/<id>/attach", 200 => PaymentMethod)]
    #[derive(Debug, Clone)]
    pub struct AttachPaymentMethod {
        /// The payment method.
        pub id: String,
        /// The customer.
        pub customer: String,
    }

    /// Creates a payment, and with `confirm` takes it.
    #[endpoint(POST, "/v1/payment_intents", 200 => PaymentIntent)]
    #[derive(Debug, Clone)]
    pub struct CreatePaymentIntent {
        /// How much.
        pub amount: u64,
        /// The currency: `eur`.
        pub currency: String,
        /// Who pays.
        pub customer: Option<String>,
        /// By which method.
        pub payment_method: Option<String>,
        /// The kinds of methods that are possible.
        pub payment_method_types: Option<Vec<PaymentMethodKind>>,
        /// When it is taken; `automatic` by default.
        pub capture_method: Option<CaptureMethod>,
        /// Whether it is confirmed at once.
        pub confirm: Option<bool>,
        /// Keys and values of the caller.
        pub metadata: Option<Metadata>,
    }

    /// Takes a payment that was authorised, or a part of it.
    #[endpoint(POST, "/v1/payment_intents/<id>/capture", 200 => PaymentIntent)]
    #[derive(Debug, Clone)]
    pub struct CapturePaymentIntent {
        /// The payment.
        pub id: String,
        /// How much; all of it by default.
        pub amount_to_capture: Option<u64>,
    }

    /// Cancels a payment that was not taken.
    #[endpoint(POST, "/v1/payment_intents/<id>/cancel", 200 => PaymentIntent)]
    #[derive(Debug, Clone)]
    pub struct CancelPaymentIntent {
        /// The payment.
        pub id: String,
    }

    /// Lists charges, in pages.
    #[endpoint(GET, "/v1/charges?<customer>&<limit>&<starting_after>", 200 => List<Charge>)]
    #[derive(Debug, Clone)]
    pub struct ListCharges {
        /// Only those of this customer.
        pub customer: Option<String>,
        /// Only those from this time.
        #[query(style = deep)]
        pub created: Option<CreatedRange>,
        /// How many a page has: 1 to 100.
        pub limit: Option<u32>,
        /// The last one of the page before.
        pub starting_after: Option<String>,
    }

    /// Refunds a payment, or a part of it.
    #[endpoint(POST, "/v1/refunds", 200 => Refund)]
    #[derive(Debug, Clone)]
    pub struct CreateRefund {
        /// The payment.
        pub payment_intent: String,
        /// How much; all of it by default.
        pub amount: Option<u64>,
        /// Keys and values of the caller.
        pub metadata: Option<Metadata>,
    }

    /// Lists refunds, in pages.
    #[endpoint(GET, "/v1/refunds?<payment_intent>&<limit>&<starting_after>", 200 => List<Refund>)]
    #[derive(Debug, Clone)]
    pub struct ListRefunds {
        /// Only those of this payment.
        pub payment_intent: Option<String>,
        /// How many a page has: 1 to 100.
        pub limit: Option<u32>,
        /// The last one of the page before.
        pub starting_after: Option<String>,
    }

    /// Creates a plan: what a subscription costs.
    #[endpoint(POST, "/v1/plans", 200 => Plan)]
    #[derive(Debug, Clone)]
    pub struct CreatePlan {
        /// The id, which the caller chooses.
        pub id: Option<String>,
        /// How much for an interval.
        pub amount: u64,
        /// The currency: `eur`.
        pub currency: String,
        /// `day`, `week`, `month` or `year`.
        pub interval: String,
        /// A product, made for it.
        pub product: Product,
    }

    /// Subscribes a customer to plans.
    #[endpoint(POST, "/v1/subscriptions", 200 => Subscription)]
    #[derive(Debug, Clone)]
    pub struct CreateSubscription {
        /// Who pays.
        pub customer: String,
        /// To what.
        pub items: Vec<SubscriptionItem>,
        /// Keys and values of the caller.
        pub metadata: Option<Metadata>,
    }
}

/// An error response of the service.
#[derive(Debug, ErrorSet)]
pub enum PaymentError {
    /// A parameter is missing or not valid.
    #[status(400)]
    #[message]
    Invalid(Failure),
    /// The key is not valid.
    #[status(401)]
    #[message]
    Unauthorized(Failure),
    /// The parameters were valid, and the payment failed: a card was declined.
    #[status(402)]
    #[message]
    Failed(Failure),
    /// The key does not allow this.
    #[status(403)]
    #[message]
    Forbidden(Failure),
    /// There is no such object.
    #[status(404)]
    #[message]
    NotFound(Failure),
    /// Another request had the same idempotency key.
    #[status(409)]
    #[message]
    Conflict(Failure),
    /// Too many requests.
    #[status(429)]
    #[message]
    Throttled(Failure),
}

/// The body of an error response.
#[derive(Debug, Clone, Deserialize, ErrorMessage)]
#[message(error.message)]
pub struct Failure {
    /// What failed.
    pub error: Problem,
}

/// What failed.
#[derive(Debug, Clone, Deserialize)]
pub struct Problem {
    /// The kind of error.
    pub r#type: ProblemKind,
    /// For programs: `card_declined`.
    pub code: Option<String>,
    /// For people.
    pub message: Option<String>,
    /// The parameter that it is about.
    pub param: Option<String>,
    /// The charge that failed.
    pub charge: Option<String>,
}

/// The kind of an error.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The service failed.
    ApiError,
    /// A card was declined.
    CardError,
    /// An idempotency key was used with other parameters.
    IdempotencyError,
    /// The request is not valid.
    InvalidRequestError,
    /// Another kind.
    Other(String),
}

/// A page of a list.
#[derive(Debug, Clone, Deserialize)]
pub struct List<T> {
    /// The items, the newest first.
    pub data: Vec<T>,
    /// Whether another page follows.
    pub has_more: bool,
}

impl<T> List<T> {
    /// The cursor of the next page, if there is one: the last item's id.
    fn next(&self, id: impl Fn(&T) -> &str) -> Option<String> {
        let last = self.data.last().filter(|_| self.has_more);
        last.map(|item| id(item).to_owned())
    }
}

/// How a list continues after a page: after its last item.
macro_rules! pages {
    ($($request:ident $item:ident;)*) => {$(
        impl Paginate for $request {
            type Item = $item;

            fn next(&self, page: &Response<List<$item>>) -> Next<Self> {
                let cursor = page.next(|item| &item.id);
                Next::request(cursor.map(|cursor| self.clone().starting_after(cursor)))
            }

            fn items(page: List<$item>) -> Vec<$item> {
                page.data
            }
        }
    )*};
}

pages! {
    ListCustomers Customer;
    ListCharges Charge;
    ListRefunds Refund;
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Customer {
    /// The id: `cus_…`.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// The email address.
    pub email: Option<String>,
    /// The postal address.
    pub address: Option<Address>,
    /// The languages that the customer prefers.
    pub preferred_locales: Option<Vec<String>>,
    /// Keys and values of the caller.
    pub metadata: Metadata,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street and number.
    pub line1: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// The country, by two letters.
    pub country: Option<String>,
}

/// How the invoices of a customer are paid.
#[derive(Debug, Clone, Serialize)]
pub struct InvoiceSettings {
    /// The payment method.
    pub default_payment_method: String,
}

/// What remains of a deleted object.
#[derive(Debug, Clone, Deserialize)]
pub struct Deleted {
    /// Its id.
    pub id: String,
    /// `true`
    pub deleted: bool,
}

/// A kind of payment method.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethodKind {
    /// A card.
    Card,
    /// A debit in the single euro payments area.
    SepaDebit,
    /// Another kind.
    Other(String),
}

/// A card.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// The number, without spaces.
    pub number: String,
    /// The month in which it expires.
    pub exp_month: u8,
    /// The year in which it expires.
    pub exp_year: u16,
    /// The code on its back.
    pub cvc: String,
}

/// A payment method.
#[derive(Debug, Clone, Deserialize)]
pub struct PaymentMethod {
    /// The id: `pm_…`.
    pub id: String,
    /// Which kind it is.
    pub r#type: PaymentMethodKind,
    /// Whose it is.
    pub customer: Option<String>,
}

/// When a payment is taken.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureMethod {
    /// As soon as it is authorised.
    Automatic,
    /// Later, by another call.
    Manual,
}

/// A payment.
#[derive(Debug, Clone, Deserialize)]
pub struct PaymentIntent {
    /// The id: `pi_…`.
    pub id: String,
    /// How much.
    pub amount: u64,
    /// The currency.
    pub currency: String,
    /// How far it is.
    pub status: PaymentStatus,
    /// Keys and values of the caller.
    pub metadata: Metadata,
}

/// How far a payment is.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// It has no method, or the last one failed.
    RequiresPaymentMethod,
    /// It waits to be confirmed.
    RequiresConfirmation,
    /// The payer has to do something.
    RequiresAction,
    /// It is authorised.
    RequiresCapture,
    /// It takes a while.
    Processing,
    /// It will never be taken.
    Canceled,
    /// It was taken.
    Succeeded,
    /// Another status.
    Other(String),
}

/// The times between which an object was created, in seconds since 1970.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CreatedRange {
    /// After this one.
    pub gt: Option<u64>,
    /// Before this one.
    pub lt: Option<u64>,
}

/// A charge: an attempt to take a payment.
#[derive(Debug, Clone, Deserialize)]
pub struct Charge {
    /// The id: `ch_…`.
    pub id: String,
    /// How much.
    pub amount: u64,
    /// How much was refunded.
    pub amount_refunded: u64,
    /// Whether it was taken.
    pub paid: bool,
    /// The payment that it is for.
    pub payment_intent: Option<String>,
}

/// A refund.
#[derive(Debug, Clone, Deserialize)]
pub struct Refund {
    /// The id: `re_…`.
    pub id: String,
    /// How much.
    pub amount: u64,
    /// The charge.
    pub charge: String,
    /// Keys and values of the caller.
    pub metadata: Metadata,
}

/// A plan.
#[derive(Debug, Clone, Deserialize)]
pub struct Plan {
    /// The id.
    pub id: String,
}

/// What a plan is for.
#[derive(Debug, Clone, Serialize)]
pub struct Product {
    /// Its name.
    pub name: String,
}

/// A part of a subscription.
#[derive(Debug, Clone, Serialize)]
pub struct SubscriptionItem {
    /// The plan.
    pub plan: String,
    /// How often it is bought.
    pub quantity: Option<u32>,
    /// Keys and values of the caller.
    pub metadata: Option<Metadata>,
}

/// A subscription.
#[derive(Debug, Clone, Deserialize)]
pub struct Subscription {
    /// The id: `sub_…`.
    pub id: String,
    /// How far it is.
    pub status: String,
    /// How often the first of its plans is bought.
    pub quantity: u32,
    /// Keys and values of the caller.
    pub metadata: Metadata,
}
