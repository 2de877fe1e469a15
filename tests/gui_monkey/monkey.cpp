#include "tests/gui_monkey/monkey.h"

#include <array>
#include <cstdio>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDropEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QTest>
#include <QUrl>
#include <QWheelEvent>

namespace shoal::gui {
namespace {

constexpr std::array keys{Qt::Key_Tab,  Qt::Key_Backtab,  Qt::Key_Return, Qt::Key_Escape, Qt::Key_Space,
                          Qt::Key_Up,   Qt::Key_Down,     Qt::Key_Left,   Qt::Key_Right,  Qt::Key_Home,
                          Qt::Key_End,  Qt::Key_PageUp,   Qt::Key_Delete, Qt::Key_A,      Qt::Key_F10,
                          Qt::Key_Menu, Qt::Key_Backspace};
constexpr std::array<Qt::KeyboardModifiers::Int, 4> modifiers{Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier,
                                                              Qt::AltModifier};
constexpr std::size_t most_windows = 12;  // more of them only make it slow

}  // namespace

Monkey::Monkey(QWidget& window, std::uint64_t seed, int actions, Things things, QStringList spared)
    : window_{window}, chance_{seed}, left_{actions}, things_{std::move(things)}, spared_{std::move(spared)} {
    QTimer::singleShot(0, this, &Monkey::act);
}

std::size_t Monkey::pick(std::size_t count) {
    return chance_() % count;
}

void Monkey::tell(const QString& what) {
    std::fprintf(stderr, "%d %s\n", left_, qUtf8Printable(what));
}

void Monkey::act() {
    if (left_-- == 0) return Q_EMIT finished();
    // Another timer each time: one whose call opened a modal dialog would wait for its end.
    QTimer::singleShot(0, this, &Monkey::act);
    // Files of this machine are none of its business, and that dialog makes folders and deletes.
    for (auto* widget : QApplication::topLevelWidgets()) {
        auto* files = qobject_cast<QFileDialog*>(widget);
        if (files != nullptr && files->isVisible()) return files->reject();
    }
    if (!window_.isVisible()) window_.show();
    int windows = 0;
    for (auto* widget : QApplication::topLevelWidgets()) windows += widget->isVisible();
    if (windows > static_cast<int>(most_windows)) return close_something();
    // Several of some, as people click and type more than they resize.
    const std::array<void (Monkey::*)(), 14> ways{
        &Monkey::press_key, &Monkey::press_key,
        &Monkey::press_key, &Monkey::click,
        &Monkey::click,     &Monkey::click,
        &Monkey::click,     &Monkey::type,
        &Monkey::trigger,   &Monkey::trigger,
        &Monkey::paste,     &Monkey::drop,
        &Monkey::wheel,     pick(2) == 0 ? &Monkey::resize : &Monkey::close_something};
    (this->*ways[pick(ways.size())])();
}

QWidget* Monkey::any_window() {
    if (auto* popup = QApplication::activePopupWidget()) return popup;
    if (auto* modal = QApplication::activeModalWidget()) return modal;
    std::vector<QWidget*> windows;
    for (auto* widget : QApplication::topLevelWidgets()) {
        if (widget->isVisible() && widget->windowType() != Qt::ToolTip) windows.push_back(widget);
    }
    return windows.empty() ? &window_ : windows[pick(windows.size())];
}

QWidget* Monkey::any_widget() {
    auto* window = any_window();
    std::vector<QWidget*> widgets{window};
    for (auto* widget : window->findChildren<QWidget*>()) {
        if (widget->isVisible() && widget->isEnabled()) widgets.push_back(widget);
    }
    return widgets[pick(widgets.size())];
}

void Monkey::press_key() {
    auto* target = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : any_widget();
    const auto key = keys[pick(keys.size())];
    const Qt::KeyboardModifiers held{static_cast<Qt::KeyboardModifier>(modifiers[pick(modifiers.size())])};
    tell(QStringLiteral("key %1 in %2").arg(key).arg(target->objectName()));
    QTest::keyClick(target, key, held);
}

void Monkey::click() {
    auto* target = any_widget();
    const QPoint where{static_cast<int>(pick(static_cast<std::size_t>(std::max(1, target->width())))),
                       static_cast<int>(pick(static_cast<std::size_t>(std::max(1, target->height()))))};
    const auto button = pick(5) == 0 ? Qt::RightButton : Qt::LeftButton;
    tell(QStringLiteral("click on %1 %2")
             .arg(QString::fromLatin1(target->metaObject()->className()), target->objectName()));
    if (pick(6) == 0) {
        QTest::mouseDClick(target, button, {}, where);
    } else {
        QTest::mouseClick(target, button, {}, where);
    }
}

void Monkey::type() {
    auto* target = QApplication::focusWidget();
    if (target == nullptr) return;
    const QStringList texts{"a",  "lake", "*.jpg", "1.5 MiB", "/", "127.0.0.1:1", "%n", "0", "99999999999999999999",
                            "ü漢"};
    tell(QStringLiteral("text in %1").arg(target->objectName()));
    for (const QChar one : texts[static_cast<qsizetype>(pick(static_cast<std::size_t>(texts.size())))]) {
        QKeyEvent press{QEvent::KeyPress, 0, Qt::NoModifier, QString{one}};
        QApplication::sendEvent(target, &press);
        if (QApplication::focusWidget() != target) return;
    }
}

void Monkey::trigger() {
    std::vector<QAction*> actions;
    for (auto* action : window_.findChildren<QAction*>()) {
        if (action->isEnabled() && !action->isSeparator() && !spared_.contains(action->objectName()))
            actions.push_back(action);
    }
    if (actions.empty()) return;
    auto* action = actions[pick(actions.size())];
    tell(QStringLiteral("action %1").arg(action->objectName()));
    action->trigger();
}

void Monkey::paste() {
    const auto count = static_cast<std::size_t>(things_.links.size());
    QApplication::clipboard()->setText(things_.links[static_cast<qsizetype>(pick(count))]);
    tell(QStringLiteral("paste"));
    QTest::keyClick(any_window(), Qt::Key_V, Qt::ControlModifier);
}

void Monkey::drop() {
    QMimeData data;
    const auto count = static_cast<std::size_t>(things_.paths.size());
    data.setUrls({QUrl::fromLocalFile(things_.paths[static_cast<qsizetype>(pick(count))])});
    auto* target = pick(2) == 0 ? &window_ : any_widget();
    tell(QStringLiteral("drop on %1").arg(target->objectName()));
    QDragEnterEvent enter{{5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QApplication::sendEvent(target, &enter);
    if (!enter.isAccepted()) return;
    if (pick(3) == 0) {
        QDragLeaveEvent leave;
        QApplication::sendEvent(target, &leave);
        return;
    }
    QDropEvent let_go{{5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QApplication::sendEvent(target, &let_go);
}

void Monkey::resize() {
    tell(QStringLiteral("resize"));
    any_window()->resize(static_cast<int>(200 + pick(1400)), static_cast<int>(150 + pick(900)));
}

void Monkey::close_something() {
    auto* window = any_window();
    tell(QStringLiteral("close %1").arg(window->objectName()));
    window->close();
}

void Monkey::wheel() {
    auto* target = any_widget();
    const QPoint turn{0, pick(2) == 0 ? 120 : -120};
    QWheelEvent event{
        {5, 5}, target->mapToGlobal(QPointF{5, 5}), {}, turn, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false};
    QApplication::sendEvent(target, &event);
}

}  // namespace shoal::gui
