#pragma once
// The whole terminal for one program, with its keys; given back as it was, whatever ends it.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <termios.h>

#include "cli/terminal.h"
#include "core/descriptor.h"
#include "core/result.h"
#include "core/uv_world.h"

namespace shoal::cli {

enum class Key : std::uint8_t { other, up, down, page_up, page_down, home, end, character };

struct KeyPress {
    Key key = Key::other;
    char character = 0;  ///< of Key::character: printable ASCII

    friend bool operator==(const KeyPress&, const KeyPress&) = default;
};

/// What a terminal sends for keys; an escape sequence that is not known is one `other`. A sequence that is cut off at
/// the end counts as other, too: terminals send each in one piece.
[[nodiscard]] std::vector<KeyPress> key_presses(std::string_view sent);

class FullScreen {
public:
    using OnKey = std::function<void(KeyPress)>;

    /// Takes the terminal over. `on_key` for each key, `on_resize` when the window has another size. Ctrl-C goes on to
    /// be a signal; Ctrl-Z does nothing. Error: usage (the terminal cannot do that).
    [[nodiscard]] static Result<std::unique_ptr<FullScreen>> open(UvWorld& loop, const Terminal& terminal, OnKey on_key,
                                                                  std::function<void()> on_resize);
    ~FullScreen();
    FullScreen(const FullScreen&) = delete;
    FullScreen& operator=(const FullScreen&) = delete;

    /// Replaces everything that is shown.
    void show(const std::vector<std::string>& lines);
    /// The terminal went away.
    [[nodiscard]] bool is_lost() const { return lost_; }

private:
    FullScreen(const Terminal& terminal, Descriptor keys, const termios& before);
    void read_keys(const OnKey& on_key);

    Terminal terminal_;
    Descriptor keys_;  // the terminal, opened once more: what the shell has of it stays as it is
    termios before_;
    bool lost_ = false;
    std::unique_ptr<Watch> watch_;
    std::unique_ptr<Timer> resized_;
};

}  // namespace shoal::cli
