#include "labels/xml.hpp"

#include "labels/lines.hpp"
#include "labels/whole_text.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

std::string shown(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

Xml::Xml(std::istream& in, std::string name, const char* root)
    : name_(std::move(name)), text_(whole_text(in, name_)) {
  // The text is UTF-8 by now, whatever its first line says. A document type is skipped and with it the
  // entities that it declares.
  const pugi::xml_parse_result result =
      document_.load_buffer(text_.data(), text_.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!result) {
    throw Error(Fault::input, at_line(name_, line_of(text_, static_cast<std::size_t>(result.offset))),
                std::string("broken XML: ") + result.description(),
                "export the file again, it may be cut short");
  }
  const std::string_view found = document_.document_element().name();
  if (found != root) {
    throw Error(Fault::input, at(document_.document_element()),
                "the file is of " + shown(found) + ", not of " + shown(root),
                "name its format with --format");
  }
}

std::string Xml::line(const pugi::xml_node& node) const {
  return "line " + std::to_string(line_of(text_, place(node)));
}

std::string_view Xml::needed(const pugi::xml_node& node, const char* attribute) const {
  const pugi::xml_attribute found = node.attribute(attribute);
  if (!found) {
    throw Error(Fault::input, at(node), shown(node.name()) + " without " + shown(attribute),
                "correct or remove it");
  }
  return found.value();
}

}  // namespace lull
