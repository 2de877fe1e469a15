#pragma once
// What the settings of the engine are called on the screen, and where each has its place.

#include <cstdint>
#include <string>
#include <string_view>

#include <QString>

#include "core/settings.h"

namespace shoal::gui {

/// In the order of the dialog.
enum class SettingPage : std::uint8_t { general, transfers, speed, network, privacy, advanced };
inline constexpr std::size_t setting_page_count = 6;

struct SettingWords {
    QString label;
    QString meaning;  ///< one or two sentences
    SettingPage page = SettingPage::advanced;
    bool is_known = false;  ///< written for this setting; else made of what the table says
};

/// Of every setting, also of one that has no words here yet.
[[nodiscard]] SettingWords setting_words(const SettingInfo& info);
[[nodiscard]] QString page_title(SettingPage page);
/// Of a setting of a few words: how one of them is called. The word itself where nothing is known.
[[nodiscard]] QString choice_word(std::string_view key, const QString& word);
/// A value (as apply_value reads it) as a person reads it, in one line.
[[nodiscard]] QString value_in_words(const SettingInfo& info, const std::string& value);

}  // namespace shoal::gui
