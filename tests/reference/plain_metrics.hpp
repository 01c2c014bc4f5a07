#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"

/// The definitions of metrics.md written down once more, slow and plain: time as one cell a grid step, no
/// searching, no sharing. Only for sessions whose times and settings are all multiples of the grid.
namespace lull::plain {

using Cells = std::vector<char>;
using Step = std::int64_t;
struct Piece {
  Step begin = 0, end = 0;
  int label = 0;
};

struct Stretch {
  Step begin = 0, end = 0;
  Cells cry, cry_labelled, voice, child;  // from the recording's start
  std::vector<Piece> units, adults, children, others;
};

struct Episode {
  Step t0 = 0, u = 0, z = 0, end = 0, cry = 0, before = 0;
  bool left = false, confirmed = false, concurrent = false, attended = false, is_cry = false;
  std::optional<Step> latency;
  int responder = -1;
  std::size_t stretch = 0;
};

inline std::vector<Piece> runs(const Cells& cells, int label = 0) {
  std::vector<Piece> all;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i]) continue;
    if (i == 0 || !cells[i - 1]) all.push_back({static_cast<Step>(i), 0, label});
    all.back().end = static_cast<Step>(i) + 1;
  }
  return all;
}

inline void paint(Cells& cells, Step begin, Step end) {
  for (Step i = begin; i < end; ++i) cells[static_cast<std::size_t>(i)] = 1;
}

/// Fills gaps below `gap` steps between filled cells.
inline Cells filled(Cells cells, Step gap) {
  const auto all = runs(cells);
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].begin - all[i - 1].end < gap) paint(cells, all[i - 1].end, all[i].begin);
  }
  return cells;
}

inline Cells without_shorter(const Cells& cells, Step shortest) {
  Cells kept(cells.size());
  for (const Piece& piece : runs(cells)) {
    if (piece.end - piece.begin >= shortest) paint(kept, piece.begin, piece.end);
  }
  return kept;
}

class Metrics {
 public:
  Metrics(const Session& session, const MetricSettings& settings, Step grid)
      : settings_(settings), grid_(grid), session_(session) {
    for (const TimeSpan& range : session.observed) add_stretch(steps(range.begin), steps(range.end));
    for (std::size_t s = 0; s < stretches.size(); ++s) add_episodes(s);
    for (const Episode& each : episodes) {
      if (!each.left) known.push_back(each);
    }
  }

  std::vector<Stretch> stretches;
  std::vector<Episode> episodes;  // all
  std::vector<Episode> known;     // E

  Step steps(Milliseconds time) const { return time.count() / grid_; }

  static bool within(const Episode& e, Step w) { return e.latency && *e.latency <= w; }
  static bool status_known(const Episode& e, Step w) {
    return within(e, w) || e.confirmed || e.z >= e.t0 + w;
  }

  std::array<int, 2> strict(Step w) const {
    std::array<int, 2> kn{};
    for (const Episode& e : known) {
      kn[0] += within(e, w);
      kn[1] += status_known(e, w);
    }
    return kn;
  }

  /// n11, n10, n01, n00 of one window; the grid divides a second.
  std::array<int, 4> table(Milliseconds window) const {
    std::array<int, 4> cells{};
    const Step second = 1000 / grid_, w = steps(window);
    for (std::size_t s = 0; s < stretches.size(); ++s) {
      for (Step from = stretches[s].begin; from + std::max(second, w) <= stretches[s].end; from += second) {
        bool cries = false, answers = false;
        for (const Episode& e : known)
          cries = cries || (e.stretch == s && e.t0 >= from && e.t0 < from + second);
        for (const Piece& a : stretches[s].adults) {
          answers = answers || (a.begin != stretches[s].begin && a.begin >= from && a.begin < from + w);
        }
        ++cells[(cries ? 0U : 2U) + (answers ? 0U : 1U)];
      }
    }
    return cells;
  }

