//! A server in front of ours that misbehaves in one way: everything else goes through as it is.

use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use parking_lot::Mutex;
use poem::{
    Endpoint, FromRequest, IntoResponse, Request, Response, Server, endpoint,
    http::{HeaderMap, Method, StatusCode},
    listener::{Acceptor, Listener, TcpListener},
    web::websocket::{CloseCode, Message, WebSocket, WebSocketStream},
};
use tokio_tungstenite::{connect_async, tungstenite, tungstenite::client::IntoClientRequest};

/// A request on its way to the server.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: Method,
    /// Path and query.
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// An answer on its way to the client.
#[derive(Debug, Clone)]
pub struct Given {
    pub status: u16,
    pub content_type: String,
    /// The place of a published message.
    pub address: String,
    pub body: String,
}

/// Who joined: path of the session, and clientId.
pub type Joined = Vec<(String, String)>;

/// One way to misbehave.
#[derive(Clone, Copy)]
pub enum Fault {
    None,
    /// Changes a request before the server sees it.
    Ask(fn(&Joined, &mut Asked)),
    /// Asks the server for something of its own before a request.
    Also(fn(&Joined, &Asked) -> Vec<Asked>),
    /// Answers itself, so that the server does not see the request.
    Swallow(fn(&Asked) -> Option<Given>),
    /// Changes an answer.
    Answer(fn(&Asked, &mut Given)),
    /// Opens a stream with another path and query than the client does.
    Stream(fn(&str) -> String),
    /// Makes other frames of one that goes to the client; what it holds back is in the list.
    Frames(fn(&mut Vec<Message>, Message) -> Vec<Message>),
    /// Makes another frame, or none, of one that goes to the server.
    Upward(fn(Message) -> Option<Message>),
}

impl Asked {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn set(&mut self, name: &'static str, value: &str) {
        self.headers.insert(name, value.parse().unwrap());
    }

    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The path of the session that it is about.
    pub fn session(&self) -> &str {
        let end = self.path.rfind('/').unwrap_or(0);
        &self.path[..end]
    }

    pub fn is(&self, operation: &str) -> bool {
        self.path.split('?').next().is_some_and(|path| path.ends_with(operation))
    }
}

struct Proxy {
    upstream: String,
    http: reqwest::Client,
    fault: Fault,
    joined: Mutex<Joined>,
}

/// Starts one in front of `ADDRESS:PORT`; its own address. It ends with the runtime.
pub async fn start(upstream: &str, fault: Fault) -> String {
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
    let address = acceptor.local_addr()[0].to_string();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let proxy = Arc::new(Proxy { upstream: upstream.to_owned(), http, fault, joined: Mutex::default() });
    let serve = endpoint::make(move |request: Request| {
        let proxy = Arc::clone(&proxy);
        async move { Ok::<_, poem::Error>(proxy.serve(request).await) }
    });
    tokio::spawn(run(acceptor, serve));
    address.rsplit("://").next().unwrap().to_owned()
}

async fn run(acceptor: impl Acceptor + 'static, serve: impl Endpoint + 'static) {
    Server::new_with_acceptor(acceptor).run(serve).await.unwrap();
}

impl Proxy {
    async fn serve(&self, request: Request) -> Response {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let (request, mut body) = request.split();
        if request.header("upgrade").is_some() {
            return match WebSocket::from_request(&request, &mut body).await {
                Ok(upgrade) => self.stream(upgrade, &path, request.headers()).await,
                Err(error) => error.into_response(),
            };
        }
        let (method, headers) = (request.method().clone(), request.headers().clone());
        let body = body.take().unwrap().into_bytes_limit(100 << 20).await.unwrap().to_vec();
        let mut asked = Asked { method, path, headers, body };
        let joined = self.joined.lock().clone();
        match self.fault {
            Fault::Ask(change) => change(&joined, &mut asked),
            Fault::Also(also) => {
                for further in also(&joined, &asked) {
                    self.ask(&further).await;
                }
            }
            Fault::Swallow(answer) => {
                if let Some(given) = answer(&asked) {
                    return given.response();
                }
            }
            _ => {}
        }
        let mut given = self.ask(&asked).await;
        if asked.is("/join") && given.status == 200 {
            self.joined.lock().push((asked.session().to_owned(), asked.header("clientId").to_owned()));
        }
        if let Fault::Answer(change) = self.fault {
            change(&asked, &mut given);
        }
        given.response()
    }

