#pragma once
#include <string>
#include <string_view>
#include <type_traits>

#include "lull/core/fields.hpp"

namespace lull {

/// What PRAGMA user_version says: raised whenever a table or view changes its meaning or loses a column.
inline constexpr int database_version = 2;

/// What PRAGMA application_id says: "lull".
inline constexpr int application_id = 0x6c756c6c;

/// The SQL type of a described member: what is no text is a number or a truth value.
template <class Member>
constexpr std::string_view sql_type() {
  if constexpr (requires { typename Member::value_type; } && !std::is_same_v<Member, std::string>) {
    return sql_type<typename Member::value_type>();  // of an optional
  } else if constexpr (std::is_same_v<Member, std::string>) {
    return "TEXT";
  } else if constexpr (std::is_integral_v<Member>) {
    return "INTEGER";
  } else {
    return "REAL";
  }
}

/// The columns of a described struct, one a line; class_ and its like by their names in files.
template <Described Row>
std::string sql_columns() {
  std::string columns;
  std::apply(
      [&](const auto&... each) {
        const auto add = [&]<class F>(const F& field_of_row) {
          using Member = typename F::member_type;
          columns += "  \"" + std::string(field_of_row.name) + "\" " + std::string(sql_type<Member>());
          if constexpr (!requires { typename Member::value_type; } || std::is_same_v<Member, std::string>) {
            columns += " NOT NULL";
          }
          columns += ",\n";
        };
        (add(each), ...);
      },
      Row::fields());
  return columns;
}

/// The statements that make tables, indexes and views.
std::string schema_sql();

}  // namespace lull
