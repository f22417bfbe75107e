/*
 * The clients: as many as wanted in one process, over WebSocket or Server-Sent Events, each with a
 * socket of its own. They read all that comes, count it, and reckon how old each change was.
 *
 *   load key=value …
 *     port=…  kind=ws|sse|socket.io  path=/ws/price  subprotocol=…  stamped=0|1
 *     says=file (a message a line, which clients say in turns once they are let in)
 *     sources=4 (addresses 127.0.0.1 … that they come from)  samples=0
 *     look=0 (microseconds between looks for what has come; 0: what comes wakes them)
 *
 * Commands, a line each on standard input, answered by a line of JSON each:
 *   join N      connects N more, and answers when all are let in and have their first price, which
 *               without stamps is their first message
 *   reset       forgets all counts
 *   report      the counts since then
 *   dump FILE   what the sampled clients received
 *   stall N     the N that came last stop reading;  resume: they read again
 *   watched     how that went for each of them
 */
#define _GNU_SOURCE
#include "load.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { AT_ONCE = 512 };

static char input[INPUT_SIZE];
static int epoll_fd, joined, connecting;
/* What is still to come of the present `join`. */
static int to_connect, to_let_in, to_hear, join_failures;
static double join_began_at, let_in_after;

double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void watch(int fd, uint32_t events, int operation) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  epoll_ctl(epoll_fd, operation, fd, &event);
}

static int connect_one(void);

static void drop(int fd) {
  struct client *client = &clients[fd];
  if (client->phase == CONNECTING || client->phase == ASKED) {
    connecting--;
    to_let_in--;
    to_hear--;
    join_failures++;
  } else {
    counts.closed++;
    if (!client->heard) to_hear--;
  }
  int which = client->watched;
  free(client->rest);
  memset(client, 0, sizeof *client);
  close(fd);
  if (which == 0) return;
  note_watched_closed(which);
  /* As a client does that was sent away: it comes again. */
  to_let_in++;
  to_hear++;
  int again = connect_one();
  if (again >= 0) clients[again].watched = which;
}

static int connect_one(void) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0 || fd >= MAX_FD) {
    perror("load: the limit of open files is too low");
    exit(1);
  }
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt(fd, SOL_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  struct sockaddr_in source = {.sin_family = AF_INET,
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK + joined % options.sources)};
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(options.port),
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  bind(fd, (struct sockaddr *)&source, sizeof source);
  clients[fd] = (struct client){.phase = CONNECTING, .number = joined++};
  clients[fd].sampled = clients[fd].number < options.samples;
  if (fd > highest_fd) highest_fd = fd;
  connecting++;
  if (connect(fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS) {
    drop(fd);
    return -1;
  }
  watch(fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_ADD);
  return fd;
}

static void ask(int fd) {
  char head[16384];
  int size;
  if (options.is_websocket) {
    size = snprintf(head, sizeof head,
                    "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s%s%s\r\n",
                    options.path, options.subprotocol ? "Sec-WebSocket-Protocol: " : "",
                    options.subprotocol ? options.subprotocol : "",
                    options.subprotocol ? "\r\n" : "");
  } else {
    size = snprintf(head, sizeof head,
                    "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n",
                    options.path);
  }
  send(fd, head, size, MSG_NOSIGNAL);
  clients[fd].phase = ASKED;
  watch(fd, EPOLLIN, EPOLL_CTL_MOD);
}

/* Takes the answer's head; returns its size, 0 while it isn't whole, below 0 where it is a refusal. */
static ptrdiff_t let_in(int fd, const char *bytes, size_t size) {
  const char *end = memmem(bytes, size, "\r\n\r\n", 4);
  if (end == NULL) return 0;
  struct client *client = &clients[fd];
  if (memcmp(bytes + 9, options.is_websocket ? "101" : "200", 3) != 0) {
    fprintf(stderr, "load: the server answered %.*s\n", (int)(end - bytes), bytes);
    drop(fd);
    return -1;
  }
  ptrdiff_t head = end + 4 - bytes;
  char copy[4096];
  snprintf(copy, sizeof copy, "%.*s", (int)head, bytes);
  client->chunked = strcasestr(copy, "transfer-encoding: chunked") != NULL;
  client->phase = STREAMING;
  connecting--;
  if (--to_let_in == 0) let_in_after = now_ms() - join_began_at;
  if (options.says_count > 0) {
    const char *text = options.says[client->number % options.says_count];
    say(fd, 1, text, strlen(text));
  }
  return head;
}

void note_heard(struct client *client) {
  if (client->heard) return;
  client->heard = true;
  to_hear--;
}

