#include "lull/model/model.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <limits>

#include "support/temporary_folder.hpp"
#include "support/tiny_model.hpp"

namespace lull {
namespace {

class ModelFile : public testing::Test {
 protected:
  Model load(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    return Model::load(path_);
  }
  /// What is wrong with the file, or "accepted".
  std::string verdict(const std::string& bytes) {
    try {
      load(bytes);
    } catch (const Error& error) {
      EXPECT_EQ(error.fault(), Fault::model);
      EXPECT_EQ(error.subject(), path_.string());
      EXPECT_FALSE(error.remedy().empty());
      return error.problem();
    }
    return "accepted";
  }
  test::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_ / "model.safetensors";
  test::TinyModel tiny_;
};

TEST_F(ModelFile, SaysWhatItIs) {
  const Model model = load(tiny_.bytes());
  EXPECT_EQ(model.id(), "tiny");
  EXPECT_EQ(model.features().bands, 8);
  EXPECT_EQ(model.sha256().size(), 64u);
  EXPECT_FLOAT_EQ(model.operating_point("f1")[0].on, 0.5f);
  EXPECT_THROW(model.operating_point("best"), Error);
}

TEST_F(ModelFile, MissingIsSaid) { EXPECT_THROW(Model::load(folder_ / "nothing"), Error); }

TEST_F(ModelFile, EveryCutIsRefused) {
  const std::string whole = tiny_.bytes();
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{8}, std::size_t{100}, whole.size() - 1}) {
    EXPECT_NE(verdict(whole.substr(0, size)), "accepted") << size;
  }
}

TEST_F(ModelFile, AHugeHeaderLengthIsRefused) {
  std::string bytes = tiny_.bytes();
  const std::uint64_t huge = std::uint64_t{1} << 63;
  std::memcpy(bytes.data(), &huge, sizeof huge);
  EXPECT_EQ(verdict(bytes), "cut short, or not a model file");
}

TEST_F(ModelFile, ScalesThatAreNoNumbersAreRefused) {
  tiny_.scales[1][3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(verdict(tiny_.bytes()), "tensor second.scale holds values that are no numbers");
}

TEST_F(ModelFile, ShapesThatDoNotFitTheirLayersAreRefused) {
  tiny_.layers[1].kernel = 5;  // the weights still are those of 3 taps
  EXPECT_NE(verdict(tiny_.bytes()), "accepted");
}

TEST_F(ModelFile, PositionsBeyondTheirInputsAreRefused) {
  tiny_.layers[0].slide = 3;  // of 8 bands the last position would read the ninth
  EXPECT_EQ(verdict(tiny_.bytes()), "layer first cannot be run");
}

TEST_F(ModelFile, WeightsThatAreNoIntegersAreRefused) {
  std::string bytes = tiny_.bytes();
  bytes.replace(bytes.find("\"I8\""), 4, "\"I4\"");
  EXPECT_EQ(verdict(bytes), "tensor first.weight is neither of 32-bit floats nor of 8-bit integers");
}

TEST_F(ModelFile, SumsThatMayOverflowAreRefused) {
  tiny_.layers[0].kernel = 173;
  tiny_.weights[0].assign(2 * 173 * 3, 126);  // 519 of them make 65394, at most 65537 fit
  EXPECT_EQ(verdict(tiny_.bytes()), "accepted");
  tiny_.weights[0].assign(2 * 173 * 3, -127);
  EXPECT_EQ(verdict(tiny_.bytes()), "layer first: its sums may grow too large");
}

TEST_F(ModelFile, AShiftOutOfRangeIsRefused) {
  for (const int shift : {-31, 31, std::numeric_limits<int>::min()}) {
    tiny_.layers[1].shift = shift;
    EXPECT_EQ(verdict(tiny_.bytes()), "shift out of range");
  }
}

TEST_F(ModelFile, AnotherFormatIsRefused) {
  tiny_.format = "\\\"lull-model-9\\\"";
  EXPECT_EQ(verdict(tiny_.bytes()), "is of a format this version does not know");
}

TEST_F(ModelFile, WhatAThresholdDoesNotSayItDoesNotAsk) {
  const auto with = [&](const std::string& more) {
    test::TinyModel changed = tiny_;
    changed.thresholds.insert(changed.thresholds.find("0.3") + 3, more);
    return changed.bytes();
  };
  EXPECT_EQ(verdict(with(R"(,\"sure\":0.9,\"share_of_peak\":0.5)")), "accepted");
  EXPECT_EQ(verdict(with(R"(,\"sure\":0)")), "accepted");
  EXPECT_NE(verdict(with(R"(,\"sure\":1)")), "accepted");
  EXPECT_NE(verdict(with(R"(,\"sure\":-0.1)")), "accepted");
  EXPECT_NE(verdict(with(R"(,\"share_of_peak\":1)")), "accepted");
  EXPECT_NE(verdict(with(R"(,\"share_of_peak\":-0.1)")), "accepted");
}

TEST_F(ModelFile, ThresholdsOutOfOrderAreRefused) {
  const auto at = tiny_.thresholds.find("0.3");
  tiny_.thresholds.replace(at, 3, "0.9");
  EXPECT_NE(verdict(tiny_.bytes()), "accepted");
}

TEST_F(ModelFile, EveryByteOfTheHeaderMayBeWrongWithoutACrash) {
  const std::string whole = tiny_.bytes();
  std::uint64_t header = 0;
  std::memcpy(&header, whole.data(), sizeof header);
  for (std::size_t i = 0; i < header + 8; i += 3) {
    std::string bytes = whole;
    bytes[i] = static_cast<char>(bytes[i] ^ 0x15);
    try {
      load(bytes);  // some changes do no harm, such as one inside a name of the provenance
    } catch (const Error&) {
    }
  }
}

}  // namespace
}  // namespace lull