    async fn ask(&self, asked: &Asked) -> Given {
        let url = format!("http://{}{}", self.upstream, asked.path);
        let mut request = self.http.request(asked.method.clone(), url).body(asked.body.clone());
        for name in ["host", "clientId", "content-type", "authorization", "accept", "x-fs-key"] {
            if let Some(value) = asked.headers.get(name) {
                request = request.header(name, value);
            }
        }
        let response = request.send().await.unwrap();
        let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        Given {
            status: response.status().as_u16(),
            content_type: header("content-type"),
            address: header("c2sim-address"),
            body: response.text().await.unwrap(),
        }
    }

    async fn stream(&self, upgrade: WebSocket, path: &str, headers: &HeaderMap) -> Response {
        let path = match self.fault {
            Fault::Stream(change) => change(path),
            _ => path.to_owned(),
        };
        let mut request = format!("ws://{}{path}", self.upstream).into_client_request().unwrap();
        if let Some(token) = headers.get("authorization") {
            request.headers_mut().insert("authorization", token.clone());
        }
        let offered = headers.get("sec-websocket-protocol");
        if let Some(offered) = offered {
            request.headers_mut().insert("sec-websocket-protocol", offered.clone());
        }
        let Ok((upstream, _)) = connect_async(request).await else {
            return Response::builder().status(StatusCode::UNAUTHORIZED).finish();
        };
        let fault = self.fault;
        let upgrade = match offered.and_then(|offered| offered.to_str().ok()) {
            Some(offered) => upgrade.protocols([offered.to_owned()]),
            None => upgrade,
        };
        upgrade.on_upgrade(move |client| pump(client, upstream, fault)).into_response()
    }
}

impl Given {
    fn response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap();
        Response::builder()
            .status(status)
            .content_type(&self.content_type)
            .header("c2sim-address", self.address)
            .body(self.body)
    }
}

type Upstream = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

/// Carries frames both ways until one side ends.
async fn pump(mut client: WebSocketStream, mut upstream: Upstream, fault: Fault) {
    let mut held = Vec::new();
    loop {
        tokio::select! {
            came = upstream.next() => {
                let Some(frame) = came.and_then(Result::ok).and_then(downward) else { return };
                let is_close = frame.is_close();
                let frames = match fault {
                    Fault::Frames(change) => change(&mut held, frame),
                    _ => vec![frame],
                };
                for frame in frames {
                    if client.send(frame).await.is_err() {
                        return;
                    }
                }
                if is_close {
                    return;
                }
            }
            came = client.next() => {
                let Some(Ok(frame)) = came else { return };
                let frame = match fault {
                    Fault::Upward(change) => change(frame),
                    _ => Some(frame),
                };
                if let Some(frame) = frame.and_then(upward) && upstream.send(frame).await.is_err() {
                    return;
                }
            }
        }
    }
}

fn downward(frame: tungstenite::Message) -> Option<Message> {
    match frame {
        tungstenite::Message::Text(text) => Some(Message::Text(text.as_str().to_owned())),
        tungstenite::Message::Binary(bytes) => Some(Message::Binary(bytes.to_vec())),
        tungstenite::Message::Ping(bytes) => Some(Message::Ping(bytes.to_vec())),
        tungstenite::Message::Pong(bytes) => Some(Message::Pong(bytes.to_vec())),
        tungstenite::Message::Close(close) => {
            Some(Message::Close(close.map(|close| (CloseCode::from(u16::from(close.code)), close.reason.to_string()))))
        }
        tungstenite::Message::Frame(_) => None,
    }
}

fn upward(frame: Message) -> Option<tungstenite::Message> {
    match frame {
        Message::Text(text) => Some(tungstenite::Message::Text(text.into())),
        Message::Binary(bytes) => Some(tungstenite::Message::Binary(bytes.into())),
        Message::Ping(bytes) => Some(tungstenite::Message::Ping(bytes.into())),
        Message::Pong(_) => None,
        Message::Close(_) => Some(tungstenite::Message::Close(None)),
    }
}
