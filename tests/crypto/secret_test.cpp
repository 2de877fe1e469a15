#include "crypto/secret.h"

#include <algorithm>
#include <utility>

#include <sys/resource.h>

#include <gtest/gtest.h>

namespace shoal::crypto {
namespace {

TEST(Secret, BeginsAsZerosAndHoldsWhatIsWritten) {
    Secret<32> secret;
    EXPECT_TRUE(std::ranges::all_of(secret.view(), [](Byte byte) { return byte == Byte{0}; }));
    std::ranges::fill(secret.bytes(), Byte{7});
    const Secret<32> moved = std::move(secret);
    EXPECT_TRUE(std::ranges::all_of(moved.view(), [](Byte byte) { return byte == Byte{7}; }));
}

TEST(Secret, CannotBeCopied) {
    static_assert(!std::is_copy_constructible_v<Secret<32>> && !std::is_copy_assignable_v<Secret<32>>);
    static_assert(std::is_nothrow_move_constructible_v<Secret<32>>);
}

TEST(Secret, NothingAtAllCanBeFreed) {
    free_secret(nullptr);
}

TEST(SecretDeathTest, WritingBehindTheEndIsCaught) {
    EXPECT_DEATH(
        {
            Secret<32> secret;
            auto* volatile behind = secret.bytes().data() + 32;
            *behind = Byte{1};
        },
        "");
}

TEST(SecretDeathTest, GoesOnWithoutTheLockWhenTheLimitIsUsedUp) {
    const auto with_no_locks_left = [] {
        const rlimit none{0, 0};
        if (setrlimit(RLIMIT_MEMLOCK, &none) != 0) std::_Exit(2);
        Secret<32> secret;
        secret.bytes().front() = Byte{1};
        std::_Exit(secret.view().front() == Byte{1} ? 0 : 1);
    };
    EXPECT_EXIT(with_no_locks_left(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace shoal::crypto
