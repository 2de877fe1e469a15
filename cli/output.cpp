#include "cli/output.h"

#include <cerrno>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

namespace shoal::cli {
namespace {

/// Why it cannot be written; 0: it is.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t wrote = ::write(descriptor, text.data(), text.size());
        if (wrote > 0) {
            text.remove_prefix(static_cast<std::size_t>(wrote));
        } else if (errno == EAGAIN) {  // a terminal that another program set non-blocking
            pollfd ready{descriptor, POLLOUT, 0};
            ::poll(&ready, 1, 1000);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

}  // namespace

void Output::line(std::string_view text) {
    std::string whole{text};
    whole += '\n';
    write(whole);
}

void Output::lines(const std::vector<std::string>& lines) {
    constexpr std::size_t enough = 64UZ * 1024;  // what a pipe holds
    std::string whole;
    for (const auto& one : lines) {
        whole += one;
        whole += '\n';
        if (whole.size() < enough) continue;
        write(whole);
        whole.clear();
    }
    write(whole);
}

void Output::write(std::string_view whole) {
    if (error_ == 0) error_ = write_all(descriptor_, whole);
}

Talk::~Talk() {
    keep();
}

void Talk::say(std::string_view line) {
    std::string text = erase();
    text += line;
    text += '\n';
    text += draw();
    (void)write_all(terminal_.descriptor, text);
}

void Talk::show(std::vector<std::string> lines) {
    if (!terminal_.can_redraw) return;
    const std::size_t tall = terminal_.rows() - 1;
    const std::size_t wide = terminal_.columns() - 1;  // the last column wraps on some terminals
    if (lines.size() > tall) lines.resize(tall);
    for (auto& line : lines) {
        if (display_width(line) > wide) line = cut_to(line, wide) + (terminal_.has_color ? "\x1b[0m" : "");
    }
    std::string text = erase();
    live_ = std::move(lines);
    text += draw();
    (void)write_all(terminal_.descriptor, text);
}

void Talk::keep() {
    if (live_.empty()) return;
    live_.clear();
    (void)write_all(terminal_.descriptor, "\n");
}

void Talk::clear() {
    if (live_.empty()) return;
    const std::string text = erase();
    live_.clear();
    (void)write_all(terminal_.descriptor, text);
}

std::string Talk::erase() const {
    if (live_.empty()) return {};
    return live_.size() == 1 ? "\r\x1b[J" : fmt::format("\r\x1b[{}A\x1b[J", live_.size() - 1);
}

std::string Talk::draw() const {
    std::string text;
    for (std::size_t i = 0; i < live_.size(); ++i) {
        if (i > 0) text += '\n';
        text += live_[i];
    }
    return text;
}

}  // namespace shoal::cli
