/* oneshot PORT: the least a one-shot client can be. Connect, say 13 bytes, half-close, print the answer. */
#include "probe.h"

int main(int argc, char **argv) {
    (void)argc;
    int s = reach(SOCK_STREAM, argv[1]);
    char b[65536];
    if (write(s, "Hello, Server", 13) != 13) die("write");
    shutdown(s, SHUT_WR);
    for (ssize_t n; (n = read(s, b, sizeof b)) > 0;)
        if (write(1, b, (size_t)n) != n) die("write");
    return 0;
}
