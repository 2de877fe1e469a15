#include "cli/full_screen.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include "core/os_error.h"

namespace shoal::cli {
namespace {

// The alternate screen, without cursor and without wrapping; and back.
constexpr std::string_view enter = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr std::string_view leave = "\x1b[?7h\x1b[?25h\x1b[?1049l";

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t wrote = ::write(descriptor, text.data(), text.size());
        if (wrote > 0)
            text.remove_prefix(static_cast<std::size_t>(wrote));
        else if (errno != EINTR)
            return false;
    }
    return true;
}

/// The keys that are known behind "ESC [" or "ESC O".
Key key_of(std::string_view sequence) {
    static constexpr std::array<std::pair<std::string_view, Key>, 10> known{{{"A", Key::up},
                                                                             {"B", Key::down},
                                                                             {"H", Key::home},
                                                                             {"F", Key::end},
                                                                             {"1~", Key::home},
                                                                             {"4~", Key::end},
                                                                             {"5~", Key::page_up},
                                                                             {"6~", Key::page_down},
                                                                             {"7~", Key::home},
                                                                             {"8~", Key::end}}};
    for (const auto& [text, key] : known) {
        if (text == sequence) return key;
    }
    return Key::other;
}

/// How long the escape sequence is that `sent` begins with, ESC included.
std::size_t sequence_bytes(std::string_view sent) {
    if (sent.size() < 2) return 1;
    if (sent[1] == 'O') return std::min<std::size_t>(3, sent.size());
    if (sent[1] != '[') return 2;
    std::size_t end = 2;
    while (end < sent.size() && (sent[end] < '@' || sent[end] > '~')) ++end;
    return std::min(end + 1, sent.size());
}

}  // namespace

std::vector<KeyPress> key_presses(std::string_view sent) {
    std::vector<KeyPress> out;
    while (!sent.empty()) {
        if (sent[0] == '\x1b') {
            const auto bytes = sequence_bytes(sent);
            out.push_back({bytes > 2 ? key_of(sent.substr(2, bytes - 2)) : Key::other, 0});
            sent.remove_prefix(bytes);
        } else {
            const bool is_shown = sent[0] >= ' ' && sent[0] <= '~';
            out.push_back({is_shown ? Key::character : Key::other, is_shown ? sent[0] : '\0'});
            sent.remove_prefix(1);
        }
    }
    return out;
}

Result<std::unique_ptr<FullScreen>> FullScreen::open(UvWorld& loop, const Terminal& terminal, OnKey on_key,
                                                     std::function<void()> on_resize) {
    if (!terminal.can_redraw) return fail(Errc::usage, "this needs a terminal that can move its cursor");
    Descriptor keys{::open("/dev/tty", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
    termios before{};
    if (!keys || ::tcgetattr(keys.get(), &before) != 0)
        return fail(Errc::usage, "this needs a terminal to read keys from");
    std::unique_ptr<FullScreen> screen{new FullScreen{terminal, std::move(keys), before}};
    auto* self = screen.get();
    auto watch = loop.watch(self->keys_.get(), {.to_read = true, .to_write = false},
                            [self, on_key = std::move(on_key)](Readiness) { self->read_keys(on_key); });
    if (!watch) return std::unexpected{std::move(watch).error()};
    self->watch_ = std::move(*watch);
    self->resized_ = loop.on_signal(SIGWINCH, [on_resize = std::move(on_resize)](int) { on_resize(); });
    return screen;
}

FullScreen::FullScreen(const Terminal& terminal, Descriptor keys, const termios& before)
    : terminal_{terminal}, keys_{std::move(keys)}, before_{before} {
    termios raw = before;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    raw.c_cc[VSUSP] = _POSIX_VDISABLE;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    (void)::tcsetattr(keys_.get(), TCSAFLUSH, &raw);
    lost_ = !write_all(terminal_.descriptor, enter);
}

FullScreen::~FullScreen() {
    (void)write_all(terminal_.descriptor, leave);
    (void)::tcsetattr(keys_.get(), TCSAFLUSH, &before_);
}

void FullScreen::read_keys(const OnKey& on_key) {
    std::array<char, 256> part{};
    const ssize_t got = uninterrupted([&] { return ::read(keys_.get(), part.data(), part.size()); });
    if (got <= 0) {
        lost_ = lost_ || got == 0 || errno != EAGAIN;
        if (lost_) watch_->want({});
        return;
    }
    for (const auto& press : key_presses({part.data(), static_cast<std::size_t>(got)})) on_key(press);
}

void FullScreen::show(const std::vector<std::string>& lines) {
    std::string frame = "\x1b[H";
    // Each line is emptied before it is written: behind a full one the cursor still stands on its last column.
    for (std::size_t i = 0; i < lines.size(); ++i) frame += (i == 0 ? "\x1b[K" : "\r\n\x1b[K") + lines[i];
    lost_ = lost_ || !write_all(terminal_.descriptor, frame);
}

}  // namespace shoal::cli
