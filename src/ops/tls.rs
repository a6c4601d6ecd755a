//! The certificate of the server, and those of its clients where the operator demands some.
//!
//! Entry point: [`Certificates::of`]. What must always hold: files that cannot be used keep the server from starting, and
//! leave what serves in its place when they are read anew; the cryptography is the one that verifies tokens too. What it
//! deliberately leaves out: connections (the doors know), and who a client is, which its token alone says.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use parking_lot::RwLock;
use rustls::{
    RootCertStore, ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::WebPkiClientVerifier,
};

use super::Configuration;

/// What serves, and where it was read.
pub struct Certificates {
    certificate: PathBuf,
    key: PathBuf,
    client_ca: Option<PathBuf>,
    current: RwLock<Arc<ServerConfig>>,
}

/// The files cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{setting} {}: {why}", path.display())]
pub struct CannotServeTls {
    setting: &'static str,
    path: PathBuf,
    why: String,
}

const CERTIFICATE: &str = "C2SIM_TLS_CERT";
const KEY: &str = "C2SIM_TLS_KEY";
const CLIENT_CA: &str = "C2SIM_TLS_CLIENT_CA";

impl Certificates {
    /// Reads what is configured; nothing where the server speaks plain HTTP.
    ///
    /// # Errors
    /// A file that cannot be read, holds nothing of its kind, or does not belong to the others.
    pub fn of(configuration: &Configuration) -> Result<Option<Arc<Self>>, CannotServeTls> {
        let (Some(certificate), Some(key)) = (&configuration.tls_certificate, &configuration.tls_key) else {
            return Ok(None);
        };
        let (certificate, key) = (PathBuf::from(certificate), PathBuf::from(key));
        let client_ca = configuration.tls_client_ca.as_ref().map(PathBuf::from);
        let current = RwLock::new(read(&certificate, &key, client_ca.as_deref())?);
        Ok(Some(Arc::new(Self { certificate, key, client_ca, current })))
    }

    /// What a connection that begins now is served with.
    pub fn current(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.current.read())
    }

    /// Reads the files anew: connections that begin from now on are served with what is there now.
    ///
    /// # Errors
    /// As [`Certificates::of`]; then everything stays as it was.
    pub fn reload(&self) -> Result<(), CannotServeTls> {
        let newer = read(&self.certificate, &self.key, self.client_ca.as_deref())?;
        *self.current.write() = newer;
        Ok(())
    }
}

fn read(certificate: &Path, key: &Path, client_ca: Option<&Path>) -> Result<Arc<ServerConfig>, CannotServeTls> {
    let chain = certificates(CERTIFICATE, certificate)?;
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| cannot(KEY, key, error))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| cannot(CERTIFICATE, certificate, error))?;
    let builder = match client_ca {
        None => builder.with_no_client_auth(),
        Some(path) => {
            let mut roots = RootCertStore::empty();
            for root in certificates(CLIENT_CA, path)? {
                roots.add(root).map_err(|error| cannot(CLIENT_CA, path, error))?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(verifier.map_err(|error| cannot(CLIENT_CA, path, error))?)
        }
    };
    let mut served = builder.with_single_cert(chain, private).map_err(|error| {
        let why = format!("the certificate and the key in {} cannot be used together: {error}", key.display());
        cannot(CERTIFICATE, certificate, why)
    })?;
    // WebSockets begin as HTTP/1.1.
    served.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(served))
}

fn certificates(setting: &'static str, path: &Path) -> Result<Vec<CertificateDer<'static>>, CannotServeTls> {
    let found = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let found = found.map_err(|error| cannot(setting, path, error))?;
    match found.is_empty() {
        true => Err(cannot(setting, path, "there is no certificate in this file; it has to be PEM")),
        false => Ok(found),
    }
}

fn cannot(setting: &'static str, path: &Path, why: impl ToString) -> CannotServeTls {
    CannotServeTls { setting, path: path.to_owned(), why: why.to_string() }
}
