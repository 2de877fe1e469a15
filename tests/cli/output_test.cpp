#include "cli/output.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace shoal::cli {
namespace {

/// A pipe; what was written to it can be read without waiting.
class Pipe {
public:
    Pipe() {
        EXPECT_EQ(::pipe2(ends_.data(), O_CLOEXEC), 0);
        ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    }
    ~Pipe() {
        close_reader();
        ::close(ends_[1]);
    }
    [[nodiscard]] int writer() const { return ends_[1]; }
    void close_reader() {
        if (ends_[0] >= 0) ::close(std::exchange(ends_[0], -1));
    }
    [[nodiscard]] std::string text() const {
        std::string out(65536, '\0');
        const ssize_t got = ::read(ends_[0], out.data(), out.size());
        out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return out;
    }

private:
    std::array<int, 2> ends_{-1, -1};
};

Terminal redrawable(int descriptor, std::size_t columns) {
    Terminal out;
    out.descriptor = descriptor;
    out.can_redraw = true;
    out.fixed_columns = columns;
    return out;
}

TEST(Output, WritesWholeLines) {
    const Pipe pipe;
    Output out{pipe.writer()};
    out.line("one");
    out.line("");
    EXPECT_EQ(pipe.text(), "one\n\n");
}

TEST(Output, IsQuietWhenNobodyReadsAnyMore) {
    (void)std::signal(SIGPIPE, SIG_IGN);
    Pipe pipe;
    Output out{pipe.writer()};
    pipe.close_reader();
    EXPECT_FALSE(out.is_lost());
    out.line("into the void");
    EXPECT_TRUE(out.is_lost());
    out.line("again");
    EXPECT_TRUE(out.is_lost());
}

TEST(Talk, ALineThatStaysIsPutAboveTheLiveBlock) {
    const Pipe pipe;
    Talk talk{redrawable(pipe.writer(), 40)};
    talk.show({"first", "second"});
    EXPECT_EQ(pipe.text(), "first\nsecond");
    talk.say("news");
    EXPECT_EQ(pipe.text(), "\r\x1b[1A\x1b[Jnews\nfirst\nsecond");
    talk.show({"only"});
    EXPECT_EQ(pipe.text(), "\r\x1b[1A\x1b[Jonly");
    talk.clear();
    EXPECT_EQ(pipe.text(), "\r\x1b[J");
    talk.clear();
    EXPECT_EQ(pipe.text(), "");
}

TEST(Talk, ALiveLineNeverWraps) {
    const Pipe pipe;
    Talk talk{redrawable(pipe.writer(), 20)};
    talk.show({std::string(100, 'x')});
    EXPECT_EQ(display_width(pipe.text()), 19U);
}

TEST(Talk, WithoutATerminalThereIsNoLiveBlock) {
    const Pipe pipe;
    Terminal plain;
    plain.descriptor = pipe.writer();
    Talk talk{plain};
    talk.show({"live"});
    talk.say("line");
    talk.clear();
    EXPECT_EQ(pipe.text(), "line\n");
}

}  // namespace
}  // namespace shoal::cli
