#pragma once
#include <chrono>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "lull/core/error.hpp"
#include "lull/core/units.hpp"

namespace lull {

/// One member of a described struct: what flags, help, range checks, columns and JSON keys are derived from.
template <class Owner, class Member>
struct Field {
  using member_type = Member;
  std::string_view name;  ///< key in files and, with dashes for underscores, the flag
  Member Owner::*member;
  std::string_view unit;                                  ///< empty for bare counts and text
  std::string_view help;                                  ///< one sentence without a full stop
  double low = -std::numeric_limits<double>::infinity();  ///< allowed range, both ends in, in `unit`
  double high = std::numeric_limits<double>::infinity();
};

namespace detail {
template <class T>
struct IsDuration : std::false_type {};
template <class Rep, class Period>
struct IsDuration<std::chrono::duration<Rep, Period>> : std::true_type {};
}  // namespace detail

/// A std::chrono duration of any kind.
template <class T>
concept Duration = detail::IsDuration<T>::value;

/// A value as a plain number in its base unit (durations in seconds), for range checks and text.
template <class T>
constexpr double as_number(const T& value) {
  if constexpr (Duration<T>) {
    return std::chrono::duration_cast<Seconds>(value).count();
  } else if constexpr (std::same_as<T, Hertz>) {
    return value.value;
  } else {
    return static_cast<double>(value);
  }
}

template <class Owner, class Member>
constexpr Field<Owner, Member> field(std::string_view name, Member Owner::*member, std::string_view unit,
                                     std::string_view help) {
  return {name, member, unit, help};
}

template <class Owner, class Member, class Low, class High>
constexpr Field<Owner, Member> field(std::string_view name, Member Owner::*member, std::string_view unit,
                                     std::string_view help, Low low, High high) {
  return {name, member, unit, help, as_number(low), as_number(high)};
}

/// A struct that lists its fields once: `static constexpr auto fields() { return std::tuple{field(...), ...};
/// }`.
template <class T>
concept Described = requires {
  T::fields();
};

namespace detail {
/// Made once, not for each object.
template <Described T>
inline constexpr auto fields_of = T::fields();
}  // namespace detail

/// Calls `visit(field, value)` for every described member of `object`, in order.
template <class Object, class Visit>
requires Described<std::remove_const_t<Object>>
constexpr void for_each_field(Object& object, Visit&& visit) {
  std::apply([&](const auto&... each) { (visit(each, object.*(each.member)), ...); },
             detail::fields_of<std::remove_const_t<Object>>);
}

/// Throws Error(Fault::usage) that names the first field outside its range.
/// Members that are no plain numbers or durations (text, lists) have no range.
template <Described T>
void check(const T& options) {
  for_each_field(options, [](const auto& each, const auto& value) {
    using Value = std::remove_cvref_t<decltype(value)>;
    if constexpr (Duration<Value> || std::is_arithmetic_v<Value> || std::same_as<Value, Hertz>) {
      const double number = as_number(value);
      if (!(number >= each.low && number <= each.high)) {
        throw Error(Fault::usage, std::string(each.name), "out of range",
                    "give " + std::to_string(each.low) + " to " + std::to_string(each.high) + " " +
                        std::string(each.unit));
      }
    }
  });
}

}  // namespace lull
