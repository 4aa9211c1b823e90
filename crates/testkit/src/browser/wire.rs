//! HTTP to a driver on this machine: one small request a connection, answered in JSON.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::time::Duration;

/// Longer than any page may take to load; then the driver itself hangs.
const LIMIT: Duration = Duration::from_secs(90);

/// What the driver answers under `value`. Err is its own message.
pub(super) fn call(port: u16, method: &str, path: &str, body: &Value) -> Result<Value, String> {
    let (status, text) =
        exchange(port, method, path, body).map_err(|error| format!("chromedriver: {error}"))?;
    let mut answer: Value = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
    let value = answer["value"].take();
    if status == 200 {
        return Ok(value);
    }
    let message = value["message"].as_str().unwrap_or_default();
    Err(message.lines().next().unwrap_or_default().to_owned())
}

fn exchange(port: u16, method: &str, path: &str, body: &Value) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(LIMIT))?;
    let body = if method == "POST" { body.to_string() } else { String::new() };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = BufReader::new(stream);
    let mut line = String::new();
    answer.read_line(&mut line)?;
    let status = line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
    let mut length = 0;
    loop {
        line.clear();
        answer.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut bytes = vec![0; length];
    answer.read_exact(&mut bytes)?;
    Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
}

/// Asked for any free port, the driver says which it took.
pub(super) fn port_said(driver: &mut Child) -> Result<u16, String> {
    let output = driver.stdout.take().ok_or("chromedriver's output is not piped")?;
    let mut lines = BufReader::new(output).lines();
    while let Some(Ok(line)) = lines.next() {
        if let Some((_, after)) = line.split_once("started successfully on port ") {
            let port = after.trim_end_matches('.').parse().map_err(|_| format!("no port in: {line}"))?;
            // It goes on talking; a full pipe would stop it.
            std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
            return Ok(port);
        }
    }
    Err("chromedriver ended before it was ready".to_owned())
}
