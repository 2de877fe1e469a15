#pragma once
// The two mouths of a command: stdout is data, stderr is talk.

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"

namespace shoal::cli {

/// Writes whole lines of data. When they cannot be written (EPIPE: the reader has gone) it stays quiet from there on.
class Output {
public:
    explicit Output(int descriptor) : descriptor_{descriptor} {}
    void line(std::string_view text);
    /// Many lines at once: one system call for a screenful or a thousand.
    void lines(const std::vector<std::string>& lines);
    [[nodiscard]] bool is_lost() const { return error_ != 0; }
    /// The system's number for why it is lost; 0: it is not.
    [[nodiscard]] int error() const { return error_; }

private:
    void write(std::string_view whole);

    int descriptor_;
    int error_ = 0;
};

/// Lines for a person, and on a terminal a live block of lines below them that is redrawn in place.
class Talk {
public:
    explicit Talk(Terminal terminal) : terminal_{terminal} {}
    ~Talk();
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    [[nodiscard]] const Terminal& terminal() const { return terminal_; }

    /// A line that stays, above the live block.
    void say(std::string_view line);
    /// Replaces the live block; nothing happens where nothing can be redrawn. Lines are cut to the width, the
    /// block to the height.
    void show(std::vector<std::string> lines);
    /// Leaves the live block standing and begins anew below it.
    void keep();
    /// Takes the live block away.
    void clear();

private:
    [[nodiscard]] std::string erase() const;
    [[nodiscard]] std::string draw() const;

    Terminal terminal_;
    std::vector<std::string> live_;
};

}  // namespace shoal::cli
