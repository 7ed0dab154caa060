/* The floor: libssh2 with one thread per connection, one connection and one exec per host, and no look at the host's key.
   See README.md for what every contestant is told and answers. */
#include <arpa/inet.h>
#include <libssh2.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_HOSTS = 10000 };
static struct { char user[64], address[64]; } hosts[MAX_HOSTS];
static int count, next_host, answered;
static char command[65536];
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static int ask(int host) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(getenv("BENCH_PORT")))};
  inet_pton(AF_INET, hosts[host].address, &to.sin_addr);
  int fd = socket(AF_INET, SOCK_STREAM, 0), ok = 0;
  LIBSSH2_SESSION *session = libssh2_session_init();
  if (*getenv("BENCH_KEX"))
    libssh2_session_method_pref(session, LIBSSH2_METHOD_KEX, getenv("BENCH_KEX"));
  if (connect(fd, (struct sockaddr *)&to, sizeof to) == 0 && libssh2_session_handshake(session, fd) == 0
      && libssh2_userauth_publickey_fromfile(session, hosts[host].user, NULL, getenv("BENCH_KEY"), NULL) == 0) {
    LIBSSH2_CHANNEL *channel = libssh2_channel_open_session(session);
    if (channel && libssh2_channel_exec(channel, command) == 0) {
      static _Thread_local char text[1 << 18];
      size_t used = 0;
      ssize_t got;
      while (used < sizeof text - 1 && (got = libssh2_channel_read(channel, text + used, sizeof text - 1 - used)) > 0)
        used += got;
      text[used] = 0;
      ok = strstr(text, "end facts 0") != NULL;
    }
    if (channel)
      libssh2_channel_free(channel);
    libssh2_session_disconnect(session, "done");
  }
  libssh2_session_free(session);
  close(fd);
  return ok;
}

static void *work(void *unused) {
  for (;;) {
    pthread_mutex_lock(&gate);
    int host = next_host < count ? next_host++ : -1;
    pthread_mutex_unlock(&gate);
    if (host < 0)
      return unused;
    int ok = ask(host);
    pthread_mutex_lock(&gate);
    answered += ok;
    pthread_mutex_unlock(&gate);
  }
}

int main(void) {
  char line[256];
  int limit = atoi(getenv("BENCH_LIMIT"));
  FILE *file = fopen(getenv("BENCH_HOSTS"), "r");
  while (file && count < MAX_HOSTS && fscanf(file, "%63[^@]@%63s\n", hosts[count].user, hosts[count].address) == 2)
    count++;
  file = fopen(getenv("BENCH_COMMAND"), "r");
  if (file)
    command[fread(command, 1, sizeof command - 1, file)] = 0;
  libssh2_init(0);
  puts("bare");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    pthread_t threads[limit];
    next_host = answered = 0;
    for (int i = 0; i < limit; i++)
      pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < limit; i++)
      pthread_join(threads[i], NULL);
    printf("%d\n", answered);
    fflush(stdout);
  }
  return 0;
}
