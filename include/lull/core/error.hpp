#pragma once
#include <stdexcept>
#include <string>

namespace lull {

/// What kind of thing cannot be used; decides the exit status.
enum class Fault {
  input,   ///< this recording or annotation; the batch goes on without it
  output,  ///< nothing more can be written
  usage,   ///< an option, a setting or how the program was called
  model,   ///< the model file
};

/// One recording, model or option cannot be used: what it is about, what is wrong, what to do about it.
class Error : public std::runtime_error {
 public:
  Error(Fault fault, std::string subject, std::string problem, std::string remedy = {})
      : std::runtime_error(subject + ": " + problem + (remedy.empty() ? "" : "; " + remedy)),
        fault_(fault),
        subject_(std::move(subject)),
        problem_(std::move(problem)),
        remedy_(std::move(remedy)) {}
  Fault fault() const { return fault_; }
  const std::string& subject() const { return subject_; }
  const std::string& problem() const { return problem_; }
  const std::string& remedy() const { return remedy_; }

 private:
  Fault fault_;
  std::string subject_, problem_, remedy_;
};

}  // namespace lull
