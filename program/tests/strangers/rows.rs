//! The fifty jobs: what is to be done, the hullo command that does it, and what others do. The table in docs/netcat.md
//! is made of it, and each row's test runs its commands.

/// One job.
pub(crate) struct Row {
    pub(crate) number: u8,
    pub(crate) job: &'static str,
    /// The commands as the table shows them.
    pub(crate) hullo: &'static [&'static str],
    /// What nc, ncat and socat do, where it differs.
    pub(crate) others: &'static str,
}

const fn row(
    number: u8,
    job: &'static str,
    hullo: &'static [&'static str],
    others: &'static str,
) -> Row {
    Row {
        number,
        job,
        hullo,
        others,
    }
}

pub(crate) const ROWS: &[Row] = &[
    row(
        1,
        "say one thing, print the answer; the server closes",
        &["hullo send HOST:12345 'Hello, Server'"],
        "all do",
    ),
    row(
        2,
        "the answer comes a second after the question has ended",
        &["echo question | hullo send HOST:12345"],
        "nc and ncat do; socat leaves after 0.5 s with nothing printed and code 0, unless given `-t5`",
    ),
    row(
        3,
        "the server hears the question to its end, then answers (half-close)",
        &["hullo send HOST:12345 --file question.txt"],
        "ncat does; nc waits for ever without `-N`; socat as in 2",
    ),
    row(
        4,
        "the server answers and never closes",
        &[
            "hullo send HOST:12345 question --wait 1s",
            "hullo send HOST:12345 question --lines 1",
        ],
        "nc hangs (`-w1` helps), ncat hangs (`-i 1` helps, with code 1); socat ends by its 0.5 s",
    ),
    row(
        5,
        "the same answer to every client, for ever",
        &["hullo listen :12345 --reply 'Hello, Client'"],
        "nc in a shell loop, one client at a time; ncat with `-lk -c 'cat file'`, which resets a client that says much; socat with `OPEN:file,rdonly` (plain `FILE:` writes the question into the file)",
    ),
    row(
        6,
        "echo for 50 clients at once",
        &["hullo listen :12345 --echo"],
        "nc serves one, the rest wait unseen; ncat two processes a client and 100 clients, then refuses silently; socat a process a client",
    ),
    row(
        7,
        "standard input to all clients, the lines of all on standard output",
        &["hullo listen :12345 --send-stdin"],
        "nc and socat cannot; ncat `-lk` does, without saying who spoke",
    ),
    row(
        8,
        "a conversation whose prompt stays whole while text comes in",
        &["hullo talk HOST:12345"],
        "all mix what comes into what is typed; `rlwrap nc` helps as far as the other side ends its lines",
    ),
    row(
        9,
        "a plain chat room",
        &["hullo listen :12345 --broker"],
        "ncat `--chat` does, but turns Chinese into octal escapes; nc and socat cannot",
    ),
    row(
        10,
        "UDP: print what several peers send",
        &["hullo listen udp://:12345"],
        "nc `-lu` hears only the first peer (`-luk` all); ncat the first only; socat `UDP-RECV` does",
    ),
    row(
        11,
        "UDP: answer every peer",
        &["hullo listen udp://:12345 --reply 'got it'"],
        "nc cannot; ncat `-lku -e` is dead after 100 peers; socat `UDP-RECVFROM,fork` does, a process a datagram",
    ),
    row(
        12,
        "UDP: type answers to whoever spoke last",
        &["hullo talk --listen udp://:12345"],
        "nc and ncat answer the first peer only; socat hands the typed line to one of its processes",
    ),
    row(
        13,
        "UDP: ask, print the answer, end",
        &["echo question | hullo send udp://HOST:12345"],
        "nc hangs without `-W1`, and with `-q1` loses the answer; ncat loses it, with code 0; socat does",
    ),
    row(
        14,
        "each line of a file a datagram",
        &["hullo send udp://HOST:12345 --file lines.txt --each-line --no-reply"],
        "nc `-i 1` sends one a second, line ends and all; ncat and socat cannot, and a shell loop loses empty lines",
    ),
    row(
        15,
        "UDP: print each datagram by itself, with its time and sender",
        &["hullo listen udp://:12345"],
        "nc and ncat glue them together; socat needs `UDP-RECVFROM,fork` and a shell",
    ),
    row(
        16,
        "a datagram of 65,507 bytes, out and in",
        &[
            "hullo send udp://HOST:12345 --file largest.bin --no-reply",
            "hullo listen udp://:12345 --raw --once > largest.bin",
        ],
        "nc sends pieces of 16,384 and cuts what it hears; ncat sends pieces of 8,192; socat both, unless given `-b70000`; none says so",
    ),
    row(
        17,
        "a datagram that is one byte too long is refused, with the limit",
        &["hullo send udp://HOST:12345 --file too-long.bin --no-reply"],
        "nc and ncat send two or more; socat `-b70000` says only \"Message too long\"",
    ),
    row(
        18,
        "an empty datagram, out and in",
        &[
            "hullo send udp://HOST:12345 '' --no-reply",
            "hullo listen udp://:12345",
        ],
        "nc and ncat cannot send one, and nc ends when it hears one; socat sends with `shut-null`, and shows none",
    ),
    row(
        19,
        "broadcast, out and in",
        &[
            "hullo send udp://192.168.1.255:12345 'anybody here?' --wait 1s",
            "hullo listen udp://:12345 --reply here",
        ],
        "nc needs `-b`, and without it ends with no message; ncat does; socat needs `,broadcast`",
    ),
    row(
        20,
        "IPv4 multicast: join and send, by an interface, with a TTL",
        &[
            "hullo listen udp://239.1.2.3:12345 --interface eth0",
            "hullo send udp://239.1.2.3:12345 hello --interface eth0 --ttl 7 --no-reply",
        ],
        "nc and ncat cannot join, and nc's `-M` does not set the TTL of multicast; socat does, with four options (its `ttl=` has no effect)",
    ),
    row(
        21,
        "IPv6 multicast: join and send, by an interface, with a hop limit",
        &[
            "hullo listen 'udp://[ff12::1234]:12345' --interface eth0",
            "hullo send 'udp://[ff12::1234]:12345' hello --interface eth0 --ttl 7 --no-reply",
        ],
        "nc and ncat cannot join; socat does, the hop limit by number (`setsockopt=41:18:i7`)",
    ),
    row(
        22,
        "IPv4 and IPv6 on one port",
        &["hullo listen :12345 udp://:12345 --echo"],
        "nc and socat hear IPv4 only unless told more; ncat both, over UDP one peer",
    ),
    row(
        23,
        "TCP and UDP on one port",
        &["hullo listen tcp://:12345 udp://:12345 --echo"],
        "none: two processes",
    ),
    row(
        24,
        "give up connecting after a while",
        &["hullo send HOST:12345 hello --connect-timeout 2s"],
        "all do",
    ),
    row(
        25,
        "give up after a silence; after a time for all of it",
        &[
            "hullo listen :12345 --idle-timeout 30s",
            "hullo send HOST:12345 question --timeout 5s",
        ],
        "after a silence nc and socat end with code 0, ncat with 1; for all of it every one needs `timeout 5`",
    ),
    row(
        26,
        "exit codes tell refused, timed out, unreachable and no such name apart",
        &["hullo send HOST:12345 hello"],
        "nc and socat end with 1 whatever it was, nc without a word when refused; ncat knows 1 and 2; socat takes port 99999 for 34463",
    ),
    row(
        27,
        "a connection that is reset mid-way is an error",
        &["hullo send HOST:12345 question"],
        "ncat does; nc and socat end with code 0, silently",
    ),
    row(
        28,
        "try again until the server is up",
        &["hullo send HOST:12345 hello --retry"],
        "socat `retry=,interval=`; nc and ncat in a shell loop",
    ),
    row(
        29,
        "take any free port and say which",
        &["hullo listen :0"],
        "nc with `-v`; ncat `-v` says 0; socat with `-d -d`, over TCP",
    ),
    row(
        30,
        "connect from this address and port",
        &["hullo send HOST:12345 hello --source 127.0.0.2:40000"],
        "all do; socat needs `reuseaddr` the second time",
    ),
    row(
        31,
        "a port that is taken is refused",
        &["hullo listen :12345", "hullo listen udp://:12345"],
        "a second nc starts silently, and so does ncat over UDP: two share the port; socat refuses",
    ),
    row(
        32,
        "a name whose IPv6 address is dead and whose IPv4 address lives",
        &["hullo send HOST:12345 hello"],
        "nc and ncat wait 3 s; socat tries IPv4 first",
    ),
    row(
        33,
        "TLS, the server's certificate checked",
        &["hullo send tls://localhost:12345 hello --ca ca.pem"],
        "nc has no TLS; ncat `--ssl` checks nothing and does not say so; socat does",
    ),
    row(
        34,
        "serve TLS without making a certificate first; the client trusts its fingerprint",
        &[
            "hullo listen tls://:12345 --reply hello",
            "hullo send tls://HOST:12345 hello --pin sha256:…",
        ],
        "ncat makes a new key at every start and shows SHA-1; socat needs a file, and without one says \"no shared cipher\"",
    ),
    row(
        35,
        "hex dump; time and sender of everything; JSON",
        &[
            "hullo listen :12345 --hex",
            "hullo listen :12345",
            "hullo listen :12345 --json",
        ],
        "ncat and socat dump; socat stamps time, with microseconds printed as if nanoseconds; none has JSON",
    ),
    row(
        36,
        "ask again and again at a pace, and sum up",
        &["hullo send HOST:12345 ping --count 5 --every 200ms"],
        "nc `-i` paces lines; ncat `-d` each read; none sums up",
    ),
    row(
        37,
        "how long connecting took, and what the kernel knows of the connection",
        &["hullo send HOST:12345 hello --timing"],
        "ncat `-v` prints a total to 0.01 s",
    ),
    row(
        38,
        "UDP: nobody hears at this port",
        &["hullo send udp://HOST:12345 hello"],
        "nc ends silently with code 0; ncat says it; socat says it with `UDP:`, not with `UDP-SENDTO:`",
    ),
    row(
        39,
        "more words do not change what is sent",
        &["hullo send -v udp://HOST:12345 hello --no-reply"],
        "nc `-v -u` sends datagrams of its own (\"X\")",
    ),
    row(
        40,
        "Unix sockets, streams and datagrams, abstract names too",
        &[
            "hullo listen unix:door.sock unixgram:box.sock unix:@hall --echo",
            "hullo send unix:door.sock hello",
            "hullo send unixgram:box.sock hello",
            "hullo send unix:@hall hello",
        ],
        "all do; a socket file left behind stops ncat, and its datagram receiver dies at the first answer",
    ),
    row(
        41,
        "join two TCP addresses, each side's end passed on",
        &["hullo relay :8080 HOST:12345"],
        "nc with two fifos; ncat `-c 'ncat …'` drops the answer when the client has ended; socat does, within its 0.5 s",
    ),
    row(
        42,
        "join TCP and UDP, a line a datagram",
        &["hullo relay :9000 udp://HOST:12345 --frame lines"],
        "nc with a fifo; ncat and socat glue datagrams together",
    ),
    row(
        43,
        "write a conversation down with its times, and play it again",
        &[
            "hullo talk HOST:12345 --record talk.jsonl",
            "hullo talk --listen :12345 --replay talk.jsonl",
        ],
        "ncat `-o` and socat `-r`, `-R` write bytes without times; none plays",
    ),
    row(
        44,
        "8 MiB of any bytes, both ways",
        &[
            "hullo send HOST:12345 --file image.bin > copy.bin",
            "hullo listen :12345 --echo --raw > received.bin",
        ],
        "all do",
    ),
    row(
        45,
        "the reader of our output goes away",
        &["hullo listen :12345 --raw | head -c 5"],
        "nc lives on until its input ends; ncat ends with 2, socat with 1",
    ),
    row(
        46,
        "the server closes while we still speak",
        &["hullo send HOST:12345 --file image.bin"],
        "ncat and socat end with 1; nc with 0",
    ),
    row(
        47,
        "so many clients at once, and no more",
        &["hullo listen :12345 --echo --max-clients 2"],
        "nc cannot; ncat resets the next one silently; socat lets it hang",
    ),
    row(
        48,
        "let in only these networks",
        &["hullo listen :12345 --reply welcome --allow 127.0.0.0/8 --deny 127.0.0.66"],
        "nc cannot; ncat `--allow`, `--deny`; socat one `range=`",
    ),
    row(
        49,
        "a command serves each connection and knows the peer",
        &["hullo listen :12345 --shell --exec 'echo hello $HULLO_REMOTE_ADDR'"],
        "Debian's nc cannot; ncat does, but at the end of the client's side drops what the command has still to say; socat does",
    ),
    row(
        50,
        "line ends as the protocol wants them",
        &["printf 'GET / HTTP/1.0\\n\\n' | hullo send HOST:12345 --newline crlf"],
        "nc and ncat `-C`; socat's `crnl` makes CR LF of LF and CR CR LF of CR LF",
    ),
];
