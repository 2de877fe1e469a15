#include "gui/config_file.h"

#include <algorithm>

#include <QPointer>

#include "core/setting_entry.h"
#include "core/settings_edit.h"
#include "gui/format.h"

namespace shoal::gui {
namespace {

Environment environment_of(const QProcessEnvironment& variables) {
    return [variables](std::string_view name) -> std::optional<std::string> {
        const auto key = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        if (!variables.contains(key)) return std::nullopt;
        return variables.value(key).toStdString();
    };
}

/// The value of a key, or nothing.
const EffectiveSetting* find(const EffectiveSettings& settings, std::string_view key) {
    const auto found = std::ranges::find(settings.each, key, &EffectiveSetting::key);
    return found == settings.each.end() ? nullptr : &*found;
}

}  // namespace

ConfigFile::ConfigFile(QProcessEnvironment environment, std::string system_file, QObject* parent)
    : QObject{parent}, environment_{std::move(environment)}, system_{std::move(system_file)},
      own_{config_path(environment_of(environment_))} {
    worker_.setMaxThreadCount(1);
    if (auto usual = effective_settings({}, environment_of(QProcessEnvironment{environment_}))) {
        now_.all = *usual;
        now_.without_own = std::move(*usual);
    }
}

ConfigFile::~ConfigFile() {
    worker_.waitForDone();
}

Result<ConfigFile::Reading> ConfigFile::read() const {
    Reading out;
    SHOAL_TRY(out.all, effective_settings({system_, own_}, environment_of(environment_)));
    // What the environment sets is told apart by its source; without it the default is what files and presets say.
    QProcessEnvironment plain = environment_;
    for (const auto& info : setting_table()) plain.remove(QString::fromStdString(setting_variable(info.key)));
    auto without_own = effective_settings({system_}, environment_of(plain));
    out.without_own = without_own ? std::move(*without_own) : out.all;
    SHOAL_TRY(const auto text, read_config_file(own_));
    SHOAL_TRY(out.own_keys, keys_in_toml(text.value_or(""), own_));
    return out;
}

Result<> ConfigFile::write(const Edit& edit) const {
    if (own_.empty()) {
        return fail(Errc::configuration, "there is no home directory; set HOME or XDG_CONFIG_HOME");
    }
    SHOAL_TRY(const auto text, read_config_file(own_));
    SHOAL_TRY(const auto changed, edit(text.value_or(""), own_));
    if (text == changed) return {};
    return replace_config_file(own_, changed);
}

void ConfigFile::take(Result<Reading> reading) {
    problem_ = reading ? QString{} : harmless(QString::fromStdString(reading.error().what));
    if (reading) now_ = std::move(*reading);
    Q_EMIT changed();
}

Result<> ConfigFile::load() {
    auto reading = read();
    auto result = reading ? Result<>{} : Result<>{std::unexpected{reading.error()}};
    take(std::move(reading));
    return result;
}

void ConfigFile::reload() {
    worker_.start([this] {
        QMetaObject::invokeMethod(
            this, [this, reading = read()] { take(reading); }, Qt::QueuedConnection);
    });
}

void ConfigFile::set(QObject* context, std::string key, std::string value, Done done) {
    change(
        context,
        [key = std::move(key), value = std::move(value)](const std::string& text, const std::string& where) {
            return set_in_toml(text, key, value, where);
        },
        std::move(done));
}

void ConfigFile::unset(QObject* context, std::string key, Done done) {
    change(
        context,
        [key = std::move(key)](const std::string& text, const std::string& where) {
            auto without = unset_in_toml(text, key, where);
            if (!without && without.error().code == Errc::not_found) return Result<std::string>{text};
            return without;
        },
        std::move(done));
}

void ConfigFile::change(QObject* context, Edit edit, Done done) {
    auto answer = std::make_shared<Done>(std::move(done));
    worker_.start([this, there = QPointer<QObject>{context}, edit = std::move(edit), answer = std::move(answer)] {
        const auto written = write(edit);
        QMetaObject::invokeMethod(
            this,
            [this, there, answer, written, reading = read()] {
                take(reading);
                if (there) (*answer)(written);
            },
            Qt::QueuedConnection);
    });
}

SettingState ConfigFile::state(std::string_view key) const {
    const auto* here = find(now_.all, key);
    const auto* usual = find(now_.without_own, key);
    if (here == nullptr || usual == nullptr) return {};
    SettingState out{.value = here->value, .preset = usual->value};
    out.is_own = std::ranges::find(now_.own_keys, key) != now_.own_keys.end();
    const auto variable = setting_variable(key);
    if (here->source == variable) out.fixed_by = QString::fromStdString(variable);
    if (here->source == system_) out.given_by = QString::fromStdString(system_);
    return out;
}

void ConfigFile::wait() {
    worker_.waitForDone();
}

}  // namespace shoal::gui
