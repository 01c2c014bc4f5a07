#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <vector>

#include "lull/audio/reader.hpp"
#include "lull/audio/resampler.hpp"
#include "lull/model/classifier.hpp"
#include "pipeline/coarse_meter.hpp"
#include "pipeline/read_ahead.hpp"

namespace lull {

/// A recording on its way from the reader to its scores, which several threads can walk together.
///
/// Each thread in turn takes the reader, reads a slab of samples, lets go of the reader and makes scores of
/// the slab; the slabs' scores are handed to the sink in order, whoever is first. What a frame's scores are
/// does not depend on where a slab begins: frames lie on one grid, the groups of 16 and the model's strides
/// begin at multiples of `step_`, and a thread that does not go on from its own last slab starts so much
/// earlier that all the context of its first frame is there. So the sink sees the same numbers for any number
/// of threads and any length of slab.
///
/// A thread that works alone reads block by block and goes on where it was: nothing is computed twice.
/// Several read slabs, and compute `left_` and about as many frames behind each of them twice. Who waits for
/// the samples decodes ahead for the one that resamples them, where anybody does.
/// Memory: a block a thread where it is alone, else a slab, the scores of a few slabs and, where samples are
/// resampled, ReadAhead::room of them.
class Scoring {
 public:
  using Sink = std::function<void(const ScoreBlock&)>;

  /// What the scores are made with, shared by all recordings; all of it must outlive the Scoring.
  struct Tools {
    const Model& model;
    const FramePlan& frames;
    const OperatingPoint& thresholds;
  };

  /// reader: must outlive this, and nobody else may read. sink: called by one thread at a time, with blocks
  /// that follow each other; the final one, which may be empty, has `last`.
  /// slab: frames that are read at once where several threads work.
  Scoring(const Tools& tools, AudioReader& reader, Sink sink, std::size_t slab = usual_slab);

  /// Takes slabs until none is left; for any number of threads at a time.
  void work() noexcept;

  /// Throws what any thread met: what AudioReader::read throws, or std::bad_alloc. To be called when all
  /// threads are out of `work`.
  void finish() const;

  /// The coarse spectrum of the whole recording; to be called once, after `finish`.
  CoarseSpectrum take_spectrum();

  /// 82 s. What two neighbours both compute is 5 % of it; a thread holds 5 MiB of samples.
  static constexpr std::size_t usual_slab = 8192;

 private:
  class Chain;
  struct Slab;

  /// The scores of a slab; the first frames may be some that the slab before gave too.
  struct Strip {
    void reserve(std::size_t frames);
    void add(const ScoreBlock& scores);
    std::int64_t end() const { return first + static_cast<std::int64_t>(level.size()); }
    /// All but the first `skip` frames.
    ScoreBlock without(std::size_t skip) const;

    std::int64_t first = 0;
    std::vector<float> voices, level, f0, periodicity, tilt;
    CoarseMeter::Seconds coarse;
    bool last = false;
  };

  bool take(Slab& slab);
  void read(Slab& slab);
  void keep_tail(std::span<const float> fresh);
  void join_seconds(const CoarseMeter::Seconds& more);
  void hand_in(std::size_t number, Strip&& strip);
  void fail(std::exception_ptr cause);
  std::int64_t whole_frames(std::int64_t samples) const;

  const Tools tools_;
  const Sink sink_;
  const std::int64_t slab_, window_, hop_;
  std::int64_t step_ = 0;   // frames at whose multiples a thread may start
  std::int64_t right_ = 0;  // frames at most that the chain holds back of those whose samples are there
  std::int64_t left_ = 0;   // frames before the first whose scores are right, of a chain that starts anew

  std::atomic<int> workers_{0};

  std::mutex reading_;  // for what follows
  std::condition_variable tail_grew_;
  ReadAhead ahead_;
  const bool resamples_;
  Resampler resampler_;
  std::int64_t read_ = 0;    // samples
  std::int64_t start_ = 0;   // frame at which a new chain would start now
  std::vector<float> tail_;  // samples up to `read_`, from those of `start_` on, if there are several threads
  std::int64_t tail_at_ = 0;  // position of the first of them
  std::size_t taken_ = 0;     // slabs
  bool ended_ = false;

  std::mutex joining_;  // for what follows
  std::condition_variable joined_one_;
  std::map<std::size_t, Strip> waiting_;  // for those before them
  std::size_t due_ = 0;                   // slab that is joined next
  std::int64_t joined_ = 0;               // frames
  std::vector<CoarseSpectrum::Second> seconds_;
  std::exception_ptr failure_;
};

}  // namespace lull
