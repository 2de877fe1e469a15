#pragma once
// The link of a share, and everything a person does with it: copy it, show it to a phone, use it in a terminal.

#include <cstdint>

#include <QWidget>

class QLineEdit;
class QPushButton;
class QTimer;

namespace shoal::gui {

class Notice;
class PrimaryButton;
class QrPicture;
class TextLabel;

/// What a card shows.
struct SharedLink {
    QString name;
    QString link;             ///< secret; the magnet form
    QString short_link;       ///< secret; for the picture
    std::uint64_t files = 0;  ///< 0: not told
    std::uint64_t bytes = 0;
};

/// Shows a secret on purpose; keeps it nowhere else. Its clipboard is the desktop's.
class LinkCard : public QWidget {
    Q_OBJECT

public:
    explicit LinkCard(QWidget* parent = nullptr);
    void show_link(const SharedLink& shared);
    /// Writes the picture as PNG. False: it could not be written; the card says so.
    bool save_picture(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void copy_link();
    void copy_command();
    void ask_where_to_save();
    void tell_copied(QPushButton* button, const QString& said);
    void forget_copied();

    SharedLink shared_;
    TextLabel* name_;
    TextLabel* size_;
    QrPicture* picture_;
    QLineEdit* link_;
    PrimaryButton* copy_;
    QPushButton* command_;
    QPushButton* save_;
    Notice* keep_;
    Notice* trouble_;
    QTimer* copied_;
};

}  // namespace shoal::gui
