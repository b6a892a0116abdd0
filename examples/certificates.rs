//! Certificates of your own, and HTTP/2: a service whose certificate an authority of the company has signed, and which wants one of the client too.
//!
//! The example makes the authority and both certificates, and runs such a service on loopback.

use std::error::Error as StdError;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::routing::get;
use callpoint::transport::ReqwestTransport;
use callpoint::{Client, Error, endpoint};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

#[endpoint(GET, "/version", 200 => String as Text)]
struct GetVersion;

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let authority = authority()?;
    let base = serve(&authority).await?;
    // What stands in `ca.pem` and `client.pem` usually: a certificate, and after it the key.
    let ca = authority.pem();
    let (certificate, key) = signed("the client", &authority)?;
    let client = certificate.pem() + &key.serialize_pem();

    let reqwest = reqwest::Client::builder()
        .tls_certs_only([reqwest::Certificate::from_pem(ca.as_bytes())?])
        .identity(reqwest::Identity::from_pem(client.as_bytes())?);
    let client = Client::builder(&base)
        .transport(ReqwestTransport::from_builder(reqwest)?)
        .build()?;
    // With the feature `http2`, both agree on it in the handshake.
    let version = GetVersion.call(&client).await?;
    println!("a client with both certificates: {version}");
    assert_eq!(version, "HTTP/2.0");

    // The system does not know that authority, and this client has no certificate.
    let stranger = Client::builder(&base).build()?;
    match GetVersion.call(&stranger).await {
        Err(Error::Transport(error)) => println!("any other: {error}"),
        other => return Err(format!("a stranger was let in: {other:?}").into()),
    }
    Ok(())
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Result<Authority, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
        .distinguished_name
        .push(DnType::CommonName, "our authority");
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn signed(
    name: &str,
    authority: &Authority,
) -> Result<(rcgen::Certificate, KeyPair), rcgen::Error> {
    let mut params = CertificateParams::new(["127.0.0.1".to_owned()])?;
    params.distinguished_name.push(DnType::CommonName, name);
    let key = KeyPair::generate()?;
    Ok((params.signed_by(&key, authority)?, key))
}

/// A service that says by which version of HTTP it was called.
async fn serve(authority: &Authority) -> Result<String, Box<dyn StdError>> {
    let (certificate, key) = signed("the service", authority)?;
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone())?;
    let provider = Arc::new(ring::default_provider());
    let clients =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(clients.build()?)
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let version = |request: Request| async move { format!("{:?}", request.version()) };
    let service = Router::new().route("/version", get(version));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let base = format!("https://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, service) = (acceptor.clone(), service.clone());
            tokio::spawn(async move {
                // A client without a certificate does not come further.
                let Ok(stream) = acceptor.accept(stream).await else {
                    return;
                };
                let (stream, service) = (TokioIo::new(stream), TowerToHyperService::new(service));
                let connections = Builder::new(TokioExecutor::new());
                drop(connections.serve_connection(stream, service).await);
            });
        }
    });
    Ok(base)
}
