use super::*;

fn read(given: &[(&str, &str)]) -> Result<Configuration, ConfigurationError> {
    Configuration::read(&[], &|name| given.iter().find(|(given, _)| *given == name).map(|(_, text)| (*text).to_owned()))
}

#[test]
fn without_anything_the_defaults_serve() {
    let configuration = Configuration::default();
    assert_eq!(configuration.bind.to_string(), "127.0.0.1:7777");
    assert_eq!(configuration.message_bytes_max, 10 * 1_048_576);
    assert_eq!(configuration.inactive_timeout_ms, 180_000);
    assert_eq!(configuration.auth_mode, AuthMode::MixedAuth);
    assert_eq!((configuration.external_hostname.as_deref(), configuration.external_port), (None, None));
    assert_eq!((configuration.protocol.as_str(), configuration.protocol_version.as_str()), ("SISO-STD-C2SIM", "1.0.2"));
    assert!(configuration.xsd_validation_enabled && configuration.expose_cfg_endpoint);
    assert!(!configuration.orders_while_paused);
    assert_eq!((configuration.cors_origins, configuration.prefix.as_str()), (Origins::Any, ""));
}

#[test]
fn every_kind_of_value_is_read_or_refused() {
    let check = |name: &str, text: &str, reads: bool| {
        let read = read(&[(name, text)]);
        assert_eq!(read.is_ok(), reads, "{name}={text}: {read:?}");
        if let Err(error) = read {
            assert!(error.to_string().starts_with(&format!("{name}={text}: expected ")), "{error}");
        }
    };
    for (name, readable, refused) in [
        (
            "C2SIM_BIND",
            &["127.0.0.2:0", "[::1]:80", "localhost:7777"][..],
            &["7777", "host:1", "localhost:x", "::1:x"][..],
        ),
        ("C2SIM_PREFIX", &["/a", "a/b/", "/"], &["/a b", "/a?b", "/..", "/ä"]),
        ("C2SIM_EXTERNAL_HOSTNAME", &["c2sim.example.org", "192.0.2.1", "[::1]"], &["http://a", "a:1", "a/b", "[x]"]),
        ("C2SIM_EXTERNAL_PORT_NUMBER", &["1", "65535"], &["0", "65536", "http"]),
        ("C2SIM_TRUSTED_PROXIES", &["10.0.0.0/8", "127.0.0.1, ::1"], &["proxy", "10.0.0.0/40"]),
        ("C2SIM_CORS_ORIGINS", &["*", "none", "http://a:1"], &["a", "*,http://a"]),
        ("C2SIM_AUTH_MODE", &["NO_AUTH", "MIXED_AUTH"], &["no_auth", "OFF"]),
        ("C2SIM_IDENTITY_PROVIDER_URL", &["https://idp/x", "http://idp"], &["idp", "https://"]),
        ("C2SIM_XSD_VALIDATION_ENABLED", &["true", "FALSE"], &["1", "on"]),
        ("C2SIM_INACTIVE_TIMEOUT_SEC", &["0.001", "31536000"], &["0", "0.0009", "31536001", "-1", "inf", "1e3", "3m"]),
        ("C2SIM_MAX_MSG_SIZE_MB", &["10.0", "0.5", "4096"], &["0", "abc", "4096.1", "-1", "NaN", "10 MB"]),
        ("C2SIM_MAX_JSON_KB", &["1", "1048576"], &["0", "1048577"]),
        ("C2SIM_MAX_MEMBERS", &["1", "1000000000"], &["0", "1000000001", "1.5", "-1"]),
        ("C2SIM_LOG_LEVEL", &["debug", "info,c2sim::doors=trace", "OFF"], &["loud", "info,=="]),
        ("C2SIM_LOG_FORMAT", &["auto", "text", "json"], &["JSON", "xml"]),
    ] {
        readable.iter().for_each(|text| check(name, text, true));
        refused.iter().for_each(|text| check(name, text, false));
    }
}

