#pragma once
// The window as a whole, before an engine of the tests' own.

#include "gui/main_window.h"

#include <memory>

#include <QApplication>
#include <QDialog>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/config_file.h"
#include "tests/gui/fake_client.h"
#include "tests/gui/fake_programs.h"

namespace shoal::gui {

class MainWindowTest : public testing::Test {
protected:
    void SetUp() override {
        client.answer<GetStatus>([](const GetStatus&) { return StatusView{}; });
        client.answer<Diagnose>([](const Diagnose&) {
            return Diagnosis{
                {{.level = "warn", .code = "behind_nat", .sentence = "A router stands between.", .advice = "x"}}};
        });
    }
    void load(std::vector<ShareView> shares) {
        client.answer<ListShares>([shares](const ListShares&) { return ShareList{shares}; });
        client.become_ready();
        window().show();
        FakeClient::settle();
    }
    MainWindow& window() {
        if (!window_) {
            window_ = std::make_unique<MainWindow>(client, store, settings, dialogs);
            dialogs.set_window(window_.get());
        }
        return *window_;
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&window(), static_cast<Qt::Key>(key), modifiers);
        FakeClient::settle();
    }
    /// Whether such a dialog is open; closes it, as the keys go to the window that is in front.
    bool opened(const char* type) {
        FakeClient::settle();
        auto* open = dialog(type);
        if (open == nullptr) return false;
        open->close();
        FakeClient::settle();
        window().activateWindow();
        FakeClient::settle();
        return true;
    }
    QDialog* dialog(const char* type) {
        for (auto* widget : QApplication::topLevelWidgets()) {
            if (widget->inherits(type) && widget->isVisible()) return qobject_cast<QDialog*>(widget);
        }
        return nullptr;
    }
    template <class W>
    W* part(const char* name) {
        return window().findChild<W*>(QString::fromLatin1(name));
    }

    QTemporaryDir folder;
    FakeClient client;
    ShareStore store{client};
    WindowSettings settings{folder.filePath("window.ini")};
    ConfigFile file;
    FakePrograms programs;
    WindowDialogs dialogs{client, store, settings, file, programs};
    std::unique_ptr<MainWindow> window_;
};

}  // namespace shoal::gui
