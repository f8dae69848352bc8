/* again COUNT INPUT COMMAND...: runs the command COUNT times, one after the other, INPUT as its standard input, and
   checks that it prints "Hello, Client" and succeeds. Prints mean microseconds a run and the largest peak RSS in KiB.

   This is not done by a script: a child's peak RSS (ru_maxrss) begins with its parent's at the time of the fork. */
#include "probe.h"
#include <sys/resource.h>

int main(int argc, char **argv) {
    if (argc < 4) die("usage: again COUNT INPUT COMMAND...");
    int count = atoi(argv[1]), p[2];
    long peak = 0;
    double spent = 0;
    if (pipe2(p, O_CLOEXEC)) die("pipe");
    for (int i = 0; i < count; i++) {
        int in = open(argv[2], O_RDONLY | O_CLOEXEC);
        if (in < 0) die(argv[2]);
        double begin = seconds();
        pid_t pid = vfork();
        if (pid == 0) {
            dup2(in, 0);
            dup2(p[1], 1);
            execvp(argv[3], argv + 3);
            _exit(127);
        }
        int status;
        struct rusage used;
        if (pid < 0 || wait4(pid, &status, 0, &used) != pid) die("run");
        spent += seconds() - begin;
        if (used.ru_maxrss > peak) peak = used.ru_maxrss;
        char b[64];
        if (status || read(p[0], b, sizeof b) != 13 || memcmp(b, "Hello, Client", 13)) {
            fprintf(stderr, "%s: failed, or answered something else\n", argv[3]);
            return 1;
        }
        close(in);
    }
    printf("%.1f %ld\n", spent / count * 1e6, peak);
    return 0;
}
