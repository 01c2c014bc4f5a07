#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace lull {

/// What the tables hold of a metrics.json: every number, word and truth value of its metrics by its JSON
/// pointer, in the order of the file; curves stay there. Made for thousands of files of the same shape: no
/// tree is built, and the pointers are kept from file to file. Not for use by several threads at once.
class MetricsReader {
 public:
  /// Nothing for a value that does not exist; a whole number that fits is an integer.
  using Scalar = std::variant<std::monostate, bool, std::int64_t, double, std::string_view>;
  struct Value {
    std::size_t pointer = 0;  ///< of pointer()
    Scalar value;
    std::string_view reason;  ///< why there is none
  };

  MetricsReader();
  ~MetricsReader();
  MetricsReader(const MetricsReader&) = delete;
  MetricsReader& operator=(const MetricsReader&) = delete;

  /// What the other members tell of, until the next call. Throws Error(Fault::input) named `recording` where
  /// the text is no metrics.json. Cost: two passes over the text.
  void read(const std::string& recording, const std::string& metrics_json);

  const std::vector<std::pair<double, double>>& observed() const { return observed_; }  ///< seconds
  /// Without the nulls that another value beside them gives the reason of.
  const std::vector<Value>& values() const { return values_; }
  const std::string& pointer(std::size_t number) const { return *pointers_[number]; }

 private:
  struct Parser;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  /// Which pointer came after which, the last time: by number + 1, 0 being the start of a file.
  struct Order {
    std::size_t last = 0;
    std::vector<std::size_t> next{0};
  };
  std::size_t number_of(std::string_view pointer, Order& order);
  std::string_view& reason_of(std::size_t number);

  std::unique_ptr<Parser> parser_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> numbers_;
  std::vector<const std::string*> pointers_;  // the keys of numbers_, which stay where they are
  Order of_reasons_, of_values_;
  std::vector<std::string_view> reasons_;  // by number
  std::vector<std::pair<double, double>> observed_;
  std::vector<Value> values_;
};

}  // namespace lull