  /// (k, n) of every shift of whole milliseconds, by moving every onset.
  std::map<std::pair<int, int>, std::int64_t> rotated(Milliseconds window) const {
    std::map<std::pair<int, int>, std::int64_t> tally;
    std::vector<std::int64_t> starts;
    std::int64_t whole = 0;
    for (const Stretch& stretch : stretches) {
      starts.push_back(whole - stretch.begin * grid_);
      whole += (stretch.end - stretch.begin) * grid_;
    }
    std::vector<std::int64_t> onsets;
    for (std::size_t s = 0; s < stretches.size(); ++s) {
      for (const Piece& a : stretches[s].adults) {
        if (a.begin != stretches[s].begin) onsets.push_back(a.begin * grid_ + starts[s]);
      }
    }
    constexpr std::int64_t hour = 3600000;
    const std::int64_t blocks = whole < 3 * hour ? 1 : whole / hour;
    std::vector<std::int64_t> edges;
    for (std::int64_t i = 0; i <= blocks; ++i) edges.push_back(i * whole / blocks);
    const auto moved = [&](std::int64_t onset, std::int64_t shift) {
      std::size_t b = 0;
      while (onset >= edges[b + 1]) ++b;
      return edges[b] + (onset - edges[b] + shift) % (edges[b + 1] - edges[b]);
    };
    for (std::int64_t shift = 60000; shift <= whole / blocks - 60000; ++shift) {
      int k = 0, n = 0;
      for (const Episode& e : known) {
        const std::int64_t t0 = e.t0 * grid_ + starts[e.stretch], end = e.end * grid_ + starts[e.stretch];
        bool hit = false;
        for (const std::int64_t onset : onsets) {
          const std::int64_t at = moved(onset, shift);
          hit = hit || (at >= t0 && at < end && at - t0 <= window.count());
        }
        k += hit;
        n += hit || e.confirmed || e.z * grid_ >= e.t0 * grid_ + window.count();
      }
      if (n > 0) ++tally[{k, n}];
    }
    return tally;
  }

  /// Transitions of states by cell, short quiet removed; the grid divides 2 s.
  std::map<std::pair<char, char>, int> transitions() const {
    std::map<std::pair<char, char>, int> counts;
    for (const Stretch& s : stretches) {
      std::string states;
      for (Step i = s.begin; i < s.end; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const int heard = s.cry[at] + s.child[at] + s.voice[at];
        states += heard > 1 ? 'O' : s.cry[at] ? 'C' : s.child[at] ? 'K' : s.voice[at] ? 'A' : 'Q';
      }
      std::string order;
      for (std::size_t i = 0; i < states.size();) {
        std::size_t end = i;
        while (end < states.size() && states[end] == states[i]) ++end;
        const bool removed = states[i] == 'Q' && static_cast<Step>(end - i) * grid_ < 2000;
        if (!removed && (order.empty() || order.back() != states[i])) order += states[i];
        i = end;
      }
      for (std::size_t i = 1; i < order.size(); ++i) ++counts[{order[i - 1], order[i]}];
    }
    return counts;
  }

  std::array<int, 2> turns() const {
    std::array<int, 2> counts{};
    for (const Stretch& s : stretches) {
      std::vector<std::array<Step, 3>> all;  // onset, offset, rank: C, K, FEM, MAL, ADU, OCH
      for (const Piece& p : s.units) all.push_back({p.begin, p.end, 0});
      for (const Piece& p : s.children) all.push_back({p.begin, p.end, 1});
      for (const Piece& p : s.adults) all.push_back({p.begin, p.end, p.label - 2});
      for (const Piece& p : s.others) all.push_back({p.begin, p.end, 5});
      std::sort(all.begin(), all.end());
      const auto adult = [](Step rank) { return rank >= 2 && rank <= 4; };
      for (std::size_t i = 1; i < all.size(); ++i) {
        const auto a = all[i - 1], b = all[i];
        if (!((a[2] == 1 && adult(b[2])) || (adult(a[2]) && b[2] == 1))) continue;
        const Step gap = (b[0] - a[1]) * grid_;
        counts[0] += gap <= 5000;
        counts[1] += gap >= 0 && gap <= 1000;
      }
    }
    return counts;
  }

