/* pingpong serve tcp|udp             echoes for ever; prints its port
   pingpong ask tcp|udp PORT COUNT    64 bytes there and back, COUNT times after a tenth as many to warm up;
                                      prints the round trip's p50 and p99 in microseconds */
#include "probe.h"
enum { SIZE = 64 };

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A whole message, or -1. */
static int take(int s, int type, char *b) {
    int got = 0;
    while (got < SIZE) {
        ssize_t n = recv(s, b + got, (size_t)(SIZE - got), 0);
        if (n <= 0) return -1;
        got += (int)n;
        if (type == SOCK_DGRAM) break;
    }
    return got;
}

static void echo(int type) {
    char b[SIZE];
    int l = serve(type);
    for (;;) {
        if (type == SOCK_DGRAM) {
            struct sockaddr_storage peer;
            socklen_t length = sizeof peer;
            ssize_t n = recvfrom(l, b, SIZE, 0, (void *)&peer, &length);
            if (n >= 0) sendto(l, b, (size_t)n, 0, (void *)&peer, length);
            continue;
        }
        int c = accept(l, 0, 0);
        no_delay(c);
        for (ssize_t n; (n = read(c, b, SIZE)) > 0;)
            if (send(c, b, (size_t)n, MSG_NOSIGNAL) < 0) break;
        close(c);
    }
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    int type = strcmp(argv[2], "tcp") ? SOCK_DGRAM : SOCK_STREAM;
    if (!strcmp(argv[1], "serve")) echo(type);
    if (argc < 5) return 2;
    int s = reach(type, argv[3]), count = atoi(argv[4]);
    /* A lost datagram must not hang the measurement. */
    struct timeval patience = {.tv_sec = 5};
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    double *t = malloc(sizeof *t * (size_t)count);
    char b[SIZE] = {0};
    for (int i = -count / 10; i < count; i++) {
        double begin = seconds();
        if (send(s, b, SIZE, 0) < 0 || take(s, type, b) < 0) die("exchange");
        if (i >= 0) t[i] = seconds() - begin;
    }
    qsort(t, (size_t)count, sizeof *t, by_value);
    printf("%.2f %.2f\n", t[count / 2] * 1e6, t[(long)count * 99 / 100] * 1e6);
    return 0;
}
