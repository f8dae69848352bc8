/* What the probes share: each does one thing only, to show what the machine can do without any comfort. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static inline void die(const char *what) {
    perror(what);
    exit(1);
}

static inline double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline struct sockaddr_in here(const char *port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return a;
}

static inline void no_delay(int s) {
    int one = 1;
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

/* A socket of `type` at a free port of the loopback, which is told on standard output. */
static inline int serve(int type) {
    struct sockaddr_in a = here("0");
    socklen_t length = sizeof a;
    int s = socket(AF_INET, type, 0);
    if (bind(s, (void *)&a, sizeof a) || getsockname(s, (void *)&a, &length)) die("bind");
    if (type == SOCK_STREAM && listen(s, 128)) die("listen");
    printf("%d\n", ntohs(a.sin_port));
    fflush(stdout);
    return s;
}

static inline int reach(int type, const char *port) {
    struct sockaddr_in a = here(port);
    int s = socket(AF_INET, type, 0);
    if (connect(s, (void *)&a, sizeof a)) die("connect");
    if (type == SOCK_STREAM) no_delay(s);
    return s;
}

/* Moves everything from one descriptor to the other through a pipe of 1 MiB, without copying. */
static inline void through_pipe(int from, int to) {
    int p[2];
    if (pipe(p)) die("pipe");
    int room = fcntl(p[1], F_SETPIPE_SZ, 1 << 20);
    if (room < 0) room = 1 << 16;
    for (ssize_t in; (in = splice(from, 0, p[1], 0, (size_t)room, SPLICE_F_MOVE)) != 0;) {
        if (in < 0) die("splice from");
        while (in > 0) {
            ssize_t out = splice(p[0], 0, to, 0, (size_t)in, SPLICE_F_MOVE);
            if (out < 0) die("splice to");
            in -= out;
        }
    }
    close(p[0]);
    close(p[1]);
}
