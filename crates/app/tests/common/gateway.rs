//! What stands between a browser and the program, and has bad days: it answers in the program's place, or lets nothing through,
//! or loses what comes back.

use super::http::read_request;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Road {
    Open,
    /// Everything is answered with this status, and nothing handed on.
    Says(u16),
    /// What is said is neither handed on nor answered; what is only looked at is.
    Swallows,
    /// What is said is handed on and done, and the answer is lost; what is only looked at comes through.
    LosesAnswers,
}

/// On a port of its own, until the test ends.
#[derive(Debug)]
pub(crate) struct Gateway {
    pub(crate) address: SocketAddr,
    road: Arc<Mutex<Road>>,
}

impl Gateway {
    pub(crate) fn before(server: SocketAddr) -> Gateway {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let gateway =
            Gateway { address: listener.local_addr().unwrap(), road: Arc::new(Mutex::new(Road::Open)) };
        let road = Arc::clone(&gateway.road);
        std::thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                let road = Arc::clone(&road);
                // A browser that hangs up is none of the test's concern.
                std::thread::spawn(move || pass(browser, server, &road));
            }
        });
        gateway
    }

    pub(crate) fn is(&self, road: Road) {
        *self.road.lock().unwrap() = road;
    }
}

/// One request a connection: the road of that moment is the road of all of it.
fn pass(mut browser: TcpStream, server: SocketAddr, road: &Mutex<Road>) -> io::Result<()> {
    let request = read_request(&mut browser)?;
    let road = *road.lock().unwrap();
    match (road, request.starts_with(b"POST ")) {
        (Road::Says(status), _) => {
            let answer = format!("HTTP/1.1 {status} Away\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            browser.write_all(answer.as_bytes())
        }
        (Road::Swallows, true) => browser.read(&mut [0]).map(drop),
        (Road::LosesAnswers, true) => io::copy(&mut handed_on(server, &request)?, &mut io::sink()).map(drop),
        _ => io::copy(&mut handed_on(server, &request)?, &mut browser).map(drop),
    }
}

fn handed_on(server: SocketAddr, request: &[u8]) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(server)?;
    stream.write_all(request)?;
    Ok(stream)
}
