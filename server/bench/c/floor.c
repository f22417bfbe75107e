/*
 * The floor: what one core can do at best. An epoll loop that accepts clients and writes them the
 * same bytes as a server in Node would, at the same schedule, with one send(2) a client and nothing
 * else: no cursor, no check, no state but what a slow client hasn't taken yet.
 *
 *   floor key=value …
 *     kind=ws|sse  symbols=A,B,…  rate=10 (changes a second of each)  window=100 (ms)
 *     groups=1 (into which clients are staggered over the window)
 *     size=0 (bytes of a message without a meaning, instead of JSON; its framing comes on top)
 *
 * Says `{"port":…}` once it listens, and ends when its standard input does.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_FD = 65536, MAX_SYMBOLS = 512, MAX_GROUPS = 64, MAX_MESSAGE = 1 << 17 };

struct client {
  bool open, ready;
  int group, place;
  /* Of a message that the kernel took in part only; nothing else is written before it is out. */
  char *rest;
  size_t rest_size, rest_sent;
};

struct group {
  int *fds, count, room;
  double flushed_at;
};

static struct client clients[MAX_FD];
static struct group groups[MAX_GROUPS];
static char *symbols[MAX_SYMBOLS];
static long long prices[MAX_SYMBOLS];
static double due_at[MAX_SYMBOLS];
static int symbol_count, group_count = 1, epoll_fd, next_group;
static double rate = 10, window_ms = 100;
static size_t plain_size;
static bool is_sse;

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* The changes that are due by now, from the same seeded walk as the other servers'. */
static void advance(double now, double started_at) {
  static uint32_t seed = 42;
  static long long count;
  double gap = 1000 / (rate * symbol_count);
  for (; started_at + count * gap <= now; count++) {
    int index = count % symbol_count;
    seed = seed * 1664525u + 1013904223u;
    prices[index] += (long long)(seed % 7) - 3;
    due_at[index] = started_at + count * gap;
  }
}

/* One message with all that changed since the group's last, framed; 0 where nothing did. */
static size_t message(char *out, double since) {
  static char payload[MAX_MESSAGE];
  size_t size = 0;
  bool any = false;
  payload[size++] = '[';
  for (int i = 0; i < symbol_count; i++) {
    if (due_at[i] <= since) continue;
    size += snprintf(payload + size, sizeof payload - size,
                     "%s{\"symbol\":\"%s\",\"venue\":\"BINANCE\",\"price\":%lld.%02lld,"
                     "\"change_24h\":1.25,\"timestamp\":%lld}",
                     any ? "," : "", symbols[i], prices[i] / 100, prices[i] % 100,
                     (long long)due_at[i]);
    any = true;
  }
  if (!any) return 0;
  payload[size++] = ']';
  if (plain_size > 0) memset(payload, 'x', size = plain_size);
  size_t at = 0;
  if (is_sse) {
    /* A message of a given size has its event's fields in it already. */
    size_t fields = plain_size > 0 ? 0 : strlen("event: price\ndata: \n\n");
    at = sprintf(out, "%zx\r\n%s", size + fields, fields ? "event: price\ndata: " : "");
    memcpy(out + at, payload, size);
    return at + size + sprintf(out + at + size, "%s\r\n", fields ? "\n\n" : "");
  }
  out[at++] = (char)(plain_size > 0 ? 0x82 : 0x81);
  if (size < 126) {
    out[at++] = (char)size;
  } else if (size < 65536) {
    out[at++] = 126;
    out[at++] = (char)(size >> 8);
    out[at++] = (char)size;
  } else {
    out[at++] = 127;
    for (int shift = 56; shift >= 0; shift -= 8) out[at++] = (char)((uint64_t)size >> shift);
  }
  memcpy(out + at, payload, size);
  return at + size;
}

static void leave(int fd) {
  struct client *client = &clients[fd];
  if (client->ready) {
    struct group *group = &groups[client->group];
    int moved = group->fds[client->place] = group->fds[--group->count];
    clients[moved].place = client->place;
  }
  free(client->rest);
  memset(client, 0, sizeof *client);
  close(fd);
}

static void watch(int fd, uint32_t events, int operation) {
  struct epoll_event event = {.events = events, .data.fd = fd};
  epoll_ctl(epoll_fd, operation, fd, &event);
}

