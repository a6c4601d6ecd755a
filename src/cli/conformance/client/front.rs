//! What the client sees: a server whose answers are those of ours, but for the trouble that the judge makes.
//!
//! Entry point: [`Front::listen`]. What must always hold: every request and every answer is in the log; where there is no
//! trouble, an answer is as our server gives it, with one header that the interface does not have. What it deliberately leaves
//! out: streams once they are open ([`super::line`]); events (Server-Sent) go through as they are, and are not judged.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::stream;
use parking_lot::Mutex;
use poem::{
    Body, Endpoint, FromRequest, IntoResponse, Request, Response, Server, endpoint,
    http::{HeaderMap, HeaderName, StatusCode},
    listener::{Acceptor, Listener, TcpListener},
    web::websocket::WebSocket,
};
use serde_json::{Value, json};

use super::{
    Problem, Trust,
    brief::Brief,
    line::{self, Line},
    log::Log,
    record::{Act, Answered, Asked, Opened, Operation, What},
    trust,
};
use crate::cli::conformance::stream::JSON_PROTOCOL;

/// The largest body that is passed on, in bytes.
const BODY_BYTES_MAX: usize = 64 << 20;
/// Stands before the path of the stream, so that a client has to go where stream-endpoints says.
const STREAM_PREFIX: &str = "/as-told";
/// Headers that belong to one connection, or that are made anew.
const OF_A_CONNECTION: &[&str] = &["connection", "transfer-encoding", "content-length", "keep-alive", "upgrade"];
/// A header that the interface does not have.
const UNKNOWN_HEADER: (&str, &str) = ("x-c2sim-later", "a header of a later version");

/// What comes in the way of the next message that the client sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    UnknownField,
    Refusal,
    UnknownRefusal,
    LateAnswer(Duration),
    LostAnswer,
    Unavailable(Duration),
}

/// How streams are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    Open,
    /// As where no server is.
    Shut,
    /// What a client missed is not there any more.
    Forgetful,
}

/// The server that the client sees.
#[derive(Debug)]
pub(super) struct Front {
    /// Where our server is: `ADDRESS:PORT`.
    house: String,
    http: reqwest::Client,
    pub(super) log: Arc<Log>,
    pub(super) lines: Mutex<Vec<Line>>,
    trouble: Mutex<Option<Trouble>>,
    gate: Mutex<Gate>,
    number: AtomicUsize,
}

impl Front {
    /// Listens; where, and what serves until it is dropped.
    pub(super) async fn listen(
        bind: SocketAddr,
        house: &str,
        log: Arc<Log>,
    ) -> Result<(Arc<Self>, SocketAddr, tokio::task::JoinHandle<()>), Problem> {
        let refused = |error| format!("cannot listen on {bind}: {error}; choose another address with --as-server");
        let acceptor = TcpListener::bind(bind).into_acceptor().await.map_err(refused)?;
        let address = acceptor.local_addr().iter().find_map(|address| address.as_socket_addr().copied());
        let front = Arc::new(Self {
            house: house.to_owned(),
            http: trust::http(&Trust::System.config()?).build()?,
            log,
            lines: Mutex::default(),
            trouble: Mutex::new(None),
            gate: Mutex::new(Gate::Open),
            number: AtomicUsize::new(0),
        });
        let serve = {
            let front = Arc::clone(&front);
            endpoint::make(move |request: Request| {
                let front = Arc::clone(&front);
                async move { Ok::<_, poem::Error>(front.serve(request).await) }
            })
        };
        let serving = tokio::spawn(run(acceptor, serve));
        Ok((front, address.unwrap_or(bind), serving))
    }

    /// Comes in the way of the next message, or of none any more; what was in the way and met no message.
    pub(super) fn make(&self, trouble: Option<Trouble>) -> Option<Trouble> {
        std::mem::replace(&mut *self.trouble.lock(), trouble)
    }

    pub(super) fn open(&self, gate: Gate) {
        *self.gate.lock() = gate;
    }

    /// A number for something that is told apart from others.
    pub(super) fn number(&self) -> usize {
        self.number.fetch_add(1, Ordering::Relaxed)
    }

    async fn serve(self: Arc<Self>, request: Request) -> Response {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let (request, mut body) = request.split();
        if request.header("upgrade").is_some() {
            return match WebSocket::from_request(&request, &mut body).await {
                Ok(upgrade) => self.stream(upgrade, &path, request.headers()).await,
                Err(error) => error.into_response(),
            };
        }
        let body = match body.take() {
            Ok(body) => match body.into_bytes_limit(BODY_BYTES_MAX).await {
                Ok(body) => body,
                // What is not passed on whole is not passed on.
                Err(error) => return poem::Error::from(error).into_response(),
            },
            Err(_) => Vec::new().into(),
        };
        let asked = self.asked(&path, request.headers(), &body);
        let (number, operation) = (asked.number, asked.operation);
        let said = format!("{} {path}\n{}", request.method(), String::from_utf8_lossy(&body));
        let who = asked.client.clone();
        self.log.add(What::Asked(asked), &who, said.trim_end());
        let trouble = if operation == Operation::Send { self.make(None) } else { None };
        let in_place = trouble.and_then(|trouble| self.instead(trouble, number));
        let given = match in_place {
            Some(given) => given,
            None => match self.pass_on(&request, &path, body.into()).await {
                Ok(passed) => passed,
                Err(response) => return *response,
            },
        };
        self.give(given, (number, operation), &who, trouble).await
    }

