#include "report/page.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <ostream>
#include <sstream>
#include <utility>

namespace lull {
namespace {

constexpr std::string_view policy_begins = "content=\"default-src 'none'; ";
constexpr std::string_view place = "<!--DATA-->";

// In JSON these occur inside strings alone, where the escape means the character. U+2028 and U+2029 ended a
// line of a script before ES2019.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> escapes{{{"<", "\\u003c"},
                                                                                {">", "\\u003e"},
                                                                                {"&", "\\u0026"},
                                                                                {"\xE2\x80\xA8", "\\u2028"},
                                                                                {"\xE2\x80\xA9", "\\u2029"}}};

bool begins_an_escape(char c) {
  static constexpr auto begins = [] {
    std::array<bool, 256> all{};
    for (const auto& [text, escape] : escapes) all[static_cast<unsigned char>(text[0])] = true;
    return all;
  }();
  return begins[static_cast<unsigned char>(c)];
}

}  // namespace

std::string inert(std::string_view json) {
  std::ostringstream out;
  write_inert(out, json);
  return std::move(out).str();
}

void write_inert(std::ostream& out, std::string_view json) {
  // Most of it has none of them, and goes over as it is.
  if (std::none_of(escapes.begin(), escapes.end(),
                   [&](const auto& each) { return json.find(each.first[0]) != std::string_view::npos; })) {
    out << json;
    return;
  }
  while (!json.empty()) {
    // Nearly all characters begin no escape, and go on together.
    const auto* begin = std::find_if(json.begin(), json.end(), begins_an_escape);
    const auto plain = static_cast<std::size_t>(begin - json.begin());
    out << json.substr(0, plain);
    json.remove_prefix(plain);
    if (json.empty()) break;
    std::size_t taken = 1;
    std::string_view written = json.substr(0, 1);
    for (const auto& [text, escape] : escapes) {
      if (!json.starts_with(text)) continue;
      taken = text.size();
      written = escape;
      break;
    }
    out << written;
    json.remove_prefix(taken);
  }
}

std::string allowing(std::string_view shell, std::string_view more) {
  const std::size_t at = shell.find(policy_begins);
  assert(at != std::string_view::npos);
  std::string page(shell);
  return page.insert(at + policy_begins.size(), std::string(more) + "; ");
}

std::string filled(std::string_view shell, std::string_view json) {
  std::ostringstream page;
  write_filled(page, shell, {&json, 1});
  return std::move(page).str();
}

void write_filled(std::ostream& out, std::string_view shell, std::span<const std::string_view> json) {
  const std::size_t at = shell.find(place);
  assert(at != std::string_view::npos);
  out << shell.substr(0, at) << "<script type=\"application/json\" id=\"data\">";
  for (const std::string_view piece : json) write_inert(out, piece);
  out << "</script>" << shell.substr(at + place.size());
}

}  // namespace lull
