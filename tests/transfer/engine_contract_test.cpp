// What an engine promises, asked of the working engine in process and of the same engine over a control socket: whoever
// holds an Engine cannot tell them apart.

#include <algorithm>
#include <fstream>

#include "core/data_dir.h"
#include "core/remote_engine.h"
#include "core/rpc_server.h"
#include "tests/core/world_fixture.h"
#include "transfer/local_engine.h"

namespace shoal::transfer {
namespace {

enum class Place : std::uint8_t { in_process, over_the_socket };

const std::string no_tag = "aaaaaaaaaaaaaaaa";

std::string content(std::size_t size) {
    std::string out(size, '\0');
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>((i * 31 + i / 255) & 0xff);
    return out;
}

void write_file(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

class EngineContractTest : public WorldTest, public testing::WithParamInterface<Place> {
protected:
    EngineContractTest() {
        local = start("node", {});
        if (GetParam() == Place::over_the_socket) {
            const auto path = room / "run/control";
            server = RpcServer::start(uv, *local, log, path).value();
            connect_engine(uv, path, [this](auto connected) { remote = *std::move(connected); }, {});
            run_until([&] { return remote != nullptr; });
        }
        subscription = engine().subscribe([this](const Event& event) { events.push_back(event); });
    }

    ~EngineContractTest() override {
        remote.reset();
        server.reset();
    }

    Engine& engine() { return remote ? *remote : *local; }

    std::unique_ptr<LocalEngine> start(const std::string& name, std::vector<Endpoint> peers) {
        locks.push_back(std::make_unique<DataDir>(DataDir::open(room / name).value()));
        EngineOptions options;
        options.data_dir = locks.back()->path();
        options.listen = {loopback()};
        options.peers = std::move(peers);
        return LocalEngine::open(uv.world(), log, options).value();
    }

    template <class R>
    Result<typename R::Reply> ask_of(Engine& whom, R request) {
        std::optional<Result<typename R::Reply>> reply;
        whom.ask(std::move(request), [&](auto result) { reply = std::move(result); });
        EXPECT_FALSE(reply) << "answered from inside the call";
        run_until([&] { return reply.has_value(); });
        if (!reply) return fail(Errc::other, "no answer");
        return std::move(*reply);
    }

    template <class R>
    Result<typename R::Reply> ask(R request) {
        return ask_of(engine(), std::move(request));
    }

    template <class R>
    void expect_error(R request, Errc code) {
        const auto reply = ask(std::move(request));
        ASSERT_FALSE(reply) << R::name;
        EXPECT_EQ(to_string(reply.error().code), to_string(code)) << R::name << ": " << reply.error().what;
        EXPECT_FALSE(reply.error().what.empty()) << R::name;
    }

    /// The newest event of a kind that `fits`, or none.
    template <class E>
    std::optional<E> heard(auto fits) const {
        for (auto event = events.rbegin(); event != events.rend(); ++event) {
            const auto* found = std::get_if<E>(&*event);
            if (found && fits(*found)) return *found;
        }
        return std::nullopt;
    }

    template <class E>
    std::optional<E> heard_of(const std::string& tag) const {
        return heard<E>([&](const E& event) { return event.tag == tag; });
    }

    /// The newest pushed view of a share.
    std::optional<ShareView> pushed(const std::string& tag) const {
        const auto is_it = [&](const ShareView& view) { return view.tag == tag; };
        const auto news = heard<SharesChanged>([&](const auto& e) { return std::ranges::any_of(e.shares, is_it); });
        if (!news) return std::nullopt;
        return *std::ranges::find_if(news->shares, is_it);
    }

    ShareAdded share(const std::string& name) {
        write_file(room / name + "/big.bin", big);
        write_file(room / name + "/deep/small.txt", "small\n");
        auto added = ask(AddShare{.path = room / name, .comment = {}});
        EXPECT_TRUE(added) << (added ? "" : added.error().what);
        return added.value_or(ShareAdded{});
    }

    std::string big = content(700'000);
    TemporaryDirectory room;
    Log log{LogLevel::error, LogFormat::text, [] { return WallTime{}; }, [](std::string_view) {}};
    std::vector<std::unique_ptr<DataDir>> locks;
    std::vector<Event> events;
    std::unique_ptr<LocalEngine> local;
    std::unique_ptr<RpcServer> server;
    std::unique_ptr<Engine> remote;
    std::unique_ptr<Subscription> subscription;
};

INSTANTIATE_TEST_SUITE_P(Engine, EngineContractTest, testing::Values(Place::in_process, Place::over_the_socket),
                         [](const auto& place) { return place.param == Place::in_process ? "InProcess" : "Remote"; });

TEST_P(EngineContractTest, TellsOfAShareEverythingThatThereIsToKnow) {
    const auto added = share("photos");
    EXPECT_EQ(added.name, "photos");
    EXPECT_EQ(added.files, 2U);
    EXPECT_EQ(added.bytes, 700'006U);
    EXPECT_TRUE(heard<HashProgress>([&](const auto& e) { return e.path == room / "photos"; }));
    const auto list = ask(ListShares{}).value();
    ASSERT_EQ(list.shares.size(), 1U);
    EXPECT_EQ(list.shares[0].tag, added.tag);
    EXPECT_EQ(list.shares[0].bytes_have, added.bytes);
    EXPECT_EQ(ask(ListShares{.select = added.tag}).value().shares.size(), 1U);
    EXPECT_EQ(ask(ListShares{.select = "phot"}).value().shares.size(), 1U);
    EXPECT_EQ(ask(ShowShare{.tag = added.tag}).value().share.name, "photos");
    const auto files = ask(ListFiles{.tag = added.tag}).value().files;
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].path, "big.bin");
    EXPECT_EQ(files[1].path, "deep/small.txt");
    EXPECT_TRUE(ask(ListPeers{.tag = added.tag}).value().linked.empty());
    const auto link = ask(GetLink{.tag = added.tag}).value();
    EXPECT_EQ(ask(ResolveLink{.link = link.link}).value().tag, added.tag);
    EXPECT_EQ(ask(ResolveLink{.link = link.short_link}).value().tag, added.tag);
    const auto status = ask(GetStatus{}).value();
    EXPECT_EQ(status.shares, 1U);
    EXPECT_EQ(status.pid, static_cast<std::uint64_t>(::getpid()));
    EXPECT_EQ(ask(GetDht{}).value().nodes.size(), 1U);
    run_until([&] { return pushed(added.tag).has_value(); });
    EXPECT_EQ(pushed(added.tag)->name, "photos");
}

TEST_P(EngineContractTest, DoesNotFindWhatIsNotThere) {
    expect_error(ShowShare{.tag = no_tag}, Errc::not_found);
    expect_error(ListPeers{.tag = no_tag}, Errc::not_found);
    expect_error(ListFiles{.tag = no_tag}, Errc::not_found);
    expect_error(GetLink{.tag = no_tag}, Errc::not_found);
    expect_error(StartDownload{.tag = no_tag, .directory = room / "out"}, Errc::not_found);
    expect_error(ListShares{.select = no_tag}, Errc::not_found);
    expect_error(AddShare{.path = room / "nowhere", .comment = {}}, Errc::not_found);
    expect_error(ResolveLink{.link = "no link"}, Errc::malformed);
}

TEST_P(EngineContractTest, EndsWhatIsCancelledAndNothingElse) {
    // Somebody has it, but nobody whom this engine knows.
    const auto seeder = start("seeder", {});
    write_file(room / "far/file", "far");
    const auto link = ask_of(*seeder, AddShare{.path = room / "far", .comment = {}}).value().link;
    std::vector<std::string> ends;
    const auto note = [&](std::string name) {
        return [&ends, name](const Result<LinkResolved>& reply) {
            ends.push_back(name + " " + (reply ? "ok" : std::string{to_string(reply.error().code)}));
        };
    };
    engine().ask(ResolveLink{.link = link, .timeout_ms = 500}, note("kept"));
    const auto ask_id = engine().ask(ResolveLink{.link = link}, note("cancelled"));
    engine().cancel(ask_id);
    EXPECT_TRUE(ends.empty()) << "never from inside the call";
    run_until([&] { return ends.size() == 1; });
    EXPECT_EQ(ends[0], "cancelled interrupted");
    engine().cancel(ask_id);  // it is over
    run_until([&] { return ends.size() == 2; });
    EXPECT_EQ(ends[1], "kept no_peers");
}

TEST_P(EngineContractTest, StopsHashingForWhoDoesNotWaitAnyMore) {
    write_file(room / "huge/file", content(30'000'000));
    std::optional<Errc> end;
    const auto id = engine().ask(AddShare{.path = room / "huge", .comment = {}}, [&](const Result<ShareAdded>& reply) {
        end = reply ? Errc::other : reply.error().code;
    });
    engine().cancel(id);
    run_until([&] { return end.has_value(); });
    EXPECT_EQ(end, Errc::interrupted);
    EXPECT_TRUE(ask(ListShares{}).value().shares.empty());
}

TEST_P(EngineContractTest, TellsHowADownloadGoes) {
    const auto seeder = start("seeder", {});
    write_file(room / "far/file", big);
    const auto added = ask_of(*seeder, AddShare{.path = room / "far", .comment = {}}).value();
    auto link = added.link + "&x.pe=" + seeder->listening().front().str();
    const auto found = ask(ResolveLink{.link = link, .timeout_ms = 15'000});
    ASSERT_TRUE(found) << found.error().what;
    EXPECT_EQ(found->tag, added.tag);
    EXPECT_EQ(found->files.size(), 1U);
    const auto begun = ask(StartDownload{.tag = found->tag, .directory = room / "out"});
    ASSERT_TRUE(begun) << begun.error().what;
    run_until([&] { return heard_of<ShareCompleted>(added.tag).has_value(); });
    EXPECT_TRUE(heard_of<ContentArrives>(added.tag));
    run_until([&] { return pushed(added.tag) && pushed(added.tag)->state == ShareState::seeding; });
    EXPECT_EQ(pushed(added.tag)->bytes_have, big.size());
    EXPECT_FALSE(ask(ListPeers{.tag = added.tag}).value().linked.empty());
    expect_error(StartDownload{.tag = found->tag, .directory = room / "elsewhere"}, Errc::exists);
}

}  // namespace
}  // namespace shoal::transfer