    fn asked(&self, path: &str, headers: &HeaderMap, body: &[u8]) -> Asked {
        let (session, operation) = address(path);
        let text = String::from_utf8_lossy(body);
        let told: Value = serde_json::from_slice(body).unwrap_or_default();
        // A message in a form stands between its boundaries.
        let xml = text.find("<?xml").or_else(|| text.find('<')).map_or("", |at| &text[at..]);
        Asked {
            number: self.number(),
            client: header(headers, "clientid").to_owned(),
            session,
            operation,
            message: (operation == Operation::Send).then(|| Brief::of(xml)),
            system: told["systemName"].as_str().map(str::to_owned),
        }
    }

    /// How the judge refuses a message itself: the status, and the error.
    pub(super) fn refusal(&self, trouble: Trouble, number: usize) -> Option<(u16, Value)> {
        let (status, code, message) = match trouble {
            Trouble::Refusal => {
                (400, "XSD_VALIDATION_ERROR", "The judge refuses this message, as if it were not valid.")
            }
            Trouble::UnknownRefusal => (400, "A_CODE_OF_A_LATER_VERSION", "The judge refuses this message."),
            Trouble::Unavailable(_) => (503, "STORE_UNAVAILABLE", "The judge takes nothing now; come again later."),
            _ => return None,
        };
        let act = match trouble {
            Trouble::Refusal => Act::Refused(number),
            Trouble::Unavailable(after) => Act::Unavailable(number, after),
            _ => Act::RefusedOddly(number),
        };
        self.log.add(What::Did(act), "judge", &format!("refuses this message with {status} {code}"));
        let details = json!({"trackingId": uuid::Uuid::new_v4().to_string()});
        Some((status, json!({"code": code, "message": message, "details": details})))
    }

    /// What the judge answers itself.
    fn instead(&self, trouble: Trouble, number: usize) -> Option<Given> {
        let (status, error) = self.refusal(trouble, number)?;
        let mut headers = HeaderMap::new();
        headers.insert("content-type", poem::http::HeaderValue::from_static("application/json"));
        if let Trouble::Unavailable(after) = trouble {
            headers.insert("retry-after", after.as_secs().max(1).into());
        }
        Some(Given {
            status: StatusCode::from_u16(status).unwrap_or_default(),
            headers,
            body: error.to_string().into(),
            is_judge: true,
        })
    }

    async fn pass_on(&self, request: &Request, path: &str, body: Vec<u8>) -> Result<Given, Box<Response>> {
        let failed = |error: reqwest::Error| {
            let text = format!("The server that is played cannot be reached: {error}");
            Box::new(Response::builder().status(StatusCode::BAD_GATEWAY).body(text))
        };
        let mut onward = self.http.request(request.method().clone(), format!("http://{}{path}", self.house)).body(body);
        for (name, value) in request.headers() {
            if !OF_A_CONNECTION.contains(&name.as_str()) {
                onward = onward.header(name, value);
            }
        }
        let answer = onward.send().await.map_err(failed)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        if header(&headers, "content-type").starts_with("text/event-stream") {
            let pieces = stream::unfold(answer, async |mut answer| match answer.chunk().await {
                Ok(Some(piece)) => Some((Ok::<_, std::io::Error>(piece), answer)),
                Ok(None) => None,
                Err(error) => Some((Err(std::io::Error::other(error)), answer)),
            });
            return Err(Box::new(headers_of(status, &headers).body(Body::from_bytes_stream(Box::pin(pieces)))));
        }
        let body = answer.bytes().await.map_err(failed)?.to_vec();
        Ok(Given { status, headers, body, is_judge: false })
    }

