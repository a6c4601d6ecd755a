//! Structured logs on standard error: for people on a terminal, one JSON object a line elsewhere.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use super::configuration::{Configuration, LogFormat};

/// Starts logging for the whole process as configured; a second call changes nothing.
pub fn start(configuration: &Configuration) {
    let builder = tracing_subscriber::fmt().with_env_filter(filter(configuration)).with_writer(std::io::stderr);
    let is_terminal = std::io::stderr().is_terminal();
    // An error means that logging runs already, which is what was asked for.
    let _ = match is_json(configuration.log_format, is_terminal) {
        true => builder.json().flatten_event(true).with_current_span(false).try_init(),
        false => builder.with_ansi(is_terminal).with_target(false).try_init(),
    };
}

fn filter(configuration: &Configuration) -> EnvFilter {
    match configuration.rust_log.as_str() {
        "" => EnvFilter::new(&configuration.log_level),
        directives => EnvFilter::new(directives),
    }
}

fn is_json(format: LogFormat, is_terminal: bool) -> bool {
    match format {
        LogFormat::Auto => !is_terminal,
        LogFormat::Text => false,
        LogFormat::Json => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_log_goes_before_the_level() {
        let level = |log_level: &str, rust_log: &str| {
            let configuration =
                Configuration { log_level: log_level.into(), rust_log: rust_log.into(), ..Configuration::default() };
            filter(&configuration).to_string()
        };
        assert_eq!(level("info", ""), "info");
        assert_eq!(level("debug", ""), "debug");
        assert_eq!(level("info", "c2sim=trace"), "c2sim=trace");
    }

    #[test]
    fn the_format_follows_the_terminal_unless_it_is_told() {
        for (format, on_terminal, elsewhere) in
            [(LogFormat::Auto, false, true), (LogFormat::Text, false, false), (LogFormat::Json, true, true)]
        {
            assert_eq!((is_json(format, true), is_json(format, false)), (on_terminal, elsewhere), "{format:?}");
        }
    }
}
