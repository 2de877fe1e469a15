#pragma once
// A link as a QR code made of text, for a camera that looks at the terminal. libqrencode stays behind the .cpp.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace shoal::cli {

/// A square of modules.
struct QrCode {
    std::size_t width = 0;
    std::vector<bool> dark;  ///< row by row

    [[nodiscard]] bool is_dark(std::size_t x, std::size_t y) const {
        return x < width && y < width && dark[y * width + x];
    }
};

/// Whether this program can make them (SHOAL_WITH_QR).
[[nodiscard]] bool has_qr_codes();

/// Of a text as it stands. Errors: unsupported (not compiled in), limit (too long for any code).
[[nodiscard]] Result<QrCode> qr_code_of(std::string_view text);

/// Of a link in its short form ("shoal:b..."): in upper case, which a camera reads as the same link and which takes the
/// smallest code. Secret, like the link.
[[nodiscard]] Result<QrCode> qr_code_of_link(std::string_view short_form);

/// Two rows of modules a line, with the quiet zone that a camera needs. With colours it is black on white on every
/// terminal. Without, light modules are drawn and dark ones left out: as a terminal with a dark ground shows it.
[[nodiscard]] std::vector<std::string> draw_qr_code(const QrCode& code, bool has_color);

}  // namespace shoal::cli