#[test]
fn units_are_converted_and_fractions_count() {
    let check = |text: &str, bytes: usize| {
        assert_eq!(read(&[("C2SIM_MAX_MSG_SIZE_MB", text)]).unwrap().message_bytes_max, bytes, "{text}");
    };
    check("1", 1_048_576);
    check("0.5", 524_288);
    check("10.25", 10_747_904);
    assert_eq!(read(&[("C2SIM_SHUTDOWN_SEC", "0.25")]).unwrap().shutdown_ms, 250);
    assert_eq!(read(&[("C2SIM_MAX_JSON_KB", "2")]).unwrap().json_body_bytes_max, 2_048);
    assert_eq!(read(&[("C2SIM_PREFIX", "a/b/")]).unwrap().prefix, "/a/b");
}

#[test]
fn an_option_goes_before_the_environment_and_is_named_in_errors() {
    let environment = |name: &str| (name == "C2SIM_BIND").then(|| "127.0.0.1:1".to_owned());
    let bind = |options: &[(&str, String)]| Configuration::read(options, &environment).map(|read| read.bind.port());
    assert_eq!(bind(&[]), Ok(1));
    assert_eq!(bind(&[("--bind", "127.0.0.1:2".into())]), Ok(2));
    let told = bind(&[("--bind", "x".into())]).unwrap_err().to_string();
    assert!(told.starts_with("--bind=x: expected an IP address and a port"), "{told}");
    assert!(Configuration::read(&[("--bind", String::new())], &environment).is_err(), "an empty option is a mistake");
}

#[test]
fn a_blank_value_counts_as_not_given() {
    assert_eq!(read(&[("C2SIM_MAX_MSG_SIZE_MB", "  ")]).unwrap().message_bytes_max, 10 * 1_048_576);
    assert_eq!(read(&[("C2SIM_MAX_MSG_SIZE_MB", " 2 ")]).unwrap().message_bytes_max, 2 * 1_048_576);
}

#[test]
fn all_unreadable_values_are_told_at_once() {
    let told = read(&[("C2SIM_MAX_MSG_SIZE_MB", "abc"), ("C2SIM_BIND", "x")]).unwrap_err().to_string();
    assert_eq!(
        told.lines().map(|line| line.split(':').next().unwrap()).collect::<Vec<_>>(),
        ["C2SIM_BIND=x", "C2SIM_MAX_MSG_SIZE_MB=abc"]
    );
    assert!(told.ends_with("expected a number of megabytes, more than 0 and at most 4096, such as 10.0"), "{told}");
}

#[test]
fn strict_auth_needs_something_to_verify_tokens_with() {
    let strict = ("C2SIM_AUTH_MODE", "STRICT_AUTH");
    let refused = read(&[strict]).unwrap_err();
    assert_eq!(refused, ConfigurationError::StrictAuthWithoutKeys);
    assert!(refused.to_string().contains("C2SIM_IDENTITY_PROVIDER_URL"));
    assert!(read(&[strict, ("C2SIM_BEARER_PUBLIC_KEY", "k")]).is_ok());
    assert!(read(&[strict, ("C2SIM_IDENTITY_PROVIDER_URL", "http://idp.example.org/realm")]).is_ok());
    assert!(read(&[("C2SIM_IDENTITY_PROVIDER_URL", "https://user:secret@idp.example.org/")]).is_err());
    assert_eq!(read(&[("C2SIM_TOKEN_LEEWAY_SEC", "0")]).unwrap().token_leeway_ms, 0);
    assert!(read(&[("C2SIM_TOKEN_LEEWAY_SEC", "3601")]).is_err());
}

