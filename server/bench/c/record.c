#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What sampled clients received since they came, because frames build on one another: client, when,
 * opcode, size, payload, one after the other.
 */
struct __attribute__((packed)) header {
  uint32_t client;
  double at;
  uint32_t opcode, size;
};

enum { MAX_RECORDED = 1 << 26 };
static char *recorded;
static size_t recorded_size, recorded_room;

void record(struct client *client, double now, int opcode, const char *payload, size_t size) {
  struct header header = {client->number, now, opcode, size};
  size_t total = sizeof header + size;
  if (recorded_size + total > MAX_RECORDED) return;
  if (recorded_size + total > recorded_room) {
    recorded_room = (recorded_size + total) * 2;
    recorded = realloc(recorded, recorded_room);
  }
  memcpy(recorded + recorded_size, &header, sizeof header);
  memcpy(recorded + recorded_size + sizeof header, payload, size);
  recorded_size += total;
}

bool write_records(const char *file) {
  FILE *out = fopen(file, "wb");
  if (out == NULL) return false;
  bool isDone = fwrite(recorded, 1, recorded_size, out) == recorded_size;
  return fclose(out) == 0 && isDone;
}

/*
 * The clients that stood still, from the moment they read again: what was due while they stood still and
 * lay in the kernel, and when they had something fresh.
 */
struct watch {
  double oldest_due, newest_stale_due, fresh_at;
  uint64_t stale_bytes;
  bool closed;
};

enum { FRESH_MS = 250, MAX_WATCHES = 1024 };
static struct watch watches[MAX_WATCHES];
static int watch_count;
static double resumed_at;

int begin_watch(void) {
  if (watch_count == MAX_WATCHES) abort();
  return ++watch_count;
}

void note_resumed(double now) {
  memset(watches, 0, sizeof watches);
  resumed_at = now;
}

/* One that reads again and has had nothing fresh yet, or NULL. */
static struct watch *waiting(int which) {
  if (which == 0 || resumed_at == 0 || watches[which - 1].fresh_at > 0) return NULL;
  return &watches[which - 1];
}

void note_watched(int which, double now, double due) {
  struct watch *watch = waiting(which);
  if (watch == NULL) return;
  if (now - due <= FRESH_MS) {
    watch->fresh_at = now;
    return;
  }
  /* What comes late on another connection is the server's slowness, and lay nowhere. */
  if (watch->closed) return;
  if (watch->oldest_due == 0) watch->oldest_due = due;
  if (due > watch->newest_stale_due) watch->newest_stale_due = due;
}

void note_watched_bytes(int which, size_t size) {
  struct watch *watch = waiting(which);
  if (watch != NULL && !watch->closed) watch->stale_bytes += size;
}

void note_watched_closed(int which) {
  if (which > 0) watches[which - 1].closed = true;
}

void print_watches(void) {
  printf("[");
  for (struct watch *watch = watches; watch < watches + watch_count; watch++) {
    double stale = watch->newest_stale_due - watch->oldest_due;
    double fresh = watch->fresh_at > 0 ? watch->fresh_at - resumed_at : -1;
    printf("%s{\"staleBytes\":%llu,\"staleMs\":%.0f,\"freshAfterMs\":%.1f,\"closed\":%s}",
           watch == watches ? "" : ",", (unsigned long long)watch->stale_bytes, stale, fresh,
           watch->closed ? "true" : "false");
  }
  printf("]\n");
}
