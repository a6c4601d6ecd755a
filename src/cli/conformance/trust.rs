//! Whom the kit takes for the target where it speaks HTTPS.
//!
//! Entry points: [`Trust::config`], [`http`]. What must always hold: requests and streams trust the same; a certificate that is not
//! checked is so because the user said it.

use std::{path::PathBuf, sync::Arc};

use reqwest::ClientBuilder;
use rustls::{
    ClientConfig, ConfigBuilder, DigitallySignedStruct, RootCertStore, SignatureScheme, WantsVerifier,
    client::WantsClientCert,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use rustls_platform_verifier::BuilderVerifierExt;

use super::Problem;

/// Whose certificates are good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Trust {
    /// Those that the operating system trusts.
    #[default]
    System,
    /// Those that an authority in this file issued, and no others.
    Authorities(PathBuf),
    /// Any.
    Anyone,
}

impl Trust {
    /// How connections are made.
    ///
    /// # Errors
    /// The file cannot be read, or holds no certificate.
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, Problem> {
        let provider = Arc::new(ring::default_provider());
        // The kit may be the first in this process that speaks TLS. A second installation changes nothing.
        let _ = CryptoProvider::install_default(ring::default_provider());
        let algorithms = provider.signature_verification_algorithms;
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let config = match self {
            Self::System => system(builder).with_no_client_auth(),
            Self::Authorities(file) => builder.with_root_certificates(roots(file)?).with_no_client_auth(),
            Self::Anyone => {
                let verifier = Arc::new(NotVerified { algorithms });
                builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
            }
        };
        Ok(Arc::new(config))
    }
}

/// A client of requests that trusts as this says.
pub(super) fn http(tls: &Arc<ClientConfig>) -> ClientBuilder {
    reqwest::Client::builder().no_proxy().tls_backend_preconfigured(ClientConfig::clone(tls))
}

/// The authorities of the system; none where it has none.
fn system(builder: ConfigBuilder<ClientConfig, WantsVerifier>) -> ConfigBuilder<ClientConfig, WantsClientCert> {
    let without = builder.clone().with_root_certificates(RootCertStore::empty());
    builder.with_platform_verifier().unwrap_or(without)
}

fn roots(file: &PathBuf) -> Result<RootCertStore, Problem> {
    let unreadable = |error| format!("--ca {}: {error:?}; expected certificates in PEM", file.display());
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(unreadable)? {
        roots.add(certificate.map_err(unreadable)?)?;
    }
    match roots.is_empty() {
        true => Err(format!("--ca {} holds no certificate; expected some in PEM", file.display()).into()),
        false => Ok(roots),
    }
}

/// Takes any certificate, as long as whoever shows it has its key.
#[derive(Debug)]
struct NotVerified {
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for NotVerified {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
