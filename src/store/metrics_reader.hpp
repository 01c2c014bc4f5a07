#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/json_scanner.hpp"

namespace lull {

/// What the tables hold of a metrics.json: every number, text and truth value of its metrics by its JSON
/// pointer, but for curves. Made for thousands of files of the same shape: read() costs one pass over the
/// text, and the pointers are kept from file to file.
class MetricsReader {
 public:
  struct Value {
    std::size_t pointer = 0;  ///< of pointer()
    JsonScalar value;
    std::string_view reason;  ///< why there is none; in the text that was read
  };

  /// The values in the order of the file. Throws JsonScanner::BadJson where the text is no metrics.json.
  /// Both lists hold until the next call, and the text must live as long.
  void read(std::string_view text);

  const std::string& recording() const { return recording_; }                           ///< its id
  const std::vector<std::pair<double, double>>& observed() const { return observed_; }  ///< seconds
  const std::vector<Value>& values() const { return values_; }
  const std::string& pointer(std::size_t number) const { return *pointers_[number]; }

 private:
  void member(JsonScanner& scanner, std::string_view key);
  void recording(JsonScanner& scanner);
  void observed(JsonScanner& scanner);
  void leaves(JsonScanner& scanner);
  void inside(JsonScanner& scanner, std::string_view name);
  void reasons(JsonScanner& scanner);
  std::size_t number_of(std::string_view pointer);

  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<const std::string*> pointers_;  // the keys of numbers_, which stay where they are
  std::size_t expected_ = 0;                  // number of the next pointer, if this file is like the others

  std::string recording_, at_;
  std::vector<std::pair<double, double>> observed_;
  std::vector<Value> values_;
  int found_ = 0;  // of the parts that every file has
};

}  // namespace lull