    /// Answers the client, after what the trouble does to the answer.
    async fn give(&self, mut given: Given, of: (usize, Operation), who: &str, trouble: Option<Trouble>) -> Response {
        let (number, operation) = of;
        if operation == Operation::StreamEndpoints && given.status == 200 {
            given.body =
                String::from_utf8_lossy(&given.body).replacen("/api/", &format!("{STREAM_PREFIX}/api/"), 1).into();
        }
        match trouble {
            Some(Trouble::UnknownField) if given.status == 200 => {
                let mut body: Value = serde_json::from_slice(&given.body).unwrap_or_default();
                body["laterField"] = json!({"of": ["a", "later", "version"]});
                given.body = body.to_string().into();
                self.log.add(What::Did(Act::UnknownField(number)), "judge", "answers with a field that there is not");
            }
            Some(Trouble::LateAnswer(wait)) => {
                self.log.add(What::Did(Act::Late(number)), "judge", &format!("lets the answer wait for {wait:?}"));
                tokio::time::sleep(wait).await;
            }
            Some(Trouble::LostAnswer) => {
                self.log.add(What::Did(Act::Lost(number)), "judge", "ends the connection in place of the answer");
                let broken = stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("the answer is lost")) });
                return Response::builder().body(Body::from_bytes_stream(Box::pin(broken)));
            }
            _ => {}
        }
        let body = String::from_utf8_lossy(&given.body).into_owned();
        let told = given.answered(number, operation, &body);
        self.log.add(What::Answered(told), &format!("server to {who}"), &format!("{} {body}", given.status));
        headers_of(given.status, &given.headers).body(given.body)
    }

    async fn stream(self: Arc<Self>, upgrade: WebSocket, path: &str, headers: &HeaderMap) -> Response {
        let is_as_told = path.starts_with(STREAM_PREFIX);
        let mut path = path.strip_prefix(STREAM_PREFIX).unwrap_or(path).to_owned();
        let query = |name: &str| {
            let pairs = form_urlencoded::parse(path.split_once('?').map_or("", |(_, query)| query).as_bytes());
            pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let protocols = header(headers, "sec-websocket-protocol");
        let opened = Opened {
            stream: self.number(),
            client: query("clientId").unwrap_or_default(),
            session: address(&path).0,
            after: query("after"),
            is_json: protocols.split(',').any(|offered| offered.trim() == JSON_PROTOCOL),
            is_as_told,
        };
        let (who, gate) = (opened.client.clone(), *self.gate.lock());
        if gate == Gate::Shut {
            self.log.add(What::NotOpened, &who, &format!("asks for {path}, and is answered with 503"));
            return Response::builder().status(StatusCode::SERVICE_UNAVAILABLE).finish();
        }
        let is_refused = gate == Gate::Forgetful && opened.after.is_some();
        if let (true, Some(after)) = (is_refused, opened.after.clone()) {
            // What is asked for from there on is passed on as if nothing had been named.
            path = path.replace("after=", "ignored=");
            let act = Act::ResumeRefused { stream: opened.stream, after, is_json: opened.is_json };
            self.log.add(What::Did(act), "judge", "says that what was missed is not there any more");
        }
        let token = headers.get("authorization");
        let Ok(upstream) = line::connect(&self.house, &path, opened.is_json, token).await else {
            self.log.add(What::NotOpened, &who, &format!("asks for {path}, and is refused"));
            return Response::builder().status(StatusCode::UNAUTHORIZED).finish();
        };
        let upgrade = if opened.is_json { upgrade.protocols([JSON_PROTOCOL]) } else { upgrade };
        let front = Arc::clone(&self);
        let serve = move |client| line::run(front, client, upstream, opened, is_refused);
        upgrade.on_upgrade(serve).into_response()
    }
}

async fn run(acceptor: impl Acceptor + 'static, serve: impl Endpoint + 'static) {
    // It ends with the run; a listener that fails before shows in what the client does not do.
    let _ = Server::new_with_acceptor(acceptor).run(serve).await;
}

/// An answer before it is given.
struct Given {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    is_judge: bool,
}

impl Given {
    fn answered(&self, number: usize, operation: Operation, body: &str) -> Answered {
        let told: Value = serde_json::from_str(body).unwrap_or_default();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let address = header(&self.headers, "c2sim-address");
        Answered {
            number,
            operation,
            status: self.status.as_u16(),
            code: text(&told["code"]).unwrap_or_default(),
            state: text(&told["state"]).or_else(|| text(&told["session"]["state"])),
            address: (!address.is_empty()).then(|| address.to_owned()),
            is_judge: self.is_judge,
        }
    }
}

fn headers_of(status: StatusCode, headers: &HeaderMap) -> poem::ResponseBuilder {
    let mut builder = Response::builder().status(status).header(UNKNOWN_HEADER.0, UNKNOWN_HEADER.1);
    for (name, value) in headers {
        if !OF_A_CONNECTION.contains(&HeaderName::as_str(name)) {
            builder = builder.header(name, value);
        }
    }
    builder
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The session and the operation that a path names.
fn address(path: &str) -> (String, Operation) {
    let path = path.split('?').next().unwrap_or_default();
    let rest = path.split_once("/c2sim/session/").map_or("", |(_, rest)| rest);
    let (session, operation) = rest.split_once('/').unwrap_or((rest, ""));
    let operation = match operation {
        "join" => Operation::Join,
        "resign" => Operation::Resign,
        "send" => Operation::Send,
        "stream-endpoints" => Operation::StreamEndpoints,
        _ => Operation::Other,
    };
    (session.to_owned(), operation)
}
