// Settings from a file and from single values: a mistake changes nothing and is told in one readable line; what is
// accepted is within the promises of core/settings.h.

#include "core/log.h"
#include "core/settings.h"
#include "tests/fuzz/errors.h"

namespace {

using namespace shoal;

Settings initial() {
    Settings settings;
    settings.data_dir = "/data";
    settings.control = "/data/control.sock";
    settings.download_dir = "/down";
    return settings;
}

auto fields(const Settings& s) {
    return std::tie(s.data_dir, s.listen, s.bootstrap, s.peers, s.lan, s.limit_up, s.limit_down, s.log_level,
                    s.log_format, s.control, s.download_dir, s.hook_completed, s.hook_time_limit, s.hooks_at_once,
                    s.sandbox, s.sandbox_roots);
}

void check_valid(const Settings& settings) {
    for (const auto* path : {&settings.data_dir, &settings.control, &settings.download_dir}) {
        FUZZ_CHECK(path->starts_with('/') && path->find('\0') == std::string::npos);
        FUZZ_CHECK(path->size() == 1 || !path->ends_with('/'));
    }
    FUZZ_CHECK(settings.control.size() <= 107);
    for (const auto* list : {&settings.listen, &settings.bootstrap, &settings.peers}) FUZZ_CHECK(list->size() <= 256);
    FUZZ_CHECK(parse_log_filter(settings.log_level).has_value());
    for (const auto* list : {&settings.hook_completed, &settings.sandbox_roots}) FUZZ_CHECK(list->size() <= 256);
    FUZZ_CHECK(settings.hook_completed.empty() || settings.hook_completed.front().starts_with('/'));
    for (const auto& root : settings.sandbox_roots) FUZZ_CHECK(root.starts_with('/'));
    FUZZ_CHECK(settings.hook_time_limit > 0 && settings.hooks_at_once > 0);
}

void check_toml(std::string_view text) {
    Settings settings = initial();
    const auto applied = apply_toml(settings, text, "file.toml");
    if (!applied) {
        fuzz::check_error(applied.error(), {Errc::configuration});
        FUZZ_CHECK(applied.error().what.starts_with("file.toml:"));
        FUZZ_CHECK(fields(settings) == fields(initial()));
        return;
    }
    check_valid(settings);
    Settings twice = settings;
    FUZZ_CHECK(apply_toml(twice, text, "file.toml").has_value());
    FUZZ_CHECK(fields(twice) == fields(settings));
}

void check_value(std::string_view key, std::string_view value) {
    Settings settings = initial();
    const auto applied = apply_value(settings, key, value);
    if (!applied) {
        fuzz::check_error(applied.error(), {Errc::configuration});
        FUZZ_CHECK(fields(settings) == fields(initial()));
        return;
    }
    check_valid(settings);
    const auto table = setting_table();
    FUZZ_CHECK(std::ranges::any_of(table, [&](const SettingInfo& info) { return info.key == key; }));
}

void check_environment(std::string_view text) {
    const Environment environment = [text](std::string_view name) -> std::optional<std::string> {
        // The third part of the text for a third of the variables: some are set, some are not.
        if (name.size() % 3 == 0) return std::nullopt;
        return std::string{name.size() % 3 == 1 ? text.substr(text.size() / 2) : text};
    };
    auto settings = default_settings(environment);
    if (!settings) return fuzz::check_error(settings.error(), {Errc::configuration});
    FUZZ_CHECK(settings->data_dir.starts_with('/'));
    if (const auto applied = apply_environment(*settings, environment); !applied) {
        fuzz::check_error(applied.error(), {Errc::configuration});
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    const auto table = setting_table();
    const std::size_t form = in.u8();
    if (form == 'v') {
        const auto& key = table[in.below(table.size())].key;
        check_value(key, as_text(in.rest()));
    } else if (form == 'k') {
        const auto key = in.run();
        check_value(as_text(key), as_text(in.rest()));
    } else if (form == 'e') {
        check_environment(as_text(in.rest()));
    } else {
        check_toml(as_text(in.rest()));
    }
    return 0;
}
