#include "lull/core/sha256.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include "lull/core/error.hpp"

namespace lull {
namespace {

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& path)
      : value_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int value() const { return value_; }

 private:
  int value_;
};

Error unreadable(const std::filesystem::path& path, int cause) {
  return {Fault::input, path.string(), "cannot be read: " + std::generic_category().message(cause),
          "check that it exists and that you may read it"};
}

/// Looked up once: that takes locks and as long as the digest of a few kB. Never freed, as OpenSSL itself is
/// not.
const EVP_MD* algorithm() {
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return sha256;
}

/// The digest of what was added so far.
class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), algorithm(), nullptr) != 1) throw std::bad_alloc();
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  /// As text; nothing can be added any more.
  std::string take() {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &length);
    std::string text;
    for (unsigned i = 0; i < length; ++i) text += {digits[digest[i] >> 4], digits[digest[i] & 15]};
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256_of_file(const std::filesystem::path& path) {
  const Descriptor file(path);
  if (file.value() < 0) throw unreadable(path, errno);
  Digest digest;
  // Stays in the processor's cache, and is not filled with zeros: of a short file that would cost as much as
  // its digest.
  constexpr std::size_t most = std::size_t{1} << 17;
  const auto buffer = std::make_unique_for_overwrite<char[]>(most);
  for (;;) {
    const ssize_t got = ::read(file.value(), buffer.get(), most);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw unreadable(path, errno);
    if (got == 0) break;
    digest.add({buffer.get(), static_cast<std::size_t>(got)});
  }
  return digest.take();
}

std::string sha256_of(std::string_view bytes) {
  Digest digest;
  digest.add(bytes);
  return digest.take();
}

}  // namespace lull
