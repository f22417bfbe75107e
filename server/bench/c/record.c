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
 * The client that stood still, from the moment it reads again: what was due while it stood still and
 * lay in the kernel, and when it had something fresh.
 */
static struct {
  bool isOn;
  double resumed_at, oldest_due, newest_stale_due, fresh_at, closed_at;
  uint64_t stale_bytes;
} watch;

enum { FRESH_MS = 250 };

void begin_watch(double now) {
  memset(&watch, 0, sizeof watch);
  watch.isOn = true;
  watch.resumed_at = now;
}

void note_watched(double now, double due) {
  if (!watch.isOn || watch.fresh_at > 0) return;
  if (now - due <= FRESH_MS) {
    watch.fresh_at = now;
    return;
  }
  if (watch.oldest_due == 0) watch.oldest_due = due;
  if (due > watch.newest_stale_due) watch.newest_stale_due = due;
}

void note_watched_bytes(size_t size) {
  if (watch.isOn && watch.fresh_at == 0) watch.stale_bytes += size;
}

void note_watched_closed(double now) {
  if (watch.isOn && watch.closed_at == 0) watch.closed_at = now;
}

void print_watch(void) {
  double stale = watch.oldest_due > 0 ? watch.newest_stale_due - watch.oldest_due : 0;
  double fresh = watch.fresh_at > 0 ? watch.fresh_at - watch.resumed_at : -1;
  printf("{\"staleBytes\":%llu,\"staleMs\":%.0f,\"freshAfterMs\":%.1f,\"closed\":%s}\n",
         (unsigned long long)watch.stale_bytes, stale, fresh,
         watch.closed_at > 0 ? "true" : "false");
}
