#define _GNU_SOURCE
#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options options = {.sources = 4, .path = "/"};

static void read_says(const char *file) {
  FILE *in = fopen(file, "r");
  char *line = NULL;
  size_t room = 0;
  for (ssize_t size; in != NULL && (size = getline(&line, &room, in)) > 0;) {
    if (line[size - 1] == '\n') line[size - 1] = 0;
    options.says = realloc(options.says, (options.says_count + 1) * sizeof *options.says);
    options.says[options.says_count++] = strdup(line);
  }
  free(line);
  if (in != NULL) fclose(in);
}

void read_arguments(int count, char **arguments) {
  for (int i = 1; i < count; i++) {
    char *value = strchr(arguments[i], '=');
    if (value == NULL) continue;
    *value++ = 0;
    const char *key = arguments[i];
    if (strcmp(key, "port") == 0) options.port = atoi(value);
    if (strcmp(key, "kind") == 0) {
      options.is_socket_io = strcmp(value, "socket.io") == 0;
      options.is_websocket = options.is_socket_io || strcmp(value, "ws") == 0;
    }
    if (strcmp(key, "path") == 0) options.path = value;
    if (strcmp(key, "subprotocol") == 0 && *value) options.subprotocol = value;
    if (strcmp(key, "stamped") == 0) options.is_stamped = atoi(value) != 0;
    if (strcmp(key, "sources") == 0) options.sources = atoi(value);
    if (strcmp(key, "samples") == 0) options.samples = atoi(value);
    if (strcmp(key, "look") == 0) options.look_us = atoi(value);
    if (strcmp(key, "says") == 0 && *value) read_says(value);
  }
}
