// The engine's contract carries every request, reply, event and error unchanged: in process, and over the socket.

#include "core/rpc_codec.h"
#include "tests/core/every_field.h"
#include "tests/core/fake_daemon.h"

namespace shoal {
namespace {

using contract_tests::filled;
using contract_tests::for_alternatives;

/// Remembers what it was asked and answers what it was told to.
class ScriptedEngine final : public Engine {
public:
    explicit ScriptedEngine(UvWorld& world) : world_{world} {}

    std::unique_ptr<Subscription> subscribe(OnEvent on_event) override { return listeners.add(std::move(on_event)); }

    AskId dispatch(Request request, AnyDone done) override {
        heard = *encode_request(request);
        heard_name = request_name(request);
        world_.post([done = std::move(done), reply = answer]() mutable { done(std::move(reply)); });
        return 0;
    }

    void cancel(AskId) override {}

    Subscribers listeners;
    Result<Reply> answer = fail(Errc::other, "nothing was told");
    Bytes heard;
    std::string heard_name;

private:
    UvWorld& world_;
};

enum class Place : std::uint8_t { in_process, over_the_socket };

class ContractTest : public testing::TestWithParam<Place> {
protected:
    ContractTest() {
        if (GetParam() == Place::in_process) return;
        const auto path = directory.path + "/control";
        auto started = RpcServer::start(world, scripted, log, path);
        SHOAL_REQUIRE(started);
        server = std::move(*started);
        connect_engine(world, path, [&](auto connected) { remote = *std::move(connected); }, {});
        EXPECT_TRUE(rpc_tests::drive(world, [&] { return remote != nullptr; }));
    }

    Engine& engine() { return remote ? *remote : scripted; }

    rpc_tests::TemporaryDirectory directory;
    UvWorld world;
    Log log{LogLevel::warn, LogFormat::text, [] { return WallTime{}; }, [](std::string_view) {}};
    ScriptedEngine scripted{world};
    std::unique_ptr<RpcServer> server;
    std::unique_ptr<Engine> remote;
};

INSTANTIATE_TEST_SUITE_P(Engine, ContractTest, testing::Values(Place::in_process, Place::over_the_socket),
                         [](const auto& place) { return place.param == Place::in_process ? "InProcess" : "Remote"; });

TEST_P(ContractTest, CarriesEveryFieldOfEveryRequestAndOfItsReply) {
    for_alternatives<Request>([&](auto empty) {
        using R = decltype(empty);
        const auto reply = filled<typename R::Reply>();
        scripted.answer = Reply{reply};
        const auto answered = rpc_tests::ask(world, engine(), filled<R>());
        ASSERT_TRUE(answered) << R::name << ": " << answered.error().what;
        EXPECT_EQ(encode_reply(*answered), encode_reply(reply)) << R::name;
        EXPECT_EQ(scripted.heard_name, R::name);
        EXPECT_EQ(scripted.heard, *encode_request(filled<R>())) << R::name;
    });
}

TEST_P(ContractTest, CarriesEveryErrorOfEveryRequest) {
    for_alternatives<Request>([&](auto empty) {
        using R = decltype(empty);
        for (std::uint8_t code = 0; code <= std::to_underlying(Errc::unsupported); ++code) {
            const Error error{static_cast<Errc>(code), "what went wrong"};
            scripted.answer = std::unexpected{error};
            const auto answered = rpc_tests::ask(world, engine(), R{});
            ASSERT_FALSE(answered) << R::name;
            EXPECT_EQ(answered.error(), error) << R::name;
        }
    });
}

TEST_P(ContractTest, CarriesEveryFieldOfEveryEvent) {
    std::vector<Bytes> heard;
    std::vector<std::string> names;
    const auto subscription = engine().subscribe([&](const Event& event) {
        heard.push_back(encode_event(event));
        names.emplace_back(event_name(event));
    });
    scripted.answer = Reply{ShareList{}};
    ASSERT_TRUE(rpc_tests::ask(world, engine(), ListShares{}));  // subscribed before it was asked
    for_alternatives<Event>([&](auto empty) {
        using E = decltype(empty);
        const auto before = heard.size();
        scripted.listeners.tell(filled<E>());
        ASSERT_TRUE(rpc_tests::drive(world, [&] { return heard.size() > before; })) << E::name;
        EXPECT_EQ(heard.back(), encode_event(filled<E>())) << E::name;
        EXPECT_EQ(names.back(), E::name);
    });
}

}  // namespace
}  // namespace shoal
