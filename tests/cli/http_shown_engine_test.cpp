#include "cli/http_shown_engine.h"

#include "tests/cli/http_fixture.h"

namespace shoal::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class HttpShownEngineTest : public HttpServerFixture {
protected:
    Result<StreamUrl> url(const std::string& tag, const std::string& path, std::uint64_t lifetime_s = 0) {
        std::optional<Result<StreamUrl>> out;
        shown.ask(GetStreamUrl{tag, path, lifetime_s}, [&](Result<StreamUrl> reply) { out = std::move(reply); });
        EXPECT_FALSE(out) << "never from inside the call";
        EXPECT_TRUE(drive([&] { return out.has_value(); }));
        return out.value_or(fail(Errc::other, "no answer"));
    }

    ShownEngine shown{engine, *server};
};

TEST_F(HttpShownEngineTest, AnUrlOpensItsFile) {
    const auto made = url("abcdefgh", "a b/ä.txt", 60);
    ASSERT_TRUE(made) << made.error().what;
    EXPECT_THAT(made->url, StartsWith("http://" + here().str() + "/t/"));
    EXPECT_EQ(ask(head(made->url.substr(made->url.find("/t/")))).body, "hello\n");
}

TEST_F(HttpShownEngineTest, WhoNamesNoFileMeansTheOneThereIs) {
    engine.files = {{"film.mkv", {"film", 4}}};
    const auto made = url("abcdefgh", "");
    ASSERT_TRUE(made) << made.error().what;
    EXPECT_THAT(made->url, testing::EndsWith("/abcdefgh/film.mkv"));
    engine.files["second"] = {"x", 1};
    EXPECT_EQ(url("abcdefgh", "").error().code, Errc::usage);
}

TEST_F(HttpShownEngineTest, AFileThatIsNotThereHasNoUrl) {
    EXPECT_EQ(url("abcdefgh", "nothing").error().code, Errc::not_found);
    EXPECT_EQ(url("abcdefga", "empty").error().code, Errc::not_found);
}

TEST_F(HttpShownEngineTest, NoUrlLivesLongerThanAWeek) {
    EXPECT_TRUE(url("abcdefgh", "empty", 604'800));
    const auto longer = url("abcdefgh", "empty", 604'801);
    ASSERT_FALSE(longer);
    EXPECT_THAT(longer.error().what, HasSubstr("7 days"));
}

TEST_F(HttpShownEngineTest, OtherRequestsReachTheEngine) {
    engine.metrics.families = {{"shoal_links", "gauge", "Links.", 1, {{"", "", 3}}}};
    std::optional<Result<MetricsView>> out;
    shown.ask(GetMetrics{}, [&](Result<MetricsView> reply) { out = std::move(reply); });
    ASSERT_TRUE(drive([&] { return out.has_value(); }));
    ASSERT_TRUE(*out);
    EXPECT_EQ((*out)->families.size(), 1U);
}

}  // namespace
}  // namespace shoal::cli
