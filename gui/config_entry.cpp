#include "gui/config_entry.h"

#include "core/setting_entry.h"

#include "gui/format.h"
#include "gui/setting_words.h"

namespace shoal::gui {
namespace {

/// The sentence of apply_value without the key in front, which the row has in words.
QString problem_in_words(const SettingInfo& info, const Error& error) {
    auto what = error.what;
    const auto head = std::string{info.key} + ": ";
    if (what.starts_with(head)) what.erase(0, head.size());
    return harmless(QString::fromStdString(what));
}

}  // namespace

ConfigEntry::ConfigEntry(const SettingInfo& info, ConfigFile& file, SettingUptake& uptake, SettingEditor& editor,
                         SettingRow& row)
    : QObject{&row}, info_{info}, file_{file}, uptake_{uptake}, editor_{editor}, row_{row} {
    connect(&editor_, &SettingEditor::edited, this, [this] {
        is_edited_ = true;
        if (check()) row_.show_note(SettingRow::Note::none, {});
    });
    connect(&editor_, &SettingEditor::finished, this, &ConfigEntry::save);
    connect(&row_, &SettingRow::reset_wanted, this, &ConfigEntry::reset);
    connect(&file_, &ConfigFile::changed, this, &ConfigEntry::show_state);
    show_state();
}

void ConfigEntry::show_state() {
    const auto state = file_.state(info_.key);
    row_.show_preset(tr("Default: %1").arg(value_in_words(info_, state.preset)));
    row_.set_resettable(state.is_own && state.fixed_by.isEmpty());
    editor_.setEnabled(state.fixed_by.isEmpty());
    // What a person types meanwhile is not taken away.
    if (!is_edited_ && editor_.value() != state.value) editor_.set_value(state.value);
    if (!state.fixed_by.isEmpty()) {
        row_.show_note(SettingRow::Note::warning,
                       tr("Set by %1 in the environment; it cannot be changed here.").arg(harmless(state.fixed_by)));
    } else if (!state.given_by.isEmpty() && row_.note().isEmpty()) {
        row_.show_note(SettingRow::Note::warning, tr("Set for everybody on this computer in %1. What you choose here "
                                                     "counts more.")
                                                      .arg(harmless(state.given_by)));
    }
}

bool ConfigEntry::check() {
    Settings any;
    const auto fits = apply_value(any, info_.key, editor_.value());
    if (!fits) row_.show_note(SettingRow::Note::mistake, problem_in_words(info_, fits.error()));
    return fits.has_value();
}

void ConfigEntry::save() {
    if (!is_edited_ || !check()) return;
    is_edited_ = false;
    // The same in other words is no change: "1024 KiB" for "1 MiB".
    Settings before, after;
    const auto was = apply_value(before, info_.key, file_.state(info_.key).value);
    const auto is = apply_value(after, info_.key, editor_.value());
    if (was && is && value_text(before, info_) == value_text(after, info_)) return show_state();
    file_.set(this, std::string{info_.key}, editor_.value(), [this](const Result<>& result) { written(result); });
}

void ConfigEntry::reset() {
    is_edited_ = false;
    file_.unset(this, std::string{info_.key}, [this](const Result<>& result) { written(result); });
}

void ConfigEntry::written(const Result<>& result) {
    if (!result) {
        is_edited_ = true;
        row_.show_note(SettingRow::Note::mistake, problem_in_words(info_, result.error()));
        return;
    }
    uptake_.take_up(info_, this, [this](Uptake uptake) {
        if (is_edited_) return;  // the next one is under way
        row_.show_note(uptake == Uptake::in_effect ? SettingRow::Note::news : SettingRow::Note::warning,
                       uptake_sentence(uptake));
    });
}

void ConfigEntry::flush() {
    save();
}

}  // namespace shoal::gui
