#pragma once
#include <cmath>
#include <cstddef>
#include <vector>

#include "lull/audio/resampler.hpp"
#include "lull/events/segmenter.hpp"
#include "lull/features/feature_rows.hpp"
#include "lull/features/frames.hpp"
#include "lull/model/classifier.hpp"

/// What the contract suite needs to know of each kind of block: how to cut one out of a whole recording, and
/// how to put what came out together again as plain numbers.
namespace lull::test {

/// A recording as one kind of block, held whole.
struct WholeSamples {
  std::vector<float> samples;
  std::size_t size() const { return samples.size(); }
  SampleBlock cut(std::size_t begin, std::size_t end, bool last) const {
    return {SampleIndex{static_cast<std::int64_t>(begin)}, {samples.data() + begin, end - begin}, last};
  }
};

/// Rows of a matrix with acoustics beside them.
struct WholeRows {
  std::vector<float> values;
  std::size_t width = 1;
  std::vector<float> column;  // serves as every acoustic column
  std::size_t size() const { return column.size(); }
  MatrixView rows(std::size_t begin, std::size_t end) const {
    return {values.data() + begin * width, end - begin, width};
  }
  Acoustics acoustics(std::size_t begin, std::size_t end) const {
    const std::span<const float> part(column.data() + begin, end - begin);
    return {part, part, part, part, part, part, part};
  }
};
struct WholeFeatures : WholeRows {
  FeatureBlock cut(std::size_t begin, std::size_t end, bool last) const {
    return {FrameIndex{static_cast<std::int64_t>(begin)}, {rows(begin, end), acoustics(begin, end)}, last};
  }
};
struct WholeScores : WholeRows {
  ScoreBlock cut(std::size_t begin, std::size_t end, bool last) const {
    return {FrameIndex{static_cast<std::int64_t>(begin)}, {rows(begin, end), acoustics(begin, end)}, last};
  }
};

/// Output of a stage, joined: every number it gave, in order, and where it said the blocks begin.
struct Joined {
  std::vector<double> numbers;
  bool positions_follow = true;
  bool ended = false;
  std::int64_t next = 0;

  void take(const SampleBlock& block) {
    at(block.first.value, block.data.size());
    for (const float x : block.data) numbers.push_back(static_cast<double>(x));
    ended = block.last;
  }
  void take(const FeatureBlock& block) {
    at(block.first.value, block.data.bands.rows);
    rows(block.data.bands, block.data.acoustics);
    ended = block.last;
  }
  void take(const FeatureRows& block) {
    at(block.first.value, block.data.rows);
    for (std::size_t i = 0; i < block.data.rows; ++i) {
      // What is absent must be so everywhere, and NaN is not itself.
      for (const float x : block.data.row(i))
        numbers.push_back(std::isnan(x) ? -1e9 : static_cast<double>(x));
    }
    ended = block.last;
  }
  void take(const ScoreBlock& block) {
    at(block.first.value, block.data.voices.rows);
    rows(block.data.voices, block.data.acoustics);
    ended = block.last;
  }
  void take(const EventBlock& block) {
    for (const Event& event : block.data) {
      numbers.push_back(static_cast<double>(event.label));
      numbers.push_back(static_cast<double>(event.when.begin.count()));
      numbers.push_back(static_cast<double>(event.when.end.count()));
      numbers.push_back(static_cast<double>(*event.confidence));
      numbers.push_back(static_cast<double>(event.sound->level_dbfs));
    }
    ended = block.last;
  }

 private:
  void at(std::int64_t first, std::size_t count) {
    positions_follow = positions_follow && (count == 0 || first == next);
    next += static_cast<std::int64_t>(count);
  }
  void rows(const MatrixView& matrix, const Acoustics& acoustics) {
    for (std::size_t i = 0; i < matrix.rows; ++i) {
      for (const float x : matrix.row(i)) numbers.push_back(static_cast<double>(x));
      for (const auto& column :
           {acoustics.level_db, acoustics.f0_hz, acoustics.periodicity, acoustics.tilt_db,
            acoustics.centroid_hz, acoustics.flux, acoustics.flatness}) {
        if (!column.empty()) numbers.push_back(static_cast<double>(column[i]));
      }
    }
  }
};

}  // namespace lull::test
