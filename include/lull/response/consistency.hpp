#pragma once
#include "lull/response/evidence.hpp"

namespace lull {

/// How alike the answers are. Source: metrics.md, section 7.
struct ConsistencyMetrics {
  Number latency_sd_log, latency_mad_s, response_entropy, overdispersion, entropy_rate_bits;

  static constexpr auto fields() {
    using C = ConsistencyMetrics;
    return std::tuple{
        field("latency_sd_log", &C::latency_sd_log, "", "spread of log latency"),
        field("latency_mad_s", &C::latency_mad_s, "s", "median deviation of latency"),
        field("response_entropy", &C::response_entropy, "",
              "0: always the same answer, or never; 1: any alike"),
        field("overdispersion", &C::overdispersion, "", "spread between hours over that of chance"),
        field("entropy_rate_bits", &C::entropy_rate_bits, "bit", "of who is heard after whom; at most 2")};
  }
};

ConsistencyMetrics measure_consistency(const Evidence& evidence);

/// Bits a transition between crying, child, adult, several, quiet; metrics.md, section 7.
Number entropy_rate(const Evidence& evidence);

}  // namespace lull
