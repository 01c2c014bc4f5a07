#include "lull/report/metrics_json.hpp"

#include <array>
#include <type_traits>

#include "lull/events/spans.hpp"
#include "report/json_text.hpp"

namespace lull {
namespace {

/// Writes described values of any depth and notes the pointer of each that is missing.
class Writer {
 public:
  JsonText out;

  void write(bool value) { out.boolean(value); }
  void write(double value) { out.number(value); }
  void write(int value) { out.integer(value); }
  void write(std::int64_t value) { out.integer(value); }
  void write(Milliseconds value) { out.number(in_seconds(value)); }
  void write(std::string_view value) { out.text(value); }
  void write(const std::string& value) { out.text(value); }

  template <class T>
  void write(const std::optional<T>& value) {
    if (value) {
      write(*value);
    } else {
      out.null();
    }
  }

  template <class T>
  void write(const Measured<T>& value) {
    if (!value.has_value()) miss(value.reason());
    write(value.value());
  }

  template <class T, std::size_t size>
  void write(const std::array<T, size>& cells) {
    out.open_list(JsonText::Layout::one_line);
    for (const T& cell : cells) write(cell);
    out.close_list();
  }

  /// Lists of plain numbers stay on one line.
  template <class T>
  void write(const std::vector<T>& items) {
    constexpr bool plain = std::is_same_v<T, Number> || std::is_same_v<T, Milliseconds>;
    out.open_list(plain ? JsonText::Layout::one_line : JsonText::Layout::lines);
    for (std::size_t i = 0; i < items.size(); ++i) inside(std::to_string(i), items[i]);
    out.close_list();
  }

  template <class T>
  void write(const std::vector<Keyed<T>>& rows) {
    out.open_object();
    for (const Keyed<T>& row : rows) member(row.key, row.value);
    out.close_object();
  }

  template <Described T>
  void write(const T& group) {
    out.open_object(std::is_same_v<T, Proportion> ? JsonText::Layout::one_line : JsonText::Layout::lines);
    members(group);
    out.close_object();
  }

  template <class T>
  void member(std::string_view name, const T& value) {
    out.key(name);
    inside(name, value);
  }

  template <Described T>
  void members(const T& group) {
    for_each_field(group, [this](const auto& each, const auto& value) { this->member(each.name, value); });
  }

  /// An object of the reasons, by pointer.
  void missing() {
    out.open_object();
    std::string_view pointers = missing_pointers_;
    for (const auto& [length, reason] : missing_) {
      out.key(pointers.substr(0, length));
      out.plain_text(name(reason));
      pointers.remove_prefix(length);
    }
    out.close_object();
  }

 private:
  void miss(Reason reason) {
    missing_pointers_ += pointer_;
    missing_.emplace_back(pointer_.size(), reason);
  }

  template <class T>
  void inside(std::string_view name, const T& value) {
    const std::size_t outside = pointer_.size();
    pointer_ += '/';
    pointer_ += name;
    write(value);
    pointer_.resize(outside);
  }

  std::string pointer_;
  std::string missing_pointers_;                         // one after the other: they are many
  std::vector<std::pair<std::size_t, Reason>> missing_;  // each one's length
};

/// Empty text is an unknown fact: null.
std::optional<std::string> known(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

void write_provenance(const Provenance& provenance, Writer& writer) {
  writer.out.key("lull");
  writer.out.open_object();
  writer.member("version", provenance.version);
  writer.out.key("model");
  writer.out.open_object();
  writer.member("id", provenance.model_id);
  writer.member("sha256", provenance.model_sha256);
  writer.out.close_object();
  writer.out.key("settings");
  writer.out.open_object();
  writer.members(provenance.settings);
  for (const auto& [name, value] : provenance.more_settings) {
    writer.out.key(name);
    std::visit([&](const auto& each) { writer.write(each); }, value);
  }
  writer.out.close_object();
  writer.out.close_object();
}

void write_recording(const Session& session, Writer& writer) {
  const RecordingInfo& info = session.recording;
  writer.out.key("recording");
  writer.out.open_object();
  writer.member("id", info.id);
  writer.member("path", known(info.path.string()));
  writer.member("sha256", known(info.sha256));
  if (!info.annotation_sha256.empty()) writer.member("annotation_sha256", known(info.annotation_sha256));
  writer.member("duration_s", info.duration);
  writer.member("sample_rate_hz", info.rate ? std::optional(info.rate->hertz()) : std::nullopt);
  writer.member("channels", info.channels);
  writer.member("start_time", info.start_time);
  writer.out.key("tracks");
  writer.out.open_object(JsonText::Layout::one_line);
  writer.member("cry", session.tracks.cry);
  writer.member("adult", session.tracks.adult);
  writer.member("child", session.tracks.child);
  writer.out.close_object();
  writer.out.close_object();
}

void write_observed(const Session& session, Writer& writer) {
  std::vector<std::array<double, 2>> ranges;
  for (const TimeSpan& each : session.observed)
    ranges.push_back({in_seconds(each.begin), in_seconds(each.end)});
  writer.out.key("observed");
  writer.out.open_object();
  writer.member("seconds", total(session.observed));
  writer.member("ranges", ranges);
  writer.out.close_object();
}

}  // namespace

std::string metrics_json(const Session& session, const SessionMetrics& metrics,
                         const Provenance& provenance) {
  Writer writer;
  constexpr std::size_t usual = 16384;  // bytes
  writer.out.reserve(usual);
  writer.out.open_object();
  writer.member("schema", 1);
  write_provenance(provenance, writer);
  write_recording(session, writer);
  write_observed(session, writer);
  writer.members(metrics);
  writer.out.key("not_measured");
  writer.out.open_list(JsonText::Layout::lines);
  for (const std::string_view each : not_measured) writer.write(each);
  writer.out.close_list();
  writer.out.key("na");
  writer.missing();
  writer.out.close_object();
  return writer.out.take();
}

}  // namespace lull
