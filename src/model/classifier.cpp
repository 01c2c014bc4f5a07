#include "lull/model/classifier.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/unset_floats.hpp"
#include "features/elementary.hpp"
#include "model/convolution.hpp"
#include "model/network.hpp"

namespace lull {
namespace {

constexpr auto acoustic_columns =
    std::array{&Acoustics::level_db,    &Acoustics::f0_hz, &Acoustics::periodicity, &Acoustics::tilt_db,
               &Acoustics::centroid_hz, &Acoustics::flux,  &Acoustics::flatness};

/// Holds the acoustics back until the scores of their frames are there.
class Companions {
 public:
  void push(const Acoustics& in) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto& from = in.*acoustic_columns[i];
      if (from.empty() && columns_[i].empty()) continue;  // a column that does not come
      columns_[i].erase(columns_[i].begin(), columns_[i].begin() + static_cast<std::ptrdiff_t>(handed_out_));
      columns_[i].insert(columns_[i].end(), from.begin(), from.end());
    }
    handed_out_ = 0;
  }
  Acoustics take(std::size_t frames) {
    Acoustics out;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      out.*acoustic_columns[i] = {columns_[i].data(), std::min(frames, columns_[i].size())};
    }
    handed_out_ = frames;
    return out;
  }

 private:
  std::array<std::vector<float>, acoustic_columns.size()> columns_;
  std::size_t handed_out_ = 0;  // frames at the front that the last block showed
};

}  // namespace

struct Classifier::State {
  explicit State(const Model::Network& wanted) : network(&wanted) {
    for (const ConvolutionPlan& plan : network->layers) layers.emplace_back(plan);
  }
  const Model::Network* network;
  std::vector<Convolution> layers;
  Companions companions;
  UnsetFloats input, scores;
  std::size_t seen = 0;
  FrameIndex next{};
};

Classifier::Classifier(const Model& model) : state_(std::make_unique<State>(model.network())) {}
Classifier::Classifier(Classifier&&) noexcept = default;
Classifier& Classifier::operator=(Classifier&&) noexcept = default;
Classifier::~Classifier() = default;

ScoreBlock Classifier::push(const FeatureBlock& in) {
  State& s = *state_;
  const MatrixView& bands = in.data.bands;
  s.seen += bands.rows;
  s.companions.push(in.data.acoustics);
  s.input.resize(bands.rows * bands.cols);
  for (std::size_t i = 0; i < bands.rows; ++i) {
    for (std::size_t band = 0; band < bands.cols; ++band) {
      const std::size_t at = i * bands.cols + band;
      s.input[at] = (bands.data[at] - s.network->offset[band]) * s.network->scale[band];
    }
  }
  MatrixView rows{s.input.data(), bands.rows, bands.cols};
  for (Convolution& layer : s.layers) rows = layer.push(rows, in.last);

  // A row of the last layer holds `subframes` frames of voices one after the other: as a table of frames it
  // is already in order. The last row may reach beyond the recording.
  std::size_t frames = rows.rows * s.network->subframes;
  frames = std::min(frames, s.seen - static_cast<std::size_t>(s.next.value));
  s.scores.resize(frames * voice_count);
  std::transform(rows.data, rows.data + s.scores.size(), s.scores.begin(), sigmoid);

  const ScoreBlock out{s.next, {{s.scores.data(), frames, voice_count}, s.companions.take(frames)}, in.last};
  s.next += static_cast<std::int64_t>(frames);
  return out;
}

}  // namespace lull
