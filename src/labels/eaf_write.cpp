#include <algorithm>
#include <ostream>

#include "labels/eaf.hpp"
#include "labels/formats.hpp"
#include "labels/tiers.hpp"

namespace lull {
namespace {

/// The same text inside an element: without control characters, which XML cannot hold.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' ? ' ' : c;
    }
  }
  return out;
}

std::string numbered(const char* what, std::size_t number) { return what + std::to_string(number); }

/// Two moments for each annotation, numbered in the order of time.
struct Moments {
  std::string elements;                ///< TIME_SLOT
  std::vector<std::size_t> number_of;  ///< 2 * annotation, and one more for its end
};

Moments moments_of(const std::vector<Tier>& tiers) {
  std::vector<std::pair<Milliseconds, std::size_t>> order;
  for (const Tier& tier : tiers) {
    for (const TierPart& part : tier.parts) {
      order.emplace_back(part.when.begin, order.size());
      order.emplace_back(part.when.end, order.size());
    }
  }
  std::sort(order.begin(), order.end());
  Moments moments;
  moments.number_of.resize(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    moments.number_of[order[i].second] = i + 1;
    moments.elements += "        <TIME_SLOT TIME_SLOT_ID=\"" + numbered("ts", i + 1) + "\" TIME_VALUE=\"" +
                        std::to_string(order[i].first.count()) + "\"/>\n";
  }
  return moments;
}

std::string tier_text(const Tier& tier, const Moments& moments, std::size_t& annotation) {
  std::string text = "    <TIER LINGUISTIC_TYPE_REF=\"default-lt\" TIER_ID=\"" + tier.name + "\">\n";
  for (const TierPart& part : tier.parts) {
    const std::size_t from = moments.number_of[2 * annotation], to = moments.number_of[2 * annotation + 1];
    ++annotation;
    text += "        <ANNOTATION>\n            <ALIGNABLE_ANNOTATION ANNOTATION_ID=\"" +
            numbered("a", annotation) + "\" TIME_SLOT_REF1=\"" + numbered("ts", from) +
            "\" TIME_SLOT_REF2=\"" + numbered("ts", to) + "\">\n                <ANNOTATION_VALUE>" +
            escaped(part.text) +
            "</ANNOTATION_VALUE>\n            </ALIGNABLE_ANNOTATION>\n        </ANNOTATION>\n";
  }
  return text + "    </TIER>\n";
}

}  // namespace

void write_eaf(std::ostream& out, std::span<const Session> sessions) {
  const Session& session = only_session(sessions, eaf_format);
  // The format knows no length: what reaches to the last annotation needs no tier that says so.
  Milliseconds last{0};
  for (const Event& event : session.events) last = std::max(last, event.when.end);
  const std::vector<Tier> tiers = session_tiers(session, {Milliseconds{0}, last});
  const Moments moments = moments_of(tiers);
  std::size_t annotations = 0;
  std::string body;
  for (const Tier& tier : tiers) body += tier_text(tier, moments, annotations);
  // The date is no part of what is written: the same session gives the same bytes.
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<ANNOTATION_DOCUMENT AUTHOR=\"lull\" DATE=\"1970-01-01T00:00:00+00:00\" FORMAT=\"3.0\" "
         "VERSION=\"3.0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
         "xsi:noNamespaceSchemaLocation=\"http://www.mpi.nl/tools/elan/EAFv3.0.xsd\">\n"
         "    <HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\">\n"
         "        <PROPERTY NAME=\"lastUsedAnnotationId\">"
      << annotations << "</PROPERTY>\n    </HEADER>\n    <TIME_ORDER>\n"
      << moments.elements << "    </TIME_ORDER>\n"
      << body
      << "    <LINGUISTIC_TYPE GRAPHIC_REFERENCES=\"false\" LINGUISTIC_TYPE_ID=\"default-lt\" "
         "TIME_ALIGNABLE=\"true\"/>\n</ANNOTATION_DOCUMENT>\n";
}

}  // namespace lull
