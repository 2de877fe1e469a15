#pragma once
// The systemd of the user, where there is one that knows shoald. It is asked through systemctl.

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/settings.h"

namespace shoal::cli {

inline constexpr auto* service_unit = "shoald.service";

class UserService {
public:
    /// Nothing where no user manager runs (XDG_RUNTIME_DIR/systemd) or it has no unit shoald.service.
    [[nodiscard]] static std::optional<UserService> find(const Environment& environment);

    /// Whether the unit runs or is about to.
    [[nodiscard]] bool is_active() const;
    /// "start", "stop", "restart" or "reload" the unit; comes back when that is done. Error: other, with what systemctl
    /// says.
    [[nodiscard]] Result<> tell(std::string_view verb) const;

private:
    explicit UserService(std::string systemctl) : systemctl_{std::move(systemctl)} {}
    std::string systemctl_;  // path
};

/// The path of a program: beside our own, else in a folder of PATH; nothing if it is nowhere.
[[nodiscard]] std::optional<std::string> find_program(std::string_view name, const Environment& environment);

}  // namespace shoal::cli
