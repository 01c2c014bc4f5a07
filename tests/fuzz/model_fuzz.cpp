#include "fuzz/fuzz.hpp"
#include "lull/model/classifier.hpp"
#include "support/tiny_model.hpp"

namespace lull::fuzz {

std::vector<std::string> seeds() { return {test::TinyModel().bytes()}; }

// A model that is accepted must also run.
void consume(std::string_view bytes) {
  const MemoryFile file(bytes);
  const Model model = Model::load(file.path());
  const FramePlan plan(model.features());
  Frames frames(plan);
  Classifier classifier(model);
  const std::vector<float> sound(2000, 0.1f);
  classifier.push(frames.push({.first = {}, .data = sound, .last = true}));
}

}  // namespace lull::fuzz
