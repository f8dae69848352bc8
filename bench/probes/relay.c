/* relay PORT: one TCP connection to a port of its own is joined to PORT by splice(2), a process a direction.
   Prints its port. */
#include "probe.h"

int main(int argc, char **argv) {
    (void)argc;
    signal(SIGPIPE, SIG_IGN);
    int c = accept(serve(SOCK_STREAM), 0, 0);
    if (c < 0) die("accept");
    no_delay(c);
    int s = reach(SOCK_STREAM, argv[1]);
    int there = fork() > 0;
    through_pipe(there ? c : s, there ? s : c);
    shutdown(there ? s : c, SHUT_WR);
    if (there) wait(0);
    return 0;
}
