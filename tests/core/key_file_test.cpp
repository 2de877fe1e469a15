#include "core/key_file.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

using testing::HasSubstr;

class KeyFileTest : public testing::Test {
protected:
    std::string write(const std::string& text, mode_t mode) {
        std::ofstream{path, std::ios::binary} << text;
        EXPECT_EQ(::chmod(path.c_str(), mode), 0);
        return path;
    }
    TemporaryDirectory directory;
    std::string path = directory / "token";
};

TEST_F(KeyFileTest, OneOfOursAloneIsRead) {
    for (const mode_t mode : {mode_t{0600}, mode_t{0400}, mode_t{0700}}) {
        const auto text = read_key_file(write("secret\n", mode));
        ASSERT_TRUE(text) << text.error().what;
        EXPECT_EQ(*text, "secret\n");
    }
}

TEST_F(KeyFileTest, OneThatOthersCanReadOrChangeIsRefusedWithWhatToDo) {
    for (const mode_t mode : {mode_t{0640}, mode_t{0604}, mode_t{0620}, mode_t{0602}, mode_t{0601}, mode_t{0644}}) {
        const auto text = read_key_file(write("secret", mode));
        ASSERT_FALSE(text) << std::oct << mode;
        EXPECT_EQ(text.error().code, Errc::permission);
        EXPECT_THAT(text.error().what, HasSubstr("chmod 600 " + path));
        EXPECT_THAT(text.error().what, Not(HasSubstr("secret")));
    }
}

TEST_F(KeyFileTest, OneOfAnotherUserIsRefused) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can make files of another user";
    ASSERT_EQ(::chown(write("secret", 0600).c_str(), 12345, 12345), 0);
    const auto text = read_key_file(path);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, Errc::permission);
    EXPECT_THAT(text.error().what, HasSubstr("12345"));
}

TEST_F(KeyFileTest, ALinkAFolderAFifoAndTooMuchAreRefused) {
    write("secret", 0600);
    const std::string link = directory / "link";
    ASSERT_EQ(::symlink(path.c_str(), link.c_str()), 0);
    EXPECT_EQ(read_key_file(link).error().code, Errc::permission);
    EXPECT_EQ(read_key_file(directory.path()).error().code, Errc::permission);
    const std::string fifo = directory / "fifo";
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    EXPECT_EQ(read_key_file(fifo).error().code, Errc::permission);
    EXPECT_EQ(read_key_file(directory / "none").error().code, Errc::not_found);
    EXPECT_TRUE(read_key_file(write(std::string(max_key_file, 'x'), 0600)));
    EXPECT_EQ(read_key_file(write(std::string(max_key_file + 1, 'x'), 0600)).error().code, Errc::permission);
}

TEST_F(KeyFileTest, ANewOneIsOursAloneWhateverTheUmaskAndReplacesNothing) {
    for (const mode_t umask : {mode_t{0}, mode_t{0777}}) {
        const mode_t before = ::umask(umask);
        const auto made = make_key_file(path, "secret");
        ::umask(before);
        ASSERT_TRUE(made) << made.error().what;
        struct stat status {};
        ASSERT_EQ(::stat(path.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & mode_t{0777}, 0600U);
        EXPECT_EQ(read_key_file(path).value(), "secret");
        EXPECT_EQ(make_key_file(path, "other").error().code, Errc::exists);
        EXPECT_EQ(read_key_file(path).value(), "secret");
        ::unlink(path.c_str());
    }
}

}  // namespace
}  // namespace shoal
