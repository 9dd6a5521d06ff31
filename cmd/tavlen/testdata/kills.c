/*
 * Ends a program in the midst of what SQLite writes.
 *
 * Loaded before libc (LD_PRELOAD), it stands in for what SQLite calls through libc to write to
 * its database and the log beside it, does the real system call, and appends a line to the file
 * named by WRITES: what was called, on which file and on how many bytes. KILL_AT is the number
 * of the call at which the process kills itself (SIGKILL): half of what was to be written is
 * there then, and nothing was synced. 0 or none counts only. The number of a call is the same
 * whenever the same is done to the same database.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int list = -1;
static long kill_at, met;

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("WRITES"), *at = getenv("KILL_AT");
  if (name != NULL) list = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (at != NULL) kill_at = atol(at);
}

/* Says whether this is the call to die at. */
static int last(const char *what, int fd, size_t bytes) {
  char link[64], path[4096], line[128];
  const char *file;
  ssize_t n;
  if (list < 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink(link, path, sizeof path - 1);
  if (n < 0) return 0;
  path[n] = 0;
  file = strrchr(path, '/');
  if (file == NULL || strncmp(file, "/tavlen.db", 10) != 0) return 0;
  n = snprintf(line, sizeof line, "%s %s %zu\n", what, file + 1, bytes);
  if (write(list, line, (size_t)n) != n) abort();
  return __atomic_add_fetch(&met, 1, __ATOMIC_SEQ_CST) == kill_at;
}

static void end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

static ssize_t put(int fd, const void *from, size_t bytes, off_t at) {
  if (last("write", fd, bytes)) {
    (void)!syscall(SYS_pwrite64, fd, from, bytes / 2, at);
    end();
  }
  return syscall(SYS_pwrite64, fd, from, bytes, at);
}

ssize_t pwrite(int fd, const void *from, size_t bytes, off_t at) { return put(fd, from, bytes, at); }
ssize_t pwrite64(int fd, const void *from, size_t bytes, off64_t at) { return put(fd, from, bytes, at); }

static int cut(int fd, off_t size) {
  if (last("truncate", fd, (size_t)size)) end();
  return (int)syscall(SYS_ftruncate, fd, size);
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

int fsync(int fd) {
  if (last("sync", fd, 0)) end();
  return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd) {
  if (last("sync", fd, 0)) end();
  return (int)syscall(SYS_fdatasync, fd);
}
