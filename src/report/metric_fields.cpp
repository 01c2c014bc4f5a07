#include "lull/report/metric_fields.hpp"

#include <array>

#include "lull/response/metrics.hpp"
#include "report/json_text.hpp"

namespace lull {
namespace {

/// Stands for a value of a type of which only the fields matter.
template <class T>
struct Only {};

class FieldLister {
 public:
  template <class T>
  void list(Only<T>, const std::string& pointer, std::string_view unit, std::string_view help) {
    if constexpr (Described<T> && !std::is_same_v<T, Proportion>) {
      std::apply([&](const auto&... each) { (inside(each, pointer), ...); }, T::fields());
    } else {
      found.push_back({pointer, unit, help});
    }
  }

  template <class T>
  void list(Only<std::vector<T>>, const std::string& pointer, std::string_view unit, std::string_view help) {
    list(Only<T>{}, pointer + "/*", unit, help);
  }

  template <class T>
  void list(Only<std::vector<Keyed<T>>>, const std::string& pointer, std::string_view unit,
            std::string_view help) {
    list(Only<T>{}, pointer + "/*", unit, help);
  }

  /// A curve.
  template <class T, std::size_t size>
  void list(Only<std::vector<std::array<T, size>>>, const std::string& pointer, std::string_view unit,
            std::string_view help) {
    found.push_back({pointer, unit, help});
  }

  std::vector<MetricField> found;

 private:
  template <class Owner, class Member>
  void inside(const Field<Owner, Member>& each, const std::string& pointer) {
    list(Only<Member>{}, pointer + "/" + std::string(each.name), each.unit, each.help);
  }
};

}  // namespace

std::vector<MetricField> metric_fields() {
  FieldLister lister;
  lister.list(Only<SessionMetrics>{}, "", "", "");
  return std::move(lister.found);
}

std::string metric_fields_json() {
  JsonText out;
  out.open_object(JsonText::Layout::tight);
  for (const MetricField& each : metric_fields()) {
    out.key(each.pointer);
    out.open_list(JsonText::Layout::tight);
    out.text(each.unit);
    out.text(each.help);
    out.close_list();
  }
  out.close_object();
  return out.take();
}

}  // namespace lull
