/* bulk send PORT FILE    the file to a TCP port by splice(2), half-close, wait for the other side's end
   bulk receive           one connection to standard output by splice(2); prints its port on standard error
   bulk swallow           one connection, its bytes dropped by the kernel (MSG_TRUNC); prints its port */
#include "probe.h"

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    if (argc == 4 && !strcmp(argv[1], "send")) {
        int file = open(argv[3], O_RDONLY);
        if (file < 0) die(argv[3]);
        int s = reach(SOCK_STREAM, argv[2]);
        through_pipe(file, s);
        shutdown(s, SHUT_WR);
        char c;
        return read(s, &c, 1) < 0;
    }
    int swallow = argc == 2 && !strcmp(argv[1], "swallow");
    if (!swallow && (argc != 2 || strcmp(argv[1], "receive"))) return 2;
    /* Standard output is for what comes. */
    int out = dup(1);
    dup2(2, 1);
    int c = accept(serve(SOCK_STREAM), 0, 0);
    if (c < 0) die("accept");
    if (!swallow) {
        through_pipe(c, out);
        return 0;
    }
    ssize_t n;
    while ((n = recv(c, 0, 1 << 20, MSG_TRUNC)) > 0) {}
    return n < 0;
}
