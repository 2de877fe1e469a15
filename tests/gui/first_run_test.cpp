#include "gui/first_run.h"

#include <fstream>
#include <iterator>

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/switch.h"
#include "gui/window_settings.h"
#include "tests/gui/fake_client.h"
#include "tests/gui/fake_programs.h"

namespace shoal::gui {
namespace {

class FirstRunTest : public testing::Test {
protected:
    FirstRunTest() {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("HOME"), QStringLiteral("/home/iris"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder_.path());
        file_ = std::make_unique<ConfigFile>(environment, "/nonexistent/config.toml");
        (void)file_->load();
        window_ = std::make_unique<WindowSettings>(folder_.path() + QStringLiteral("/window.ini"));
        programs_.answer = [](const QStringList& words) {
            if (words.contains(QStringLiteral("is-enabled")))
                return ProgramEnd{true, 1, QStringLiteral("disabled"), {}};
            return ProgramEnd{true, 0, {}, {}};
        };
        autostart_ = std::make_unique<Autostart>(programs_, folder_.path());
        page_ = std::make_unique<FirstRun>(*window_, *file_, *autostart_);
        page_->show();
        settle();
    }
    void settle() {
        for (int i = 0; i < 3; ++i) {
            file_->wait();
            FakeClient::settle();
        }
    }
    template <class Control>
    Control* find(const char* name) {
        return page_->findChild<Control*>(QLatin1String{name});
    }
    std::string text() {
        std::ifstream in{file_->path()};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    QTemporaryDir folder_;
    FakePrograms programs_;
    std::unique_ptr<ConfigFile> file_;
    std::unique_ptr<WindowSettings> window_;
    std::unique_ptr<Autostart> autostart_;
    std::unique_ptr<FirstRun> page_;
};

TEST_F(FirstRunTest, EnterTakesEverythingAsItIsAndWritesNothing) {
    EXPECT_EQ(find<QLineEdit>("folder")->text(), QStringLiteral("/home/iris/Downloads"));
    EXPECT_TRUE(find<Switch>("lan")->isChecked());
    EXPECT_FALSE(find<Switch>("background")->isChecked());
    QTest::keyClick(page_.get(), Qt::Key_Return);
    settle();
    EXPECT_EQ(page_->result(), QDialog::Accepted);
    EXPECT_FALSE(page_->isVisible());
    EXPECT_TRUE(window_->is_first_run_done());
    EXPECT_EQ(text(), "");
    EXPECT_FALSE(programs_.asked.contains(QStringLiteral("systemctl --user enable --now shoald.service")));
}

TEST_F(FirstRunTest, WhatIsChosenIsWrittenBeforeThePageCloses) {
    find<QLineEdit>("folder")->selectAll();
    QTest::keyClicks(find<QLineEdit>("folder"), folder_.filePath("music"));
    QTest::mouseClick(find<Switch>("lan"), Qt::LeftButton);
    QTest::mouseClick(find<Switch>("background"), Qt::LeftButton);
    QTest::mouseClick(find<QPushButton>("begin"), Qt::LeftButton);
    EXPECT_TRUE(page_->isVisible());
    settle();
    EXPECT_FALSE(page_->isVisible());
    EXPECT_EQ(text(), "download_dir = \"" + folder_.filePath("music").toStdString() + "\"\nlan = false\n");
    EXPECT_EQ(programs_.asked.back(), QStringLiteral("systemctl --user enable --now shoald.service"));
}

TEST_F(FirstRunTest, AFolderThatIsNoneIsSaidAndTheButtonWaits) {
    find<QLineEdit>("folder")->selectAll();
    QTest::keyClicks(find<QLineEdit>("folder"), QStringLiteral("music"));
    EXPECT_TRUE(find<QLabel>("problem")->isVisible());
    EXPECT_FALSE(find<QPushButton>("begin")->isEnabled());
    QTest::keyClick(page_.get(), Qt::Key_Return);
    settle();
    EXPECT_TRUE(page_->isVisible());
}

TEST_F(FirstRunTest, AFileIsNoFolderToSaveIn) {
    ASSERT_TRUE(QFile{folder_.filePath("film.mkv")}.open(QIODevice::WriteOnly));
    find<QLineEdit>("folder")->selectAll();
    QTest::keyClicks(find<QLineEdit>("folder"), folder_.filePath("film.mkv"));
    EXPECT_TRUE(find<QLabel>("problem")->text().contains(QStringLiteral("is a file")));
    EXPECT_FALSE(find<QPushButton>("begin")->isEnabled());
}

TEST_F(FirstRunTest, WhatCannotBeWrittenKeepsThePageOpen) {
    std::ofstream{folder_.path().toStdString() + "/shoal"} << "a file where the folder should be";
    QTest::mouseClick(find<Switch>("lan"), Qt::LeftButton);
    QTest::mouseClick(find<QPushButton>("begin"), Qt::LeftButton);
    settle();
    EXPECT_TRUE(page_->isVisible());
    EXPECT_TRUE(find<QLabel>("problem")->isVisible());
    EXPECT_TRUE(find<QPushButton>("begin")->isEnabled());
}

TEST_F(FirstRunTest, EscapeLeavesEverythingAndItDoesNotComeAgain) {
    QTest::mouseClick(find<Switch>("lan"), Qt::LeftButton);
    QTest::keyClick(page_.get(), Qt::Key_Escape);
    settle();
    EXPECT_EQ(text(), "");
    EXPECT_TRUE(window_->is_first_run_done());
}

}  // namespace
}  // namespace shoal::gui
