#include "gui/folder_state.h"

#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace shoal::gui {
namespace {

TEST(FolderStateTest, AFolderThatIsNotThereYetIsFine) {
    const QTemporaryDir folder;
    const auto state = look_at_folder(folder.filePath("not/made/yet"));
    EXPECT_TRUE(state.problem.isEmpty()) << state.problem.toStdString();
    EXPECT_TRUE(state.free);
}

TEST(FolderStateTest, AFileIsNoFolderAndHasNoneInIt) {
    const QTemporaryDir folder;
    const auto path = folder.filePath("film.mkv");
    ASSERT_TRUE(QFile{path}.open(QIODevice::WriteOnly));
    for (const auto& place : {path, path + "/below"}) {
        EXPECT_EQ(look_at_folder(place).problem, QStringLiteral("“%1” is a file, not a folder.").arg(path));
    }
}

TEST(FolderStateTest, AFolderThatMayNotBeWrittenIsSaid) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
    const QTemporaryDir folder;
    ASSERT_TRUE(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner));
    EXPECT_EQ(look_at_folder(folder.filePath("new")).problem,
              QStringLiteral("You may not write to %1.").arg(folder.path()));
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

TEST(FolderStateTest, WhatTheSystemTellsOfItselfIsNoPlaceForFiles) {
    EXPECT_FALSE(look_at_folder(QStringLiteral("/proc/no/such")).problem.isEmpty());
}

}  // namespace
}  // namespace shoal::gui
