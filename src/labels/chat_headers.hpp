#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "labels/collector.hpp"

namespace lull {

/// What roles, specific roles and sounds of the target child are taken for.
std::span<const LabelName> chat_labels();

/// Who speaks: @Participants says code, specific role and role, @ID the sex.
class ChatSpeakers {
 public:
  /// "CHI Natasha Target_Child, MOT Mother"
  void take_participants(std::string_view text);
  /// "eng|corpus|CHI|1;02.|female|||Target_Child|||"
  void take_id(std::string_view text);
  /// A main line of that code: it exists even if no header names it.
  void meet(const std::string& code) { speakers_.try_emplace(code); }

  bool has(const std::string& code) const { return speakers_.count(code) > 0; }
  std::set<std::string> codes() const;

  /// The user's table by code, specific role, role; then the format's by specific role, role, code. An adult
  /// of unknown sex is what @ID says. Unknown ones are counted by their role, or their code without one.
  std::optional<Label> label_of(const std::string& code, Collector& segments) const;

 private:
  struct Speaker {
    std::string specific_role, role, sex;
  };
  std::map<std::string, Speaker, std::less<>> speakers_;
};

/// The name of the recording in "IBN32_010007, audio, unlinked" or "my tape, video".
std::string chat_medium(std::string_view text);

/// "12-SEP-2016" and "14:30" or "14:30:05" as 2016-09-12T14:30:05; without a date the time alone, without a
/// time nothing.
std::optional<std::string> chat_start_time(std::string_view date, std::string_view time);

}  // namespace lull
