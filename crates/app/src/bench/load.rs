//! The driver: a bare HTTP/1.1 client, so that the measuring costs the two cores little beside the measured.

use std::io;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One connection kept open, one request at a time.
pub(crate) struct Connection {
    stream: TcpStream,
    address: String,
    buffer: Vec<u8>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(address: &str) -> io::Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, address: address.to_owned(), buffer: Vec::with_capacity(8192) })
    }

    /// Sends JSON and reads the whole answer. `head` are further header lines, each ended by CRLF.
    pub(crate) async fn post(&mut self, path: &str, head: &str, body: &str) -> io::Result<Answer> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{head}\r\n{body}",
            self.address,
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.answer().await
    }

    async fn answer(&mut self) -> io::Result<Answer> {
        self.buffer.clear();
        let head_end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..head_end]).to_ascii_lowercase();
        let malformed = || io::Error::new(io::ErrorKind::InvalidData, "not an HTTP answer with a length");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(malformed)?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.and_then(|text| text.trim().parse().ok()).ok_or_else(malformed)?;
        while self.buffer.len() < head_end + length {
            self.more().await?;
        }
        Ok(Answer { status, body: self.buffer[head_end..head_end + length].to_vec() })
    }

    async fn more(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// What a round of orders came to.
#[derive(Debug, Default)]
pub(crate) struct Driven {
    pub answered: u64,
    pub refused: u64,
    pub first_refusal: Option<String>,
    pub seconds: f64,
    pub waits: Vec<Duration>,
}

/// Each client places one order after the other until the time is up. `tokens` has one entry a client.
pub(crate) async fn drive(
    address: &str,
    path: &str,
    tokens: &[String],
    body: &str,
    length: Duration,
    round: &str,
) -> io::Result<Driven> {
    let start = Instant::now();
    let mut tasks = Vec::new();
    for (client, token) in tokens.iter().enumerate() {
        let (address, path, body) = (address.to_owned(), path.to_owned(), body.to_owned());
        let (token, round) = (token.clone(), round.to_owned());
        tasks.push(tokio::spawn(async move {
            let mut connection = Connection::open(&address).await?;
            let mut own = Driven::default();
            while start.elapsed() < length {
                let key = format!("bench-{round}-{client}-{}", own.waits.len());
                let head = format!("Authorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n");
                let at = Instant::now();
                let answer = connection.post(&path, &head, &body).await?;
                own.waits.push(at.elapsed());
                match answer.status {
                    201 => own.answered += 1,
                    _ => {
                        own.refused += 1;
                        own.first_refusal.get_or_insert_with(|| {
                            format!("{} {}", answer.status, String::from_utf8_lossy(&answer.body))
                        });
                    }
                }
            }
            Ok::<Driven, io::Error>(own)
        }));
    }
    let mut all = Driven::default();
    for task in tasks {
        let own = task.await.map_err(io::Error::other)??;
        all.answered += own.answered;
        all.refused += own.refused;
        all.first_refusal = all.first_refusal.or(own.first_refusal);
        all.waits.extend(own.waits);
    }
    all.seconds = start.elapsed().as_secs_f64();
    all.waits.sort_unstable();
    Ok(all)
}

impl Driven {
    /// In milliseconds; 0 where nothing was answered.
    pub(crate) fn percentile_ms(&self, percent: usize) -> f64 {
        let last = self.waits.len().saturating_sub(1);
        self.waits.get(last * percent / 100).map_or(0.0, |wait| wait.as_secs_f64() * 1000.0)
    }
}
