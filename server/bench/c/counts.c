#include "load.h"
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

/* What the clients have counted together, a line of JSON each time it is asked for. */
struct counts counts;
struct client clients[MAX_FD];
int highest_fd;

void report(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double cpu = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
               (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  uint32_t least = UINT32_MAX, most = 0;
  int streaming = 0;
  for (int fd = 0; fd <= highest_fd; fd++) {
    if (clients[fd].phase != STREAMING || clients[fd].stalled) continue;
    streaming++;
    if (clients[fd].messages < least) least = clients[fd].messages;
    if (clients[fd].messages > most) most = clients[fd].messages;
  }
  printf("{\"clients\":%d,\"bytes\":%llu,\"messages\":%llu,\"changes\":%llu,\"closed\":%llu,"
         "\"leastMessages\":%u,\"mostMessages\":%u,\"cpuSeconds\":%.3f,\"ages\":[",
         streaming, (unsigned long long)counts.bytes, (unsigned long long)counts.messages,
         (unsigned long long)counts.changes, (unsigned long long)counts.closed,
         streaming ? least : 0, most, cpu);
  const char *comma = "";
  for (int age = 0; age < AGE_BUCKETS; age++) {
    if (counts.ages[age] == 0) continue;
    printf("%s%d,%llu", comma, age, (unsigned long long)counts.ages[age]);
    comma = ",";
  }
  printf("]}\n");
}

void reset(void) {
  memset(&counts, 0, sizeof counts);
  for (int fd = 0; fd <= highest_fd; fd++) clients[fd].messages = 0;
  printf("{}\n");
}
