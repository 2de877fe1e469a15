#include "cli/http_secret.h"

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/temporary_folder.h"
#include "tests/crypto/test_random.h"

namespace shoal::cli {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

class HttpSecretTest : public testing::Test {
protected:
    Result<HttpSecret> open() { return HttpSecret::open(folder.path(), random); }
    std::string token() const {
        auto text = folder.read(std::string{http_token_file});
        text.pop_back();
        return text;
    }
    std::string token_path() const { return folder.under(std::string{http_token_file}); }

    TemporaryFolder folder;
    crypto::SeededRandom random{7};
    const Tag tag = *Tag::from("abcdefgh");
};

TEST_F(HttpSecretTest, IsMadeOnceForItsOwnerAlone) {
    ASSERT_TRUE(open());
    struct stat status {};
    ASSERT_EQ(::stat(token_path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
    EXPECT_THAT(token(), MatchesRegex("[a-z2-7]{52}"));
    const auto first = token();
    const auto again = open();
    ASSERT_TRUE(again);
    EXPECT_EQ(token(), first);
    EXPECT_TRUE(again->is_authorization("Bearer " + first));
}

TEST_F(HttpSecretTest, OthersThatCanReadItMakeItUseless) {
    ASSERT_TRUE(open());
    for (const mode_t mode : {0640U, 0604U, 0620U, 0666U}) {
        ASSERT_EQ(::chmod(token_path().c_str(), mode), 0);
        const auto secret = open();
        ASSERT_FALSE(secret) << mode;
        EXPECT_EQ(secret.error().code, Errc::permission);
        EXPECT_THAT(secret.error().what, HasSubstr("chmod 600"));
        EXPECT_THAT(secret.error().what, Not(HasSubstr(token())));
    }
}

TEST_F(HttpSecretTest, AFileThatHoldsNoTokenIsToldOf) {
    for (const auto& text :
         {std::string{}, std::string{"\n"}, std::string{"password\n"}, std::string{"aaaa"}, std::string(51, 'a')}) {
        folder.write(std::string{http_token_file}, text);
        ASSERT_EQ(::chmod(token_path().c_str(), 0600), 0);
        const auto secret = open();
        ASSERT_FALSE(secret) << text;
        EXPECT_EQ(secret.error().code, Errc::configuration);
        EXPECT_THAT(secret.error().what, HasSubstr("remove it and restart"));
    }
}

TEST_F(HttpSecretTest, OnlyTheWholeTokenIsAnAuthorization) {
    const auto secret = open();
    ASSERT_TRUE(secret);
    const auto good = token();
    EXPECT_TRUE(secret->is_authorization("Bearer " + good));
    EXPECT_TRUE(secret->is_authorization("bearer  " + good));
    for (const auto& field : {std::string{}, std::string{"Bearer"}, std::string{"Bearer "}, good, "Basic " + good,
                              "Bearer " + good.substr(1), "Bearer " + good + "a", "Bearer " + good + " ",
                              "Bearer " + std::string(52, 'a'), "Bearer\t" + good}) {
        EXPECT_FALSE(secret->is_authorization(field)) << field;
    }
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto wrong = good;
        wrong[i] = wrong[i] == 'a' ? 'b' : 'a';
        EXPECT_FALSE(secret->is_authorization("Bearer " + wrong)) << i;
    }
}

TEST_F(HttpSecretTest, ATicketIsForOneFileUntilOneInstant) {
    const auto secret = open();
    ASSERT_TRUE(secret);
    const auto text = secret->ticket(2'000, tag, "a/b");
    EXPECT_THAT(text, MatchesRegex("2000-[a-z2-7]{26}"));
    const HttpTicket ticket{2'000, text.substr(5)};
    EXPECT_TRUE(secret->admits(ticket, tag, "a/b", 1'999));
    EXPECT_FALSE(secret->admits(ticket, tag, "a/b", 2'000)) << "expired";
    EXPECT_FALSE(secret->admits({2'001, ticket.mac}, tag, "a/b", 1'999)) << "lives longer than it was made for";
    EXPECT_FALSE(secret->admits(ticket, tag, "a/c", 1'999));
    EXPECT_FALSE(secret->admits(ticket, tag, "", 1'999));
    EXPECT_FALSE(secret->admits(ticket, *Tag::from("abcdefga"), "a/b", 1'999));
    for (std::size_t i = 0; i < ticket.mac.size(); ++i) {
        auto wrong = ticket;
        wrong.mac[i] = wrong.mac[i] == 'a' ? 'b' : 'a';
        EXPECT_FALSE(secret->admits(wrong, tag, "a/b", 1'999)) << i;
    }
    EXPECT_FALSE(secret->admits({2'000, ""}, tag, "a/b", 1'999));
}

// The format that docs/http.md writes down; another program may make tickets by it.
TEST_F(HttpSecretTest, ATicketIsWhatTheDocumentSays) {
    folder.write(std::string{http_token_file}, std::string(52, 'a') + "\n");
    ASSERT_EQ(::chmod(token_path().c_str(), 0600), 0);
    const auto secret = open();
    ASSERT_TRUE(secret) << secret.error().what;
    // python3: hashlib.blake2b(expiry.to_bytes(8, "big") + b"abcdefgh" + b"a/b", key=bytes(32), digest_size=32,
    //                          person=b"shoal/1 ticket".ljust(16, b"\0")).digest()[:16], in base32
    EXPECT_EQ(secret->ticket(1'700'000'000, tag, "a/b"), "1700000000-33hhwck7jdg7f2jxzlgjlvwv4u");
}

TEST_F(HttpSecretTest, AnotherSecretMakesOtherTickets) {
    const auto first = open();
    ASSERT_TRUE(first);
    const auto ticket = first->ticket(2'000, tag, "a");
    std::filesystem::remove(token_path());
    const auto second = open();
    ASSERT_TRUE(second);
    EXPECT_NE(second->ticket(2'000, tag, "a"), ticket);
}

}  // namespace
}  // namespace shoal::cli
