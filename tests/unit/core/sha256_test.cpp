#include "lull/core/sha256.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "lull/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace lull {
namespace {

/// The digest of a file that holds `bytes`.
std::string digest_of(std::string_view bytes) {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder / "bytes";
  std::ofstream(path, std::ios::binary) << bytes;
  return sha256_of_file(path);
}

// Known answers: FIPS 180-2, appendix B, and the empty message of NIST's test vectors.
TEST(Sha256, OfNothingIsTheKnownDigest) {
  EXPECT_EQ(digest_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OfAbcIsTheKnownDigest) {
  EXPECT_EQ(digest_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, OfTwoBlocksIsTheKnownDigest) {
  EXPECT_EQ(digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, OfAMillionTimesAIsTheKnownDigest) {
  EXPECT_EQ(digest_of(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, ReadsBeyondItsBuffer) {
  std::string bytes(std::size_t{3} << 20, 'a');
  const std::string before = digest_of(bytes);
  bytes.back() = 'b';
  EXPECT_NE(digest_of(bytes), before);
}

TEST(Sha256, NamesTheFileThatIsNotThere) {
  try {
    sha256_of_file("nowhere/at-all.wav");
    FAIL() << "a missing file has a digest";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::input);
    EXPECT_EQ(error.subject(), "nowhere/at-all.wav");
  }
}

TEST(Sha256, RefusesAFolder) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(sha256_of_file(folder.path()), Error);
}

}  // namespace
}  // namespace lull
