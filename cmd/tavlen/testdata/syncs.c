/*
 * Counts how often a program makes sure that SQLite's write-ahead log is on the disk.
 *
 * Loaded before libc (LD_PRELOAD), it stands in for fsync and fdatasync, which SQLite
 * calls through libc, does the real system call, and appends a byte to the file named by
 * SYNC_COUNT when that succeeded on a file that ends in "-wal". The file's size is the
 * count; it is right whenever it is looked at, also after a kill.
 *
 * Why so: killing a program proves nothing about fsync, since the kernel keeps what was
 * written. strace would count too, but is not on every machine and needs ptrace; a C
 * compiler is there wherever this program was built.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int counter = -1;

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("SYNC_COUNT");
  if (name != NULL) counter = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int count(int result, int fd) {
  char link[64], path[4096];
  ssize_t n;
  if (result != 0 || counter < 0) return result;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink(link, path, sizeof path);
  if (n > 4 && memcmp(path + n - 4, "-wal", 4) == 0 && write(counter, "x", 1) != 1) abort();
  return result;
}

int fsync(int fd) { return count((int)syscall(SYS_fsync, fd), fd); }
int fdatasync(int fd) { return count((int)syscall(SYS_fdatasync, fd), fd); }