static void write_to(int fd, const char *bytes, size_t size) {
  struct client *client = &clients[fd];
  if (client->rest != NULL) return;
  ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
  if (sent == (ssize_t)size || (sent < 0 && errno == EAGAIN)) return;
  if (sent < 0) return leave(fd);
  client->rest_size = size - sent;
  client->rest_sent = 0;
  client->rest = malloc(client->rest_size);
  memcpy(client->rest, bytes + sent, client->rest_size);
  watch(fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
}

static void drain(int fd) {
  struct client *client = &clients[fd];
  if (client->rest == NULL) return;
  size_t left = client->rest_size - client->rest_sent;
  ssize_t sent = send(fd, client->rest + client->rest_sent, left, MSG_NOSIGNAL);
  if (sent < 0) return;
  client->rest_sent += sent;
  if (client->rest_sent < client->rest_size) return;
  free(client->rest);
  client->rest = NULL;
  watch(fd, EPOLLIN, EPOLL_CTL_MOD);
}

/* Heads come whole here, because our own load is the only client; what follows them isn't read. */
static void hear(int fd) {
  static char input[65536];
  struct client *client = &clients[fd];
  ssize_t size = recv(fd, input, sizeof input, 0);
  if (size == 0 || (size < 0 && errno != EAGAIN)) return leave(fd);
  if (size < 0 || client->ready) return;
  const char *head = is_sse
    ? "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    : "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  send(fd, head, strlen(head), MSG_NOSIGNAL);
  client->ready = true;
  client->group = next_group++ % group_count;
  struct group *group = &groups[client->group];
  if (group->count == group->room) {
    group->room = group->room ? group->room * 2 : 64;
    group->fds = realloc(group->fds, group->room * sizeof *group->fds);
  }
  client->place = group->count;
  group->fds[group->count++] = fd;
}

static void welcome(int listener) {
  for (;;) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    if (fd >= MAX_FD) {
      close(fd);
      continue;
    }
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    clients[fd].open = true;
    watch(fd, EPOLLIN, EPOLL_CTL_ADD);
  }
}

static void read_arguments(int count, char **arguments) {
  for (int i = 1; i < count; i++) {
    char *value = strchr(arguments[i], '=');
    if (value == NULL) continue;
    *value++ = 0;
    const char *key = arguments[i];
    if (strcmp(key, "kind") == 0) is_sse = strcmp(value, "sse") == 0;
    if (strcmp(key, "rate") == 0) rate = atof(value);
    if (strcmp(key, "window") == 0) window_ms = atof(value);
    if (strcmp(key, "size") == 0) plain_size = strtoul(value, NULL, 10);
    if (strcmp(key, "groups") == 0) group_count = atoi(value);
    if (strcmp(key, "symbols") == 0) {
      for (char *each = strtok(value, ","); each && symbol_count < MAX_SYMBOLS; each = strtok(NULL, ","))
        symbols[symbol_count++] = each;
    }
  }
  if (symbol_count == 0 || rate <= 0 || group_count < 1 || group_count > MAX_GROUPS ||
      plain_size >= MAX_MESSAGE / 2) {
    fprintf(stderr, "floor: symbols, a rate above 0 and 1 to %d groups are needed.\n", MAX_GROUPS);
    exit(2);
  }
}

int main(int count, char **arguments) {
  read_arguments(count, arguments);
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, length) < 0 || listen(listener, 4096) < 0) {
    perror("floor");
    return 1;
  }
  getsockname(listener, (struct sockaddr *)&address, &length);
  printf("{\"port\":%d}\n", ntohs(address.sin_port));
  fflush(stdout);
  watch(listener, EPOLLIN, EPOLL_CTL_ADD);
  watch(STDIN_FILENO, EPOLLIN, EPOLL_CTL_ADD);

  double started_at = now_ms();
  for (int i = 0; i < symbol_count; i++) prices[i] = 1000000 + i * 100000;
  for (int i = 0; i < group_count; i++) groups[i].flushed_at = started_at;
  for (long long slot = 1;;) {
    double due = started_at + slot * window_ms / group_count;
    double wait = due - now_ms();
    struct epoll_event events[512];
    /* Rounded up: a loop that wakes before the slot would spin until it. */
    int ready = epoll_wait(epoll_fd, events, 512, wait > 0 ? (int)wait + 1 : 0);
    for (int i = 0; i < ready; i++) {
      int fd = events[i].data.fd;
      if (fd == STDIN_FILENO) {
        char ignored[256];
        if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0) return 0;
      } else if (fd == listener) {
        welcome(listener);
      } else {
        if (events[i].events & EPOLLOUT) drain(fd);
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) hear(fd);
      }
    }
    double now = now_ms();
    if (now < due) continue;
    advance(now, started_at);
    struct group *group = &groups[slot++ % group_count];
    static char bytes[MAX_MESSAGE + 64];
    size_t size = message(bytes, group->flushed_at);
    group->flushed_at = now;
    if (size == 0) continue;
    /* Backwards: who leaves is replaced by the last. */
    for (int i = group->count - 1; i >= 0; i--) write_to(group->fds[i], bytes, size);
  }
}
