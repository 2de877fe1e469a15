// The half of cli/qr_code.h that knows libqrencode, where it is not compiled in.

#include "cli/qr_code.h"

namespace shoal::cli {

bool has_qr_codes() {
    return false;
}

Result<QrCode> qr_code_of(std::string_view) {
    return fail(Errc::unsupported, "this shoal was built without QR codes (SHOAL_WITH_QR)");
}

}  // namespace shoal::cli
