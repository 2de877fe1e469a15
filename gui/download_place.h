#pragma once
// Where a download goes, and whether it fits there.

#include <cstdint>
#include <functional>
#include <optional>

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace shoal::gui {

class Notice;
class TextLabel;

class DownloadPlace : public QWidget {
    Q_OBJECT

public:
    /// Bytes that may be written in a folder, which may not be there yet; nothing if that cannot be told.
    using FreeSpace = std::function<std::optional<std::uint64_t>(const QString& folder)>;

    explicit DownloadPlace(const QString& folder, QWidget* parent = nullptr, FreeSpace free_space = {});
    /// How much is about to be written.
    void set_needed(std::uint64_t bytes);
    /// Looks at the disk again.
    void refresh();
    /// Absolute.
    [[nodiscard]] QString folder() const;
    /// It is a folder, and there is room, or a person said to begin all the same.
    [[nodiscard]] bool is_fine() const;

Q_SIGNALS:
    void changed();

private:
    void choose();

    FreeSpace free_space_;
    std::uint64_t needed_ = 0;
    bool short_of_room_ = false;
    QLineEdit* folder_;
    TextLabel* room_;
    Notice* warning_;
    QCheckBox* all_the_same_;
};

/// Of the disk that the folder, or the nearest one above it that is there, lies on.
[[nodiscard]] std::optional<std::uint64_t> free_space_of_disk(const QString& folder);

}  // namespace shoal::gui