 private:
  void add_stretch(Step begin, Step end) {
    Stretch s;
    s.begin = begin;
    s.end = end;
    const auto size = static_cast<std::size_t>(end);
    std::array<Cells, 7> cells;
    for (Cells& each : cells) each.assign(size, 0);
    for (const Event& event : session_.events) {
      paint(cells[static_cast<std::size_t>(event.label)], std::max(begin, steps(event.when.begin)),
            std::min(end, steps(event.when.end)));
    }
    const Step g_u = steps(settings_.g_u), d_u = steps(settings_.d_u), d_r = steps(settings_.d_r);
    for (Cells& each : cells) each = filled(each, g_u);
    Cells both(size);
    for (std::size_t i = 0; i < size; ++i) both[i] = cells[0][i] || cells[1][i];
    s.cry = without_shorter(filled(both, g_u), d_u);
    s.cry_labelled = s.child = s.voice = Cells(size);
    for (std::size_t i = 0; i < size; ++i) {
      s.cry_labelled[i] = s.cry[i] && cells[0][i];
      s.child[i] = cells[2][i] && !s.cry[i];
    }
    s.child = without_shorter(s.child, d_r);
    s.units = runs(s.cry);
    s.children = runs(s.child);
    s.others = runs(without_shorter(cells[3], d_r));
    for (int label = 4; label < 7; ++label) {
      for (const Piece& p : runs(without_shorter(cells[static_cast<std::size_t>(label)], d_r), label)) {
        s.adults.push_back(p);
        paint(s.voice, p.begin, p.end);
      }
    }
    stretches.push_back(s);
  }

  void add_episodes(std::size_t index) {
    const Stretch& s = stretches[index];
    const Step calm = steps(settings_.t_calm);
    std::vector<Episode> found;
    for (const Piece& unit : s.units) {
      if (found.empty() || unit.begin - found.back().u >= calm) {
        found.emplace_back().t0 = unit.begin;
      }
      found.back().u = unit.end;
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      Episode& e = found[i];
      e.stretch = index;
      e.z = s.end;
      e.left = e.t0 - s.begin < calm;
      e.confirmed = s.end - e.u >= calm;
      Step labelled = 0;
      for (Step t = e.t0; t < e.u; ++t) {
        e.cry += s.cry[static_cast<std::size_t>(t)];
        labelled += s.cry_labelled[static_cast<std::size_t>(t)];
      }
      e.is_cry = 100 * labelled >= 20 * e.cry;
      e.end = std::min(e.u + steps(settings_.tail), s.end);
      if (i + 1 < found.size()) e.end = std::min(e.end, found[i + 1].t0);
      answer(s, e);
      episodes.push_back(e);
    }
  }

  void answer(const Stretch& s, Episode& e) const {
    for (const Piece& a : s.adults) e.concurrent = e.concurrent || (a.begin < e.t0 && e.t0 < a.end);
    for (Step t = e.t0; t < e.end && !e.latency; ++t) {
      for (const Piece& a : s.adults) {
        if (a.begin != t || t == s.begin) continue;
        e.latency = t - e.t0;
        if (e.responder < 0 || a.label < e.responder) e.responder = a.label;
      }
    }
    for (Step t = e.t0; t < (e.latency ? e.t0 + *e.latency : e.u); ++t)
      e.before += s.cry[static_cast<std::size_t>(t)];
    if (!e.latency) return;
    for (const Piece& a : s.adults) {
      if (a.begin >= e.t0 + *e.latency && a.begin < e.end && a.end > e.u - steps(settings_.w_att))
        e.attended = true;
    }
  }

  MetricSettings settings_;
  Step grid_;
  const Session& session_;
};

}  // namespace lull::plain
