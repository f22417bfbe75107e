#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The load of the bench: what one client is, and what is counted of them all. */

enum { MAX_FD = 65536, AGE_BUCKETS = 10001, INPUT_SIZE = 1 << 20 };

enum phase { GONE, CONNECTING, ASKED, STREAMING };

struct client {
  enum phase phase;
  int number;
  bool chunked, heard, stalled, sampled;
  /* Of those that stood still: which one, also after it had to come again; else 0. */
  int watched;
  /* What was received of a message that isn't whole yet. */
  char *rest;
  uint32_t rest_size;
  uint32_t messages;
};

/* Since the last reset. */
struct counts {
  uint64_t bytes, messages, changes, closed;
  /* How old changes were when they came, one bucket a millisecond; the last for all above. */
  uint64_t ages[AGE_BUCKETS];
};

/* Set once, from the arguments. */
struct options {
  int port, sources;
  bool is_websocket, is_socket_io;
  /* Whether messages are JSON with `"timestamp":` of when each change was due. */
  bool is_stamped;
  const char *path, *subprotocol;
  char **says;
  int says_count;
  /* So many clients' messages are kept with when they came, for somebody else to read. */
  int samples;
  /* They sleep so long between looks, for which nobody has to wake them. */
  int look_us;
};

extern struct options options;
extern struct counts counts;
/* By their descriptors. */
extern struct client clients[MAX_FD];
extern int highest_fd;

double now_ms(void);
/* The first price of a client, or without stamps its first message: whoever joins waits for it. */
void note_heard(struct client *client);

/* counts.c */
void report(void);
void reset(void);

/* options.c */
void read_arguments(int count, char **arguments);

/*
 * parse.c: takes whole messages from what a client has received, and returns how many bytes they
 * were: the rest is kept for the next time. Below 0 the stream makes no sense.
 */
ptrdiff_t take_messages(int fd, struct client *client, const char *at, size_t size, double now);
/* Writes a frame as clients do, masked with a mask of zeros: RFC 6455 section 5.2. */
void say(int fd, int opcode, const char *text, size_t size);

/* record.c: what sampled clients received, and what became of those that stood still. */
void record(struct client *client, double now, int opcode, const char *payload, size_t size);
bool write_records(const char *file);
/* Returns which one it is: from 1 on. */
int begin_watch(void);
void note_resumed(double now);
void note_watched(int which, double now, double due);
void note_watched_bytes(int which, size_t size);
void note_watched_closed(int which);
void print_watches(void);
