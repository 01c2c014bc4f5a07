#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "lull/response/evidence.hpp"

namespace lull {

/// Latency of the first response with self-quieting as a competing outcome, over episodes that are not
/// concurrent.
struct LatencyMetrics {
  PlainCount n;
  Count responded, quiet_first, censored;
  Number median_s, q25_s, q75_s;
  std::vector<Number> responded_by;          ///< F1 at each window
  std::vector<std::array<double, 3>> curve;  ///< [t, F1, F2]

  static constexpr auto fields() {
    using L = LatencyMetrics;
    return std::tuple{field("n", &L::n, "", "episodes that are not concurrent"),
                      field("responded", &L::responded, "", "answered"),
                      field("quiet_first", &L::quiet_first, "", "quiet before any answer"),
                      field("censored", &L::censored, "", "neither seen"),
                      field("median_s", &L::median_s, "s", "time by which half are answered"),
                      field("q25_s", &L::q25_s, "s", "time by which a quarter is answered"),
                      field("q75_s", &L::q75_s, "s", "time by which three quarters are answered"),
                      field("responded_by", &L::responded_by, "", "incidence of an answer by each window"),
                      field("curve", &L::curve, "", "time, incidence of an answer, of quiet first")};
  }
};

/// Responses against the same onsets rotated through the recording, for one window.
struct Chance {
  Milliseconds window_s{0};
  Number expected, excess, lift, p;
  std::optional<double> sd;
  PlainCount shifts;
  std::string_view method = "exact";

  static constexpr auto fields() {
    using C = Chance;
    return std::tuple{field("window_s", &C::window_s, "s", "response window"),
                      field("expected", &C::expected, "", "mean share under rotation"),
                      field("excess", &C::excess, "", "share less expected"),
                      field("lift", &C::lift, "", "share over expected"),
                      field("p", &C::p, "", "share of rotations that do at least as well"),
                      field("sd", &C::sd, "", "spread under rotation"),
                      field("shifts", &C::shifts, "", "rotations with a known share"),
                      field("method", &C::method, "", "exact: every whole millisecond")};
  }
};

/// Whether and when adults answer by voice. Source: metrics.md, section 4. Touch without voice is not heard.
struct ResponseMetrics {
  std::vector<Milliseconds> windows_s;
  std::vector<Proportion> strict, lenient, still_crying;
  Count concurrent, responded;
  LatencyMetrics latency;
  Number unresponsive_min_per_h;
  Count ignored;
  Number ignored_per_h;
  Proportion ignored_share;
  std::vector<Chance> chance;
  std::vector<Number> yule_q, log_odds;
  Proportion adult_presence, adult_presence_while_crying;

  static constexpr auto fields() {
    using R = ResponseMetrics;
    return std::tuple{
        field("windows_s", &R::windows_s, "s", "response windows; every list is in their order"),
        field("strict", &R::strict, "", "answered within the window"),
        field("lenient", &R::lenient, "", "the same, an adult already speaking counts at once"),
        field("still_crying", &R::still_crying, "", "the same, of those that still cry then"),
        field("concurrent", &R::concurrent, "", "episodes that begin while an adult speaks"),
        field("responded", &R::responded, "", "episodes with a response"),
        field("latency", &R::latency, "s", "time to the first response"),
        field("unresponsive_min_per_h", &R::unresponsive_min_per_h, "min/h", "crying before any response"),
        field("ignored", &R::ignored, "", "quiet without response, nobody speaking at the start"),
        field("ignored_per_h", &R::ignored_per_h, "1/h", "the same an observed hour"),
        field("ignored_share", &R::ignored_share, "", "ignored of ignored and responded"),
        field("chance", &R::chance, "", "the strict share against rotation"),
        field("yule_q", &R::yule_q, "", "association of cry onset and adult onset"),
        field("log_odds", &R::log_odds, "", "the same as log odds ratio"),
        field("adult_presence", &R::adult_presence, "", "minutes with adult voice"),
        field("adult_presence_while_crying", &R::adult_presence_while_crying, "",
              "the same of minutes with crying")};
  }
};

ResponseMetrics measure_response(const Evidence& evidence);

/// The strict share within `window` (metrics.md, section 4.1).
Proportion strict_share(const Evidence& evidence, Milliseconds window);

/// Cumulative incidence of response (1) and quiet without response (2). Source: metrics.md, section 4.2.
LatencyMetrics measure_latency(const Evidence& evidence);

/// One entry a window. Cost: sorting two numbers for each pair of an episode and an adult onset of its hour.
/// Source: metrics.md, section 4.4.
std::vector<Chance> measure_chance(const Evidence& evidence);

}  // namespace lull
