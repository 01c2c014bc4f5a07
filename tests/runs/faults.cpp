// Preloaded into the program (LD_PRELOAD): makes one call on a file below a folder fail.
//   FAULT_UNDER   the folder, as an absolute path
//   FAULT_CALL    open, write, fsync (syncfs too), rename or short: which kind of call
//                 (short: a write that takes one byte only)
//   FAULT_AT      the how-manieth of them fails, from 1; below that none does, and they are counted
//   FAULT_FOREVER if set, all further ones fail too
//   FAULT_ERRNO   the number of the error
//   FAULT_FIRED   a file that is created when it happens
//   FAULT_COUNT   a file that tells how many there were
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace {

std::atomic<long> calls{0};

template <class Function>
Function real(const char* name, Function) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

bool is_below(const char* path) {
  const char* folder = getenv("FAULT_UNDER");
  return folder != nullptr && strncmp(path, folder, strlen(folder)) == 0;
}

bool is_below(int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return false;
  path[length] = 0;
  return is_below(path);
}

void say_so() {
  const char* fired = getenv("FAULT_FIRED");
  if (fired == nullptr) return;
  const int file = real("open", &open)(fired, O_WRONLY | O_CREAT, 0666);
  if (file >= 0) close(file);
}

/// Tells the number of calls when the program ends.
struct Counter {
  Counter() = default;
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;
  ~Counter() {
    const char* told = getenv("FAULT_COUNT");
    FILE* file = told != nullptr ? fopen(told, "w") : nullptr;
    if (file == nullptr) return;
    fprintf(file, "%ld", calls.load());
    fclose(file);
  }
} const counter;

/// Whether this call is the one; sets errno.
template <class Where>
bool strikes(const char* call, Where where) {
  const char* wanted = getenv("FAULT_CALL");
  const char* at = getenv("FAULT_AT");
  if (wanted == nullptr || at == nullptr || strcmp(wanted, call) != 0 || !is_below(where)) return false;
  const long number = ++calls, which = atol(at);
  if (which < 1) return false;  // they are counted, and none fails
  if (number != which && !(number > which && getenv("FAULT_FOREVER") != nullptr)) return false;
  say_so();
  const char* code = getenv("FAULT_ERRNO");
  errno = code != nullptr ? atoi(code) : EIO;
  return true;
}

template <class Function, class... More>
ssize_t write_with(Function function, int file, const void* bytes, size_t count, More... more) {
  if (count > 1 && strikes("short", file)) return function(file, bytes, 1, more...);
  return strikes("write", file) ? -1 : function(file, bytes, count, more...);
}

int open_with(const char* name, const char* path, int flags, int mode) {
  const bool writes = (flags & (O_WRONLY | O_RDWR)) != 0;
  if (writes && strikes("open", path)) return -1;
  return real(name, static_cast<int (*)(const char*, int, ...)>(&open))(path, flags, mode);
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t count) {
  return write_with(real("write", &write), file, bytes, count);
}
ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
  return write_with(real("pwrite", &pwrite), file, bytes, count, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
  return write_with(real("pwrite64", &pwrite64), file, bytes, count, at);
}
int fsync(int file) { return strikes("fsync", file) ? -1 : real("fsync", &fsync)(file); }
int syncfs(int file) noexcept { return strikes("fsync", file) ? -1 : real("syncfs", &syncfs)(file); }
int rename(const char* from, const char* to) noexcept {
  return strikes("rename", to) ? -1 : real("rename", &rename)(from, to);
}
int renameat2(int a, const char* from, int b, const char* to, unsigned flags) noexcept {
  return strikes("rename", to) ? -1 : real("renameat2", &renameat2)(a, from, b, to, flags);
}
int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = (flags & O_CREAT) != 0 ? va_arg(more, int) : 0;
  va_end(more);
  return open_with("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = (flags & O_CREAT) != 0 ? va_arg(more, int) : 0;
  va_end(more);
  return open_with("open64", path, flags, mode);
}
}
