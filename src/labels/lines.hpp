#pragma once
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace lull {

/// Opens an annotation file. Throws Error(Fault::input) if it cannot be read.
std::ifstream open_annotation(const std::filesystem::path& path);

/// Calls `take(fields, line number)` for every line that is neither empty nor a comment (`;`), with what its
/// blanks set apart. The text is what `whole_text` makes of the file. Throws Error(Fault::input) if reading
/// fails.
void for_each_line(std::istream& in, const std::string& name,
                   const std::function<void(const std::vector<std::string_view>&, std::size_t)>& take);

/// Calls `take(fields)` for every line that starts with `;;`, the first of its fields.
void for_each_comment(std::istream& in, const std::string& name,
                      const std::function<void(const std::vector<std::string_view>&)>& take);

/// A name as one word of a line: blanks in it as %20 and so on.
std::string in_one_word(std::string_view name);

/// "FILE, line 12": the subject of an error.
std::string at_line(const std::string& name, std::size_t line);

}  // namespace lull
