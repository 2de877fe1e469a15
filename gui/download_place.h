#pragma once
// Where a download goes, and whether it fits there.

#include <cstdint>
#include <functional>

#include <QStringList>
#include <QWidget>

#include "gui/folder_state.h"

class QCheckBox;
class QLineEdit;
class QTimer;

namespace shoal::gui {

class Notice;
class TextLabel;

/// Looks at the disk again every two seconds while it is seen, as nothing tells when others take or make room.
class DownloadPlace : public QWidget {
    Q_OBJECT

public:
    using Look = std::function<FolderState(const QString& folder)>;

    /// `look`: look_at_folder, or what a test has in its place.
    explicit DownloadPlace(const QString& folder, QWidget* parent = nullptr, Look look = {});
    /// How much is about to be written.
    void set_needed(std::uint64_t bytes);
    /// What lies in the folder if some of it is there already.
    void set_names(const QStringList& names);
    /// Looks at the disk again.
    void refresh();
    /// Absolute.
    [[nodiscard]] QString folder() const;
    /// Something can be saved there, and there is room. With some of it there already nobody can tell how much more is
    /// needed: then a person may say to begin all the same.
    [[nodiscard]] bool is_fine() const;

Q_SIGNALS:
    void changed();
    /// By a person: it is another one.
    void folder_changed();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void choose();
    [[nodiscard]] bool is_begun(const QString& place) const;
    void tell(const QString& place, const FolderState& state);

    Look look_;
    QTimer* again_;
    QStringList names_;
    std::uint64_t needed_ = 0;
    bool usable_ = false;
    bool short_of_room_ = false;
    QLineEdit* folder_;
    TextLabel* room_;
    Notice* warning_;
    QCheckBox* all_the_same_;
};

}  // namespace shoal::gui
