#include "lull/pipeline/hands.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

namespace lull {
namespace {

TEST(Hands, WithoutAnyTheOwnerIsAlone) {
  int calls = 0;
  {
    const Hands::Offer offer(
        nullptr, [&] { ++calls; }, 3);
  }
  EXPECT_EQ(calls, 0);
}

TEST(Hands, WhoIsIdleJoinsWhatIsOffered) {
  Hands hands(2);
  std::latch joined(1);
  std::jthread idle([&] { hands.lend(); });
  {
    const Hands::Offer offer(
        &hands, [&] { joined.count_down(); }, 1);
    joined.wait();  // for ever, if nobody came
  }
  hands.lend();
}

TEST(Hands, TheEndOfAnOfferWaitsForThoseInside) {
  Hands hands(2);
  std::latch joined(1);
  std::atomic<bool> may_end{false}, ended{false};
  std::jthread idle([&] { hands.lend(); });
  std::jthread release;
  {
    const Hands::Offer offer(
        &hands,
        [&] {
          joined.count_down();
          may_end.wait(false);
          ended = true;
        },
        1);
    joined.wait();
    release = std::jthread([&] {
      may_end = true;
      may_end.notify_all();
    });
  }
  EXPECT_TRUE(ended);
  hands.lend();
}

TEST(Hands, NoMoreComeThanThereIsRoomFor) {
  Hands hands(5);
  std::atomic<int> inside{0}, most{0}, calls{0};
  std::vector<std::jthread> idle;
  for (int i = 0; i < 4; ++i) idle.emplace_back([&] { hands.lend(); });
  std::latch two(2);
  {
    const Hands::Offer offer(
        &hands,
        [&] {
          const int now = ++inside;
          for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
          }
          ++calls;
          two.arrive_and_wait();
          --inside;
        },
        2);
    two.wait();
  }
  hands.lend();
  EXPECT_EQ(most, 2);
  EXPECT_EQ(calls, 2);
}

TEST(Hands, ThoseThatNeverCameAreNotWaitedFor) {
  Hands hands(3);
  hands.leave();
  hands.leave();
  hands.lend();
}

}  // namespace
}  // namespace lull
