//! One HTTP connection that asks, waits for the whole answer, and asks again: as little of HTTP/1.1 as that takes, so that
//! the client costs the machine little beside the server.

use std::{io, net::SocketAddr, time::Duration};

use memchr::memmem;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use super::Problem;

/// How long an answer may take, in seconds.
const ANSWER_SEC_MAX: u64 = 60;
/// What an answer may have at most, in bytes.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// A connection to the server.
pub(super) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
}

/// A request with its body, ready to be written.
pub(super) fn request(method: &str, path: &str, client: &str, content_type: &str, body: &str) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nclientId: {client}\r\nContent-Type: {content_type}\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

impl Connection {
    /// Connects to `ADDRESS:PORT`.
    pub(super) async fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(4096) })
    }

    /// Connects to `ADDRESS:PORT` from another address of this machine.
    pub(super) async fn open_from(from: &str, address: &str) -> Result<Self, Problem> {
        let stream = Self::socket_from(from, address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(4096) })
    }

    /// The same, without anything said.
    pub(super) async fn socket_from(from: &str, address: &str) -> Result<TcpStream, Problem> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(from.parse()?, 0))?;
        Ok(socket.connect(address.parse()?).await?)
    }

    /// Writes the request and reads the answer.
    pub(super) async fn ask(&mut self, request: &[u8]) -> Result<Answer, Problem> {
        let asked = async {
            self.stream.write_all(request).await?;
            self.buffer.clear();
            while whole_bytes(&self.buffer)?.is_none_or(|bytes| self.buffer.len() < bytes) {
                if self.stream.read_buf(&mut self.buffer).await? == 0 || self.buffer.len() > ANSWER_BYTES_MAX {
                    return Err("the server ended the connection in the middle of an answer".into());
                }
            }
            answer(&self.buffer)
        };
        timeout(Duration::from_secs(ANSWER_SEC_MAX), asked).await.map_err(|_| "the server does not answer")?
    }

    /// Writes requests that follow each other at once, and shows `look` the body of each answer, in their order.
    pub(super) async fn ask_many(
        &mut self,
        requests: &[u8],
        answers: usize,
        mut look: impl FnMut(&str),
    ) -> Result<(), Problem> {
        let asked = async {
            self.stream.write_all(requests).await?;
            self.buffer.clear();
            let mut left = answers;
            while left > 0 {
                let Some(bytes) = whole_bytes(&self.buffer)?.filter(|bytes| *bytes <= self.buffer.len()) else {
                    if self.stream.read_buf(&mut self.buffer).await? == 0 || self.buffer.len() > ANSWER_BYTES_MAX {
                        return Err(Problem::from("the server ended the connection in the middle of an answer"));
                    }
                    continue;
                };
                let Answer { status, body } = answer(&self.buffer[..bytes])?;
                if status != 200 {
                    return Err(format!("the server refused with {status}: {body}").into());
                }
                look(&body);
                self.buffer.drain(..bytes);
                left -= 1;
            }
            Ok(())
        };
        timeout(Duration::from_secs(ANSWER_SEC_MAX), asked).await.map_err(|_| "the server does not answer")?
    }

    /// Writes the request, and sees to it that it is answered with 200.
    pub(super) async fn ask_ok(&mut self, request: &[u8]) -> Result<Answer, Problem> {
        let answer = self.ask(request).await?;
        match answer.status {
            200 => Ok(answer),
            status => Err(format!("the server refused with {status}: {}", answer.body).into()),
        }
    }
}

/// How many bytes the answer has in all; none while its head is not whole.
fn whole_bytes(buffer: &[u8]) -> Result<Option<usize>, Problem> {
    const LENGTH: &[u8] = b"\r\ncontent-length: ";
    let Some(head) = memmem::find(buffer, b"\r\n\r\n") else { return Ok(None) };
    let head_bytes = head + 4;
    let at = memmem::find(&buffer[..head_bytes], LENGTH).ok_or("an answer does not say its length")?;
    let digits = buffer[at + LENGTH.len()..head].split(|byte| *byte == b'\r').next().unwrap_or_default();
    Ok(Some(head_bytes + std::str::from_utf8(digits)?.parse::<usize>()?))
}

fn answer(buffer: &[u8]) -> Result<Answer, Problem> {
    let status = buffer.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
    let body = memmem::find(buffer, b"\r\n\r\n").map_or(&[][..], |head| &buffer[head + 4..]);
    Ok(Answer { status: status.ok_or("an answer has no status")?, body: String::from_utf8_lossy(body).into_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_body_is() {
        let check = |text: &str, expected: Option<usize>| {
            assert_eq!(whole_bytes(text.as_bytes()).unwrap(), expected, "{text:?}");
        };
        check("HTTP/1.1 200 OK\r\ncontent-le", None);
        check("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n", Some(40));
        check("HTTP/1.1 200 OK\r\ncontent-length: 12\r\ndate: x\r\n\r\nhalf", Some(60));
        assert!(whole_bytes(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
        let answer = answer(b"HTTP/1.1 503 No\r\ncontent-length: 2\r\n\r\n{}").unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (503, "{}"));
    }
}
