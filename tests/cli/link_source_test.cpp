#include "cli/link_source.h"

#include <array>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/magnet.h"

namespace shoal::cli {
namespace {

/// A descriptor from which `text` can be read.
class Input {
public:
    explicit Input(const std::string& text) {
        EXPECT_EQ(::pipe(ends_.data()), 0);
        EXPECT_EQ(::write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
        ::close(ends_[1]);
    }
    ~Input() { ::close(ends_[0]); }
    [[nodiscard]] int descriptor() const { return ends_[0]; }

private:
    std::array<int, 2> ends_{};
};

std::optional<std::string> nothing(std::string_view) {
    return std::nullopt;
}

std::optional<std::string> with_link(std::string_view name) {
    return name == "SHOAL_LINK" ? std::optional<std::string>{" shoal:benv\n"} : std::nullopt;
}

TEST(LinkSource, TheArgumentGoesBeforeTheEnvironment) {
    EXPECT_EQ(find_link("shoal:barg", with_link, -1).value(), "shoal:barg");
}

TEST(LinkSource, TheEnvironmentIsAskedOnlyWithoutAnArgument) {
    EXPECT_EQ(find_link(std::nullopt, with_link, -1).value(), "shoal:benv");
}

TEST(LinkSource, ADashReadsOneLineOfStdin) {
    const Input input{"  shoal:bin \r\nmore"};
    EXPECT_EQ(find_link("-", with_link, input.descriptor()).value(), "shoal:bin");
}

TEST(LinkSource, NoLinkAnywhereIsWrongUsage) {
    EXPECT_EQ(find_link(std::nullopt, nothing, -1).error().code, Errc::usage);
    EXPECT_EQ(find_link("  ", nothing, -1).error().code, Errc::usage);
    const Input empty{""};
    EXPECT_EQ(find_link("-", nothing, empty.descriptor()).error().code, Errc::usage);
}

TEST(LinkSource, StdinIsNotReadWithoutEnd) {
    const Input flood{std::string(max_link_bytes + 100, 'x')};
    EXPECT_EQ(find_link("-", nothing, flood.descriptor()).error().code, Errc::malformed);
}

}  // namespace
}  // namespace shoal::cli