#[test]
fn plain_http_is_for_the_loopback_unless_it_is_allowed() {
    let check = |given: &[(&str, &str)], refused: Option<&str>| {
        let told = read(given).err().map(|error| error.to_string());
        assert_eq!(told.is_some(), refused.is_some(), "{given:?}: {told:?}");
        if let (Some(told), Some(text)) = (told, refused) {
            assert!(told.contains(text), "{given:?}: {told}");
        }
    };
    let allowed = ("C2SIM_ALLOW_INSECURE_HTTP", "true");
    let tls = [("C2SIM_TLS_CERT", "c.pem"), ("C2SIM_TLS_KEY", "k.pem")];
    let what_to_do = "set C2SIM_ALLOW_INSECURE_HTTP=true";
    for address in ["0.0.0.0:1", "192.0.2.1:1", "[::]:1", "[::ffff:192.0.2.1]:1"] {
        for name in ["C2SIM_BIND", "C2SIM_DOOR_RELAY", "C2SIM_DOOR_EDITING"] {
            let listens = (name, address);
            check(&[listens], Some(what_to_do));
            check(&[listens], Some(&format!("{name}={address}")));
            check(&[listens, allowed], None);
            check(&[listens, tls[0], tls[1]], None);
        }
    }
    for address in ["127.0.0.1:1", "127.9.9.9:1", "[::1]:1", "[::ffff:127.0.0.1]:1"] {
        check(&[("C2SIM_BIND", address)], None);
    }
    check(&[tls[0]], Some("C2SIM_TLS_CERT needs C2SIM_TLS_KEY"));
    check(&[tls[1]], Some("C2SIM_TLS_KEY needs C2SIM_TLS_CERT"));
    check(&[("C2SIM_TLS_CLIENT_CA", "ca.pem")], Some("C2SIM_TLS_CLIENT_CA needs C2SIM_TLS_CERT"));
}

#[test]
fn a_secret_is_never_shown() {
    let key = "-----BEGIN PUBLIC KEY-----\nMIIB";
    let configuration = read(&[("C2SIM_BEARER_PUBLIC_KEY", key)]).unwrap();
    assert_eq!(configuration.bearer_public_key.as_ref().unwrap().reveal(), key);
    for shown in [configuration.markdown(), format!("{configuration:?}")] {
        assert!(!shown.contains("MIIB") && shown.contains("********"), "{shown}");
    }
}

#[test]
fn names_that_no_setting_has_and_settings_without_effect_are_warned_of() {
    let configuration = read(&[("C2SIM_BEARER_PUBLIC_KEY", "k"), ("C2SIM_AUTH_MODE", "NO_AUTH")]).unwrap();
    let names = ["PATH", "C2SIM_MAX_MSG_SIZE", "C2SIM_BIND", "C2SIM_BEARER_PUBLIC_KEY"].map(str::to_owned);
    let warnings = configuration.warnings(names.into_iter());
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0].starts_with("C2SIM_BEARER_PUBLIC_KEY is set, but NO_AUTH"));
    assert!(warnings[1].starts_with("C2SIM_MAX_MSG_SIZE is set, but this version has no such setting"));
}

#[test]
fn the_table_shows_the_value_in_effect_and_cannot_be_broken_by_it() {
    let text = read(&[("C2SIM_PROTOCOL", "a|b<c\nd")]).unwrap().markdown();
    assert!(text.contains("| C2SIM_PROTOCOL | a\\|b&lt;c d | SISO-STD-C2SIM |"), "{text}");
    assert!(text.contains("| C2SIM_MAX_MSG_SIZE_MB | 10.0 | 10.0 | MB |"), "{text}");
    assert_eq!(text.lines().count(), SETTINGS.len() + 4);
}

#[test]
fn the_names_of_settings_are_distinct() {
    let names: std::collections::HashSet<_> = SETTINGS.iter().map(|setting| setting.name).collect();
    assert_eq!(names.len(), SETTINGS.len());
}

#[test]
fn the_readme_shows_the_settings_of_the_table() {
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(&settings_markdown()), "README.md must contain this table:\n{}", settings_markdown());
}