static void hear(int fd) {
  struct client *client = &clients[fd];
  if (client->rest_size > 0) memcpy(input, client->rest, client->rest_size);
  ssize_t received = recv(fd, input + client->rest_size, INPUT_SIZE - client->rest_size, 0);
  if (received < 0 && errno == EAGAIN) return;
  if (received <= 0) return drop(fd);
  double now = now_ms();
  size_t size = client->rest_size + received, at = 0;
  counts.bytes += received;
  note_watched_bytes(client->watched, received);
  if (client->phase == ASKED) {
    ptrdiff_t head = let_in(fd, input, size);
    if (head < 0) return;
    at = head;
  }
  if (client->phase == STREAMING) {
    ptrdiff_t taken = take_messages(fd, client, input + at, size - at, now);
    if (taken < 0) return drop(fd);
    at += taken;
  }
  client->rest_size = size - at;
  if (client->rest_size == 0) {
    free(client->rest);
    client->rest = NULL;
    return;
  }
  client->rest = realloc(client->rest, client->rest_size);
  memcpy(client->rest, input + at, client->rest_size);
}

/* Sampled clients are the first that came, so they go on. */
static void stall(int count) {
  for (int fd = highest_fd; fd > 0 && count > 0; fd--) {
    if (clients[fd].phase != STREAMING) continue;
    clients[fd].watched = begin_watch();
    clients[fd].stalled = true;
    epoll_ctl(epoll_fd, EPOLL_CTL_DEL, fd, NULL);
    count--;
  }
  printf("{}\n");
}

static void resume(void) {
  note_resumed(now_ms());
  for (int fd = 0; fd <= highest_fd; fd++) {
    if (!clients[fd].stalled) continue;
    clients[fd].stalled = false;
    watch(fd, EPOLLIN, EPOLL_CTL_ADD);
  }
  printf("{}\n");
}

static void command(char *line) {
  char *argument = strchr(line, ' ');
  if (argument != NULL) *argument++ = 0;
  if (strcmp(line, "join") == 0) {
    to_connect = to_let_in = to_hear = argument ? atoi(argument) : 0;
    join_failures = 0;
    join_began_at = now_ms();
    return;
  }
  if (strcmp(line, "reset") == 0) reset();
  if (strcmp(line, "report") == 0) report();
  if (strcmp(line, "dump") == 0) printf("{\"written\":%s}\n", write_records(argument) ? "true" : "false");
  if (strcmp(line, "watched") == 0) print_watches();
  if (strcmp(line, "stall") == 0) stall(argument ? atoi(argument) : 1);
  if (strcmp(line, "resume") == 0) resume();
  fflush(stdout);
}

static void read_commands(void) {
  static char lines[8192];
  static size_t size;
  ssize_t received = read(STDIN_FILENO, lines + size, sizeof lines - size - 1);
  if (received <= 0) exit(0);
  size += received;
  lines[size] = 0;
  char *line = lines;
  for (char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
    *end = 0;
    command(line);
  }
  size -= line - lines;
  memmove(lines, line, size);
}

int main(int count, char **arguments) {
  read_arguments(count, arguments);
  /* Sleeps end when they should, in ns: else up to 50 microseconds later. */
  prctl(PR_SET_TIMERSLACK, 1);
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  watch(STDIN_FILENO, EPOLLIN, EPOLL_CTL_ADD);
  bool is_joining = false;
  for (;;) {
    struct epoll_event events[512];
    if (options.look_us > 0) usleep(options.look_us);
    int ready = epoll_wait(epoll_fd, events, 512, -1);
    for (int i = 0; i < ready; i++) {
      int fd = events[i].data.fd;
      if (fd == STDIN_FILENO) {
        read_commands();
        is_joining = is_joining || to_connect > 0;
      } else if (clients[fd].phase == CONNECTING && events[i].events & (EPOLLERR | EPOLLHUP)) {
        drop(fd);
      } else if (clients[fd].phase == CONNECTING) {
        ask(fd);
      } else if (clients[fd].phase != GONE) {
        hear(fd);
      }
    }
    /* Not more on their way at once than a backlog takes: what overflows it waits a second. */
    for (; to_connect > 0 && connecting < AT_ONCE; to_connect--) connect_one();
    if (!is_joining || to_connect > 0 || to_let_in > 0 || to_hear > 0) continue;
    is_joining = false;
    printf("{\"letInAfterMs\":%.1f,\"heardAfterMs\":%.1f,\"failures\":%d}\n", let_in_after,
           now_ms() - join_began_at, join_failures);
    fflush(stdout);
  }
}
