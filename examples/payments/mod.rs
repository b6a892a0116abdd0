//! A client of a payment service: the part of Stripe's API that takes a payment, refunds it and lists both.
//!
//! | file | content |
//! |---|---|
//! | `api.rs` | the operations, as their documentation says it |
//! | `live.rs` | the suite that asks `localstripe` whether all that is right; `tests/live/payments.sh` runs it |
//!
//! ```text
//! let client = Client::builder("https://api.stripe.com").bearer_token(key).build()?;
//!
//! let customer = CreateCustomer::new().email("ann@example.com").call(&client).await?;
//! let payment = CreatePaymentIntent::new(1999, "eur")
//!     .customer(customer.id)
//!     .payment_method("pm_card_visa")
//!     .confirm(true)
//!     .call(&client)
//!     .await?;
//! ```
//!
//! Bodies are forms whose nested values are in brackets: `metadata[order]=7`, `items[0][plan]=gold`. Each POST has an `Idempotency-Key`, so that it is retried
//! like a GET: the service does it once.

pub mod api;
