#pragma once
// Does what nobody would: random keys, clicks, texts, drops and commands in whatever windows are there.

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <QWidget>

namespace shoal::gui {

/// Acts once a turn of the loop, also in loops within loops (menus, modal dialogs), so that nothing stops it.
class Monkey : public QObject {
    Q_OBJECT

public:
    struct Things {
        QStringList links;  ///< to paste: good ones and damaged ones
        QStringList paths;  ///< to drop and to share
    };
    /// `window`: never closed for good. Actions of it named in `spared` are left alone.
    Monkey(QWidget& window, std::uint64_t seed, int actions, Things things, QStringList spared);

Q_SIGNALS:
    void finished();

private:
    void act();
    void press_key();
    void click();
    void type();
    void trigger();
    void paste();
    void drop();
    void resize();
    void close_something();
    void wheel();
    [[nodiscard]] std::size_t pick(std::size_t count);
    [[nodiscard]] QWidget* any_window();
    [[nodiscard]] QWidget* any_widget();
    void tell(const QString& what);

    QWidget& window_;
    std::mt19937_64 chance_;
    int left_;
    Things things_;
    QStringList spared_;
};

}  // namespace shoal::gui
