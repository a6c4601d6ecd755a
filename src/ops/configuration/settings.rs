//! The table of settings: name, default, field and how it is read, meaning. Data; the machinery is in [`super::table`].

use std::{net::SocketAddr, path::PathBuf};

use crate::feed::Durability;

use super::{
    AuthMode, ConfigurationError, DoorOpening, LogFormat, Network, Origins, Sanitizing, Secret, Setting, readers,
    table::{Source, settings},
};

settings! {
    "C2SIM_BIND" or "--bind", "127.0.0.1:7777" => bind: SocketAddr = ADDRESS;
    "Address and port to listen on; port 0 takes a free one."

    "C2SIM_DATA_DIR" or "--data", "c2sim-data" => data_dir: PathBuf = FOLDER;
    "Folder for what outlives a run: one SQLite file a session. One server a folder."

    "C2SIM_CONFIG_DIR" or "--config", "c2sim-config" => config_dir: PathBuf = FOLDER;
    "Folder with `server-config.json` and further schemas in `c2sim_schemas/external/VERSION/*.xsd`."

    "C2SIM_DOOR_RELAY" or "--door relay", "on" => door_relay: DoorOpening = DOOR;
    "The HTTP relay: on or off, or an address of its own beside the main port."

    "C2SIM_DOOR_EDITING" or "--door editing", "on" => door_editing: DoorOpening = DOOR;
    "Real-time editing: on or off, or an address of its own beside the main port."

    "C2SIM_DOOR_CONCIERGE" or "--door concierge", "on" => door_concierge: DoorOpening = DOOR;
    "The service gateway: on or off, or an address of its own beside the main port."

    "C2SIM_PREFIX", "" => prefix: String = PATH_PREFIX;
    "Path before every path of the server, for a proxy that forwards it."

    "C2SIM_EXTERNAL_HOSTNAME", "" => external_hostname: Option<String> = HOSTNAME;
    "Host name in the URLs that clients are told; without it, the request's own Host."

    "C2SIM_EXTERNAL_PORT_NUMBER", "" => external_port: Option<u16> = PORT;
    "Port in the URLs that clients are told; without it, the request's own."

    "C2SIM_TLS_CERT", "" => tls_certificate: Option<String> = NAME;
    "File with the server's certificate and those that lead to its issuer, in PEM; with it the server speaks HTTPS alone. SIGHUP reads it anew."

    "C2SIM_TLS_KEY", "" => tls_key: Option<String> = NAME;
    "File with the private key of C2SIM_TLS_CERT, in PEM."

    "C2SIM_TLS_CLIENT_CA", "" => tls_client_ca: Option<String> = NAME;
    "File with the certificates, in PEM, of those who issue certificates to clients; with it no client connects without one."

    "C2SIM_ALLOW_INSECURE_HTTP", "false" => allow_insecure_http: bool = SWITCH;
    "Whether a server without C2SIM_TLS_CERT may listen on other addresses than the loopback, where everybody on the way can read and change what is sent."

    "C2SIM_TRUSTED_PROXIES", "" => trusted_proxies: Vec<Network> = NETWORKS;
    "Proxies whose X-Forwarded-* headers are believed."

    "C2SIM_CORS_ORIGINS", "*" => cors_origins: Origins = ORIGINS;
    "Web origins whose scripts may call the server."

    "C2SIM_WS_ORIGINS", "*" => ws_origins: Origins = ORIGINS;
    "Web origins whose scripts may open a stream; a client that sends no Origin is no browser and always may."

    "C2SIM_AUTH_MODE", "MIXED_AUTH" => auth_mode: AuthMode = AUTH_MODE;
    "Whether requests need a token: NO_AUTH does not look at tokens, MIXED_AUTH checks one where it is sent, STRICT_AUTH takes no request without one."

    "C2SIM_BEARER_PUBLIC_KEY", "" => bearer_public_key: Option<Secret> = SECRET secret;
    "Public key that verifies tokens, in PEM: RSA, P-256, P-384 or Ed25519, or a certificate; line breaks may be written as \\n."

    "C2SIM_IDENTITY_PROVIDER_URL", "" => identity_provider_url: Option<String> = URL;
    "Issuer, or discovery document, of the OpenID provider whose keys verify tokens; fetched when the first token comes."

    "C2SIM_TOKEN_ISSUER", "" => token_issuer: Option<String> = NAME;
    "Issuer (claim iss) that a token must have; without it, any whose signature holds."

    "C2SIM_TOKEN_LEEWAY_SEC", "30" => token_leeway_ms: u64 = LEEWAY;
    "What the clocks of identity provider and server may differ by."

    "C2SIM_ADMIN_ROLE", "" => admin_role: Option<String> = NAME;
    "Role that a token must carry to create, change or delete sessions; without it, everybody whose request is taken may."

    "C2SIM_AUDIT_FILE", "" => audit_file: PathBuf = FILE;
    "File of the audit log: who joined, left, started, stopped, changed and was refused what; without it, `audit.jsonl` in C2SIM_DATA_DIR; `off` for none."

    "C2SIM_AUDIT_FILE_MB", "64" => audit_file_bytes_max: usize = MEGABYTES;
    "Size from which the audit log goes on in another file; the full one is named after the number of its first record."

    "C2SIM_AUDIT_FILES", "16" => audit_files_max: usize = COUNT;
    "Full files of the audit log that are kept, the newest."

    "C2SIM_AUDIT_MAX_WAITING", "8192" => audit_waiting_max: usize = COUNT;
    "Records of the audit log that may wait for the disk; further ones are lost, and the log says how many."

    "C2SIM_PRIVATE_ADDRESSING", "false" => private_addressing: bool = SWITCH;
    "Whether a message with ToReceivingSystem other than ALL reaches only the members that joined as one of the systems it names."

    "C2SIM_PROTOCOL", "SISO-STD-C2SIM" => protocol: String = TEXT;
    "Protocol in the header of the messages that the server itself composes, and of those that are sent with a token."

    "C2SIM_PROTOCOL_VERSION", "1.0.2" => protocol_version: String = TEXT;
    "ProtocolVersion in the header of the messages that the server itself composes, and of those that are sent with a token."

    "C2SIM_XSD_VALIDATION_ENABLED", "true" => xsd_validation_enabled: bool = SWITCH;
    "Whether every message is held against its schema; an initialization always is."

    "C2SIM_ORDERS_WHILE_PAUSED", "false" => orders_while_paused: bool = SWITCH;
    "Whether orders pass while a session is PAUSED."

    "C2SIM_INACTIVE_TIMEOUT_SEC", "180" => inactive_timeout_ms: u64 = SECONDS;
    "A member without a stream and without requests for this long is removed."

    "C2SIM_MAX_MSG_SIZE_MB", "10.0" => message_bytes_max: usize = MEGABYTES;
    "Largest message; 2^20 bytes a MB, fractions allowed."

    "C2SIM_MAX_JSON_KB", "1024" => json_body_bytes_max: usize = KILOBYTES;
    "Largest JSON body; 2^10 bytes a KB."

    "C2SIM_MAX_XML_DEPTH", "128" => xml_depth_max: usize = COUNT;
    "Elements inside each other in a message."

    "C2SIM_MAX_XML_NAME_BYTES", "256" => xml_name_bytes_max: usize = BYTES;
    "Longest name of an element or attribute."

    "C2SIM_MAX_XML_ATTRIBUTES", "64" => xml_attributes_max: usize = COUNT;
    "Attributes of one element."

    "C2SIM_MAX_XML_ELEMENTS", "500000" => xml_elements_max: usize = COUNT;
    "Elements of one message."

    "C2SIM_MAX_SESSIONS", "1000" => sessions_max: usize = COUNT;
    "Shared sessions at one time."

    "C2SIM_MAX_MEMBERS", "10000" => members_max: usize = COUNT;
    "Members of one shared session."

    "C2SIM_PICTURE_MAX_ENTITIES", "20000" => picture_entities_max: usize = COUNT;
    "Entities in the live picture of one shared session; further ones are left out, and C2SIM-Warning says so."

    "C2SIM_MAX_CONNECTIONS", "10000" => connections_max: usize = COUNT;
    "Connections at one time; further ones wait until one ends."

    "C2SIM_MAX_ADDRESS_CONNECTIONS", "5000" => address_connections_max: usize = COUNT;
    "Connections of one address at one time; a further one is answered 429 and closed. Those of C2SIM_TRUSTED_PROXIES are not counted so."

    "C2SIM_RATE_PER_SEC", "20000" => rate_per_sec: usize = COUNT;
    "Requests, and messages on a stream, that one clientId at one address may send a second on average; further ones are answered 429."

    "C2SIM_RATE_BURST", "40000" => rate_burst: usize = COUNT;
    "The same at once."

    "C2SIM_ADDRESS_RATE_PER_SEC", "50000" => address_rate_per_sec: usize = COUNT;
    "Requests, and messages on a stream, that one address may send a second on average, all its clients together."

    "C2SIM_ADDRESS_RATE_BURST", "100000" => address_rate_burst: usize = COUNT;
    "The same at once."

    "C2SIM_HEADER_TIMEOUT_SEC", "30" => header_timeout_ms: u64 = SECONDS;
    "How long a connection may take for a TLS handshake and the head of a request; then it is closed."

    "C2SIM_BODY_TIMEOUT_SEC", "300" => body_timeout_ms: u64 = SECONDS;
    "How long a client may take to send the body of a request, which is then refused, or a message on a WebSocket, which is then closed with 4408."

    "C2SIM_IDLE_TIMEOUT_SEC", "900" => idle_timeout_ms: u64 = SECONDS;
    "How long a connection without a request stays open. Events are an answer that pauses: keep it above C2SIM_STREAM_PING_SEC."

    "C2SIM_BACKLOG_MESSAGES", "65536" => backlog_messages_max: usize = COUNT;
    "Messages that a session keeps in memory for streams that read late; they read older ones from its file."

    "C2SIM_BACKLOG_MB", "64" => backlog_bytes_max: usize = MEGABYTES;
    "Bytes that a session keeps in memory for streams that read late. With C2SIM_DURABILITY=memory, a stream that falls out of it is closed."

    "C2SIM_STREAM_READ_KB", "1024" => stream_read_bytes_max: usize = KILOBYTES;
    "Bytes of messages that one stream takes from its session at a time, one message at least: what a client that stalls holds at most, beside the buffers of its socket."

    "C2SIM_DURABILITY", "sync" => durability: Durability = DURABILITY;
    "What an accepted message outlives: sync, a loss of power; async, a crash of the server; memory, nothing."

    "C2SIM_RETENTION_DAYS", "" => retention_ms: Option<u64> = DAYS;
    "Age from which messages are removed from a session's file; without it, none are."

    "C2SIM_RETENTION_MB", "" => retention_bytes: Option<u64> = MEGABYTES_KEPT;
    "Bytes that a session's file keeps, the newest; without it, all."

    "C2SIM_RETENTION_MESSAGES", "" => retention_entries: Option<u64> = COUNT_KEPT;
    "Messages that a session's file keeps, the newest; without it, all."

    "C2SIM_SNAPSHOT_MESSAGES", "8192" => snapshot_entries: usize = COUNT;
    "Messages after which a session's whole state is kept; a start reads no more than these. Retention has it kept earlier where it is to remove them."

    "C2SIM_MAX_WAITING_MESSAGES", "8192" => waiting_messages_max: usize = COUNT;
    "Messages of one session that may wait for the disk; further ones are refused with STORE_UNAVAILABLE."

    "C2SIM_MAX_WAITING_MB", "64" => waiting_bytes_max: usize = MEGABYTES;
    "Bytes of one session that may wait for the disk; a message alone always may."

    "C2SIM_MAX_STORE_READERS", "4" => store_readers_max: usize = COUNT;
    "Streams of one session that read from its file at one time; further ones wait."

    "C2SIM_RELAY_MAX_BODY_KB", "1024" => relay_body_bytes_max: usize = KILOBYTES;
    "Largest body of a request to the relay; 2^10 bytes a KB."

    "C2SIM_RELAY_MAX_CLIENTS", "10000" => relay_clients_max: usize = COUNT;
    "Clients of the relay at one time."

    "C2SIM_RELAY_MAX_QUEUED", "1000" => relay_queued_max: usize = COUNT;
    "Requests of one net of the relay that nobody took."

    "C2SIM_RELAY_MAX_UNANSWERED", "100" => relay_unanswered_max: usize = COUNT;
    "Requests of one client of the relay whose answers it did not pull."

    "C2SIM_RELAY_EXPIRY_SEC", "120" => relay_expiry_ms: u64 = SECONDS;
    "How long a request or an answer at the relay waits for its next step."

    "C2SIM_RELAY_TOKEN_IDLE_SEC", "86400" => relay_token_idle_ms: u64 = SECONDS;
    "How long a token of the relay lives without being used."

    "C2SIM_RELAY_LEASE_SEC", "" => relay_lease_ms: Option<u64> = SECONDS_MAYBE;
    "After how long a request that was taken and not answered is handed out again; without it, it is not."

    "C2SIM_RELAY_DURABILITY", "memory" => relay_durability: Durability = DURABILITY;
    "What a message between clients of the relay outlives, as C2SIM_DURABILITY; requests and answers are kept in memory alone."

    "C2SIM_RELAY_BACKLOG_MESSAGES", "1000" => relay_backlog_messages_max: usize = COUNT;
    "Messages between clients that a net of the relay keeps in memory for those that have not pulled them."

    "C2SIM_RELAY_BACKLOG_MB", "4" => relay_backlog_bytes_max: usize = MEGABYTES;
    "Bytes of messages between clients that a net of the relay keeps in memory."

    "C2SIM_STALL_TIMEOUT_SEC", "60" => stall_timeout_ms: u64 = SECONDS;
    "A stream that takes nothing for this long is closed with 1013; a connection that takes nothing of an answer ends a little later."

    "C2SIM_STREAM_MAX_IN_FLIGHT", "256" => stream_in_flight_max: usize = COUNT;
    "Messages that one client of the stream protocol c2sim.v1+json may publish without waiting for their answers; further ones are read once some are answered."

    "C2SIM_STREAM_PING_SEC", "25" => stream_ping_ms: u64 = SECONDS;
    "Time between two pings on a stream, or two comments among events."

    "C2SIM_EDITING_SESSION_TTL_SEC", "86400" => editing_session_ttl_ms: u64 = SECONDS;
    "How long a session of the editing door lives without being used."

    "C2SIM_EDITING_MAX_MESSAGE_BYTES", "10240" => editing_message_bytes_max: usize = BYTES;
    "Largest message in JSON to the editing door."

    "C2SIM_EDITING_MAX_UPDATE_KB", "1024" => editing_update_bytes_max: usize = KILOBYTES;
    "Largest binary message of a Yjs client; 2^10 bytes a KB."

    "C2SIM_EDITING_MAX_RATE", "100" => editing_rate_per_sec: usize = COUNT;
    "Messages a second that one session of the editing door may send on average; heartbeats are not counted."

    "C2SIM_EDITING_MAX_BURST", "200" => editing_rate_burst: usize = COUNT;
    "Messages that one session of the editing door may send at once."

    "C2SIM_EDITING_MAX_SESSION_CONNECTIONS", "10" => editing_session_connections_max: usize = COUNT;
    "Connections of one session of the editing door."

    "C2SIM_EDITING_MAX_CONNECTIONS", "" => editing_connections_max: Option<u64> = COUNT_KEPT;
    "Connections of the editing door at one time; without it, as many as the server takes."

    "C2SIM_EDITING_MAX_SESSIONS", "100000" => editing_sessions_max: usize = COUNT;
    "Sessions of the editing door at one time."

    "C2SIM_EDITING_MAX_USER_SESSIONS", "" => editing_user_sessions_max: Option<u64> = COUNT_KEPT;
    "Sessions of one user of the editing door; without it, any number."

    "C2SIM_EDITING_MAX_DOCUMENTS", "1000" => editing_documents_max: usize = COUNT;
    "Documents of the editing door."

    "C2SIM_EDITING_MAX_DOCUMENT_UNITS", "1048576" => editing_document_units_max: usize = COUNT;
    "Longest text of a document, in UTF-16 code units."

    "C2SIM_EDITING_IDLE_SEC", "75" => editing_idle_ms: u64 = SECONDS;
    "A connection to the editing door of which nothing is heard for this long is closed with 4009."

    "C2SIM_EDITING_STALL_SEC", "60" => editing_stall_ms: u64 = SECONDS;
    "A connection to the editing door that takes nothing for this long is closed with 1013."

    "C2SIM_EDITING_MAX_VIOLATIONS", "20" => editing_violations_max: usize = COUNT;
    "Messages that cannot be used from one connection in a minute; the one after closes it with 4008."

    "C2SIM_EDITING_INVALIDATE", "false" => editing_invalidate: bool = SWITCH;
    "Whether a session with a connection that was closed with 4008 is invalidated."

    "C2SIM_EDITING_SANITIZE", "clean" => editing_sanitize: Sanitizing = SANITIZING;
    "What becomes of text that a page could take for a program: clean, reject or off."

    "C2SIM_EDITING_BACKLOG_MESSAGES", "8192" => editing_backlog_messages_max: usize = COUNT;
    "Messages that a document keeps in memory for connections that read late; they read older ones from its file."

    "C2SIM_EDITING_DURABILITY", "" => editing_durability: Option<Durability> = DURABILITY_MAYBE;
    "What a change of a document outlives: sync, async or memory; without it, as C2SIM_DURABILITY says."

    "C2SIM_EDITING_YJS_TEXT", "content" => editing_yjs_text: String = TEXT;
    "The name under which Yjs clients find the text of a document."

    "C2SIM_CONCIERGE_SECRET", "" => concierge_secret: Option<Secret> = SECRET secret;
    "What clients of the gateway must say in IDENTIFY; without it, nothing."

    "C2SIM_CONCIERGE_IDENTIFY_SEC", "5" => concierge_identify_ms: u64 = SECONDS;
    "How long a client of the gateway may take to send IDENTIFY; then it is closed with 4004."

    "C2SIM_CONCIERGE_PING_SEC", "15" => concierge_ping_ms: u64 = SECONDS;
    "Time between two pings on a connection to the gateway."

    "C2SIM_CONCIERGE_SILENCE_SEC", "45" => concierge_silence_ms: u64 = SECONDS;
    "A connection to the gateway of which nothing is heard for this long is closed with 4009."

    "C2SIM_CONCIERGE_STALL_SEC", "60" => concierge_stall_ms: u64 = SECONDS;
    "A connection to the gateway that takes nothing for this long is closed with 1013."

    "C2SIM_CONCIERGE_RESUME_SEC", "60" => concierge_resume_ms: u64 = SECONDS;
    "How long a client of the gateway that asked to be able to resume is waited for after its connection was lost."

    "C2SIM_CONCIERGE_MAX_PAYLOAD_KB", "1024" => concierge_payload_bytes_max: usize = KILOBYTES;
    "Largest payload to the gateway; a larger one closes with 1009. 2^10 bytes a KB."

    "C2SIM_CONCIERGE_MAX_CLIENTS", "10000" => concierge_clients_max: usize = COUNT;
    "Connections to the gateway at one time, and clients of one namespace."

    "C2SIM_CONCIERGE_MAX_NAMESPACES", "1000" => concierge_namespaces_max: usize = COUNT;
    "Namespaces of the gateway at one time."

    "C2SIM_CONCIERGE_MAX_SERVICES", "1000" => concierge_services_max: usize = COUNT;
    "Services of one client of the gateway."

    "C2SIM_CONCIERGE_MAX_SUBSCRIPTIONS", "1000" => concierge_subscriptions_max: usize = COUNT;
    "Services that one client of the gateway is subscribed to."

    "C2SIM_CONCIERGE_BACKLOG_MESSAGES", "8192" => concierge_backlog_messages_max: usize = COUNT;
    "Events that a namespace keeps in memory for clients that read late or resume; one that is further behind is closed with 1013."

    "C2SIM_CONCIERGE_BACKLOG_MB", "32" => concierge_backlog_bytes_max: usize = MEGABYTES;
    "Bytes of events that a namespace keeps in memory."

    "C2SIM_CONCIERGE_DURABILITY", "memory" => concierge_durability: Durability = DURABILITY;
    "What a namespace outlives, as C2SIM_DURABILITY: its events, and the clients that may resume with their services and subscriptions. Files end with the server."

    "C2SIM_CONCIERGE_PRIVATE_KEYS", "false" => concierge_private_keys: bool = SWITCH;
    "Whether a client of the gateway changes its files only with a key that nobody else is told, fs_key in HELLO, instead of its uuid."

    "C2SIM_CONCIERGE_MAX_FILE_KB", "2048" => concierge_file_bytes_max: usize = KILOBYTES;
    "Largest file of a client of the gateway; 2^10 bytes a KB."

    "C2SIM_CONCIERGE_MAX_CLIENT_FILES", "1000" => concierge_client_files_max: usize = COUNT;
    "Files of one client of the gateway."

    "C2SIM_CONCIERGE_MAX_CLIENT_FILES_MB", "64" => concierge_client_files_bytes_max: usize = MEGABYTES;
    "Bytes of all files of one client of the gateway."

    "C2SIM_CONCIERGE_MAX_FILES_MB", "1024" => concierge_files_bytes_max: usize = MEGABYTES;
    "Bytes of the files of all clients of the gateway together."

    "C2SIM_SHUTDOWN_SEC", "4" => shutdown_ms: u64 = SECONDS;
    "How long requests and streams may take to end after SIGTERM."

    "C2SIM_EXPOSE_CFG_ENDPOINT", "true" => expose_cfg_endpoint: bool = SWITCH;
    "Whether `/configuration` shows this table."

    "C2SIM_METRICS_MAX_SYSTEMS", "1000" => metrics_systems_max: usize = COUNT;
    "Pairs of session and system with metrics of their own; further systems are counted as OTHER."

    "C2SIM_LOG_LEVEL", "info" => log_level: String = LOG_LEVEL;
    "What is logged: error, warn, info, debug, trace, or directives by module."

    "RUST_LOG", "" => rust_log: String = LOG_LEVEL;
    "As C2SIM_LOG_LEVEL, and goes before it."

    "C2SIM_LOG_FORMAT", "auto" => log_format: LogFormat = LOG_FORMAT;
    "How it is logged: text, json, or auto for text on a terminal and json elsewhere."
}
