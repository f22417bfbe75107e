#define _GNU_SOURCE
#include "load.h"
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void count_message(struct client *client, int opcode, const char *payload, size_t size,
                          double now) {
  counts.messages++;
  client->messages++;
  if (client->sampled) record(client, now, opcode, payload, size);
  if (!options.is_stamped) return note_heard(client);
  static const char mark[] = "\"timestamp\":";
  const char *at = payload, *end = payload + size;
  while ((at = memmem(at, end - at, mark, sizeof mark - 1)) != NULL) {
    at += sizeof mark - 1;
    double due = 0;
    for (; at < end && *at >= '0' && *at <= '9'; at++) due = due * 10 + (*at - '0');
    double age = now - due;
    counts.changes++;
    note_heard(client);
    counts.ages[age < 0 ? 0 : age >= AGE_BUCKETS - 1 ? AGE_BUCKETS - 1 : (int)age]++;
    note_watched(client->watched, now, due);
  }
}

void say(int fd, int opcode, const char *text, size_t size) {
  char frame[1 << 16];
  size_t at = 0;
  if (size > sizeof frame - 16) abort();
  frame[at++] = (char)(0x80 | opcode);
  if (size < 126) {
    frame[at++] = (char)(0x80 | size);
  } else {
    frame[at++] = (char)(0x80 | 126);
    frame[at++] = (char)(size >> 8);
    frame[at++] = (char)size;
  }
  memset(frame + at, 0, 4);
  memcpy(frame + at + 4, text, size);
  send(fd, frame, at + 4 + size, MSG_NOSIGNAL);
}

/* Socket.IO's own words inside the messages: open, connect, ping, event. */
static bool answer_socket_io(int fd, const char *payload, size_t size) {
  if (size == 0 || payload[0] == '4') return size > 1 && payload[1] == '2';
  if (payload[0] == '0') say(fd, 1, "40", 2);
  if (payload[0] == '2') say(fd, 1, "3", 1);
  return false;
}

static ptrdiff_t take_frames(int fd, struct client *client, const char *from, size_t size,
                             double now) {
  const uint8_t *at = (const uint8_t *)from, *end = at + size;
  while (end - at >= 2) {
    uint64_t length = at[1] & 0x7f;
    int head = 2;
    if (at[1] & 0x80) return -1;
    if (length >= 126) {
      int width = length == 126 ? 2 : 8;
      if (end - at < 2 + width) break;
      length = 0;
      for (int i = 0; i < width; i++) length = length << 8 | at[2 + i];
      head += width;
    }
    if ((uint64_t)(end - at - head) < length) break;
    const char *payload = (const char *)at + head;
    int opcode = at[0] & 0x0f;
    if (opcode == 8) return -1;
    if (opcode == 9) say(fd, 10, payload, length);
    if (opcode == 1 || opcode == 2) {
      if (!options.is_socket_io || answer_socket_io(fd, payload, length))
        count_message(client, opcode, payload, length, now);
    }
    at += head + length;
  }
  return (const char *)at - from;
}

/* An event is as good as a message here; what comes in one chunk is one write of the server. */
static ptrdiff_t take_chunks(struct client *client, const char *from, size_t size, double now) {
  const char *at = from, *end = from + size;
  for (;;) {
    const char *line = memmem(at, end - at, "\r\n", 2);
    if (line == NULL) break;
    char *after;
    unsigned long length = strtoul(at, &after, 16);
    if (after == at || length == 0) return -1;
    if ((unsigned long)(end - line) < 2 + length + 2) break;
    count_message(client, 1, line + 2, length, now);
    at = line + 2 + length + 2;
  }
  return at - from;
}

static ptrdiff_t take_events(struct client *client, const char *from, size_t size, double now) {
  const char *at = from, *end = from + size;
  for (const char *blank; (blank = memmem(at, end - at, "\n\n", 2)) != NULL; at = blank + 2)
    count_message(client, 1, at, blank + 2 - at, now);
  return at - from;
}

ptrdiff_t take_messages(int fd, struct client *client, const char *at, size_t size, double now) {
  if (options.is_websocket) return take_frames(fd, client, at, size, now);
  return client->chunked ? take_chunks(client, at, size, now) : take_events(client, at, size, now);
}
