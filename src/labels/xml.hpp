#pragma once
#include <istream>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace lull {

/// An XML file in memory that knows the lines of its elements. Entities that the file declares are not
/// expanded and nothing outside it is fetched. Memory: about four times the file.
class Xml {
 public:
  /// Throws Error(Fault::input) that names file and line if the file is not well-formed or its outermost
  /// element is not `root`.
  Xml(std::istream& in, std::string name, const char* root);

  pugi::xml_node root() const { return document_.document_element(); }

  /// All of it, in UTF-8.
  std::string_view text() const { return text_; }

  /// Where an element is, in bytes of the text.
  std::size_t place(const pugi::xml_node& node) const {
    const std::ptrdiff_t offset = node.offset_debug();
    return offset < 0 ? 0 : static_cast<std::size_t>(offset);
  }

  /// "line 12", and "FILE, line 12" for the subject of an error. Cost: what lies before the element.
  std::string line(const pugi::xml_node& node) const;
  std::string at(const pugi::xml_node& node) const { return name_ + ", " + line(node); }

  /// What an attribute says. Throws Error(Fault::input) named by the line if it is not there.
  std::string_view needed(const pugi::xml_node& node, const char* attribute) const;

 private:
  std::string name_, text_;
  pugi::xml_document document_;
};

/// What an attribute says, or empty text.
inline std::string_view value(const pugi::xml_node& node, const char* attribute) {
  return node.attribute(attribute).value();
}

}  // namespace lull
