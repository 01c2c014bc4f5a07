#include "store/aside_file.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cstdint>

#include "lull/store/results.hpp"
#include "store/output_file.hpp"

namespace lull {

std::filesystem::path unique_in(const std::filesystem::path& folder) {
  static std::atomic<std::uint64_t> next{0};
  return folder / fmt::format("{}", next++);
}

AsideFile::AsideFile(const ResultsDirectory& results, const std::string& name)
    : file_(std::make_unique<OutputFile>(results.path() / name, unique_in(results.path() / aside_folder))) {}
AsideFile::AsideFile(AsideFile&&) noexcept = default;
AsideFile::~AsideFile() = default;
const std::filesystem::path& AsideFile::path() const { return file_->aside(); }
void AsideFile::append(std::string_view bytes) { file_->append(bytes); }
void AsideFile::commit() { file_->commit(); }

}  // namespace lull
