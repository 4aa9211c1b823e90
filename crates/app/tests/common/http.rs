//! A client of the plainest kind, for real servers: one request a connection, nothing that could hide a fault.

use serde_json::Value;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Heard {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }
}

/// Sends and waits for the whole answer; an error when the server went away meanwhile.
pub(crate) fn ask(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> io::Result<Heard> {
    let mut stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.write_all(request(server, method, path, headers, body).as_bytes())?;
    read(&mut stream)
}

pub(crate) fn request(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> String {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n");
    if !body.is_empty() {
        text += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
    }
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    text + "\r\n" + body
}

/// A request as a browser sends it, but for one thing: its connection ends with the answer.
pub(crate) fn read_request(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    let (head, rest) = read_head(stream, &mut all)?;
    let length = length_in(&head).unwrap_or(0);
    while all.len() < rest + length {
        more(stream, &mut all)?;
    }
    let named = |line: &str| line.to_ascii_lowercase().starts_with("connection:");
    let lines: Vec<&str> = head.lines().filter(|line| !named(line)).collect();
    let mut request = (lines.join("\r\n") + "\r\nConnection: close\r\n\r\n").into_bytes();
    request.append(&mut all.split_off(rest));
    Ok(request)
}

/// The head, then as many bytes as it says, or all until the end.
pub(crate) fn read(stream: &mut TcpStream) -> io::Result<Heard> {
    let mut all = Vec::new();
    let (head, rest) = read_head(stream, &mut all)?;
    match length_in(&head) {
        Some(length) => {
            while all.len() < rest + length {
                more(stream, &mut all)?;
            }
        }
        None => {
            stream.read_to_end(&mut all)?;
        }
    }
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| io::Error::other(format!("no status in {head}")))?;
    Ok(Heard { status, head, body: String::from_utf8_lossy(&all[rest..]).into_owned() })
}

/// The head, and where in `all` the rest begins, of which some may be there already.
fn read_head(stream: &mut TcpStream, all: &mut Vec<u8>) -> io::Result<(String, usize)> {
    loop {
        if let Some(at) = all.windows(4).position(|four| four == b"\r\n\r\n") {
            return Ok((String::from_utf8_lossy(&all[..at]).into_owned(), at + 4));
        }
        more(stream, all)?;
    }
}

fn length_in(head: &str) -> Option<usize> {
    head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    })
}

fn more(stream: &mut TcpStream, all: &mut Vec<u8>) -> io::Result<()> {
    let mut piece = [0; 4096];
    match stream.read(&mut piece)? {
        0 => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
        count => {
            all.extend_from_slice(&piece[..count]);
            Ok(())
        }
    }
}
