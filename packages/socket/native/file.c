/* Files, for programs to which loading a library for them would be a good part of their time. */
#include "addon.h"

#include <fcntl.h>

/* openFile(path, flags, mode): fd */
METHOD(file_open) {
  ARGUMENTS(3);
  TEXT(0, path);
  INT32(1, flags);
  UINT32(2, mode);
  int fd;
  do {
    fd = open(path, flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return number(env, fd >= 0 ? fd : -errno);
}

/* closeFile(fd) */
METHOD(file_close) {
  ARGUMENTS(1);
  INT32(0, fd);
  return number(env, close(fd) == 0 ? 0 : -errno);
}

/* read(fd, into): how many bytes */
METHOD(file_read) {
  ARGUMENTS(2);
  INT32(0, fd);
  BYTES(1, into);
  ssize_t size;
  do {
    size = read(fd, into.data, into.length);
  } while (size < 0 && errno == EINTR);
  return number(env, size >= 0 ? (int32_t)size : -errno);
}

/* write(fd, bytes): how many of them */
METHOD(file_write) {
  ARGUMENTS(2);
  INT32(0, fd);
  BYTES(1, bytes);
  ssize_t size;
  do {
    size = write(fd, bytes.data, bytes.length);
  } while (size < 0 && errno == EINTR);
  return number(env, size >= 0 ? (int32_t)size : -errno);
}
