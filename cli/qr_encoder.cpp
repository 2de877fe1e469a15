// The half of cli/qr_code.h that knows libqrencode.

#include <cerrno>
#include <memory>

#include <qrencode.h>

#include "cli/qr_code.h"

namespace shoal::cli {

bool has_qr_codes() {
    return true;
}

Result<QrCode> qr_code_of(std::string_view text) {
    if (text.empty() || text.find('\0') != std::string_view::npos) return fail(Errc::usage, "no text for a QR code");
    // The lowest level of correction gives the smallest code; a screen has neither dirt nor scratches.
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made{
        QRcode_encodeString(std::string{text}.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, /*casesensitive=*/1), &QRcode_free};
    if (!made) {
        if (errno == ERANGE) return fail(Errc::limit, "this is too long for a QR code");
        return fail(Errc::other, "no memory for a QR code");
    }
    QrCode out;
    out.width = static_cast<std::size_t>(made->width);
    for (std::size_t i = 0; i < out.width * out.width; ++i) out.dark.push_back((made->data[i] & 1U) != 0);
    return out;
}

}  // namespace shoal::cli
