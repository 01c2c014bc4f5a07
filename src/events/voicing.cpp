#include "events/voicing.hpp"

#include <algorithm>
#include <vector>

namespace lull {
namespace {

constexpr std::size_t reach = 2;  // of the segmenter's median over 5 frames

/// Removes the first `count` values of a column, less if there are not so many.
template <class T>
void drop(std::vector<T>& column, std::size_t count) {
  column.erase(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

struct Voicing::State {
  State(const OperatingPoint& wanted, Spectra& keep) : thresholds(wanted), spectra(keep) {}

  void take(const ScoreBlock& in);
  void forget();
  void measure(std::size_t group, std::size_t row, std::size_t count);

  OperatingPoint thresholds;
  Spectra& spectra;
  // Of the frames from `next` on. `sounds` begins `reach` frames earlier, which do not exist at first.
  std::vector<float> voices, level;
  std::vector<unsigned char> sounds = std::vector<unsigned char>(reach, 0);
  std::vector<float> f0, periodicity, tilt;  // of the last block
  std::size_t handed_out = 0;                // frames at the front that the last block showed
  FrameIndex next{};
};

void Voicing::State::forget() {
  drop(voices, handed_out * voice_count);
  drop(level, handed_out);
  drop(sounds, handed_out);
  handed_out = 0;
}

void Voicing::State::take(const ScoreBlock& in) {
  const MatrixView& scores = in.data.voices;
  const auto& levels = in.data.acoustics.level_db;
  const std::size_t most = scores.rows + 2 * lanes + 2 * reach;  // less than that is ever left over
  voices.reserve(most * voice_count);
  voices.insert(voices.end(), scores.data, scores.data + scores.rows * voice_count);
  level.reserve(most);
  level.insert(level.end(), levels.begin(), levels.end());
  sounds.reserve(most);
  for (std::size_t i = 0; i < scores.rows; ++i) {
    const auto row = scores.row(i);
    bool any = false;
    for (std::size_t voice = 0; voice < voice_count; ++voice) any |= row[voice] >= thresholds[voice].off;
    sounds.push_back(any ? 1 : 0);
  }
  for (auto* column : {&f0, &periodicity, &tilt}) column->reserve(most);
}

/// Fills the rows of one group; `row` is that of its first frame, `count` how many frames of it exist.
void Voicing::State::measure(std::size_t group, std::size_t row, std::size_t count) {
  const auto first = sounds.begin() + static_cast<std::ptrdiff_t>(row);
  const std::size_t around = std::min(count + 2 * reach, sounds.size() - row);
  LateAcoustics found;
  if (std::any_of(first, first + static_cast<std::ptrdiff_t>(around), [](unsigned char is) { return is; })) {
    spectra.measure(group, found);
  }
  std::copy_n(found.f0_hz, count, f0.data() + row);
  std::copy_n(found.periodicity, count, periodicity.data() + row);
  std::copy_n(found.tilt_db, count, tilt.data() + row);
}

Voicing::Voicing(const OperatingPoint& thresholds, Spectra& keep)
    : state_(std::make_unique<State>(thresholds, keep)) {}
Voicing::Voicing(Voicing&&) noexcept = default;
Voicing& Voicing::operator=(Voicing&&) noexcept = default;
Voicing::~Voicing() = default;

ScoreBlock Voicing::push(const ScoreBlock& in) {
  State& s = *state_;
  s.forget();
  s.take(in);
  const std::size_t have = s.level.size();
  const std::size_t frames = in.last ? have : (have < reach ? 0 : (have - reach) / lanes * lanes);
  for (auto* column : {&s.f0, &s.periodicity, &s.tilt}) column->resize(frames);
  const std::size_t group = static_cast<std::size_t>(s.next.value) / lanes;
  for (std::size_t row = 0; row < frames; row += lanes) {
    s.measure(group + row / lanes, row, std::min(lanes, frames - row));
  }
  s.spectra.forget_before(group + frames / lanes);
  s.handed_out = frames;
  const std::span<const float> level(s.level);
  const ScoreBlock out{s.next,
                       {{s.voices.data(), frames, voice_count},
                        {level.first(frames), s.f0, s.periodicity, s.tilt, {}, {}, {}}},
                       in.last};
  s.next += static_cast<std::int64_t>(frames);
  return out;
}

}  // namespace lull
