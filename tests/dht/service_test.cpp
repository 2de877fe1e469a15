// The DHT over real sockets on loopback.

#include "dht/service.h"

#include <gtest/gtest.h>

#include <set>

#include "core/uv_world.h"

namespace shoal::dht {
namespace {

const InfoHash key = *InfoHash::from(as_bytes("a key of 20 bytes!!!"));

struct ServiceTest : ::testing::Test {
    Endpoint add(const char* local, std::vector<Endpoint> bootstrap) {
        services.push_back(
            std::make_unique<Service>(uv.world(), log, ServiceOptions{.bootstrap = std::move(bootstrap)}));
        const auto bound = services.back()->add_node(Endpoint::parse(local).value());
        EXPECT_TRUE(bound) << bound.error().what;
        services.back()->start();
        return *bound;
    }

    UvWorld uv;
    Log log{LogLevel::error, LogFormat::text, [] { return WallTime{}; }, [](std::string_view) {}};
    std::vector<std::unique_ptr<Service>> services;
};

TEST_F(ServiceTest, FiveServicesFindEachOtherThroughOneBootstrap) {
    const Endpoint bootstrap = add("127.0.0.1:0", {});
    for (int i = 2; i <= 6; ++i) add(("127.0.0." + std::to_string(i) + ":0").c_str(), {bootstrap});

    std::vector<std::unique_ptr<Lookup>> lookups;
    std::size_t stored = 0;
    std::size_t done = 0;
    for (std::size_t i = 1; i < services.size(); ++i) {
        lookups.push_back(
            services[i]->announce(key, static_cast<std::uint16_t>(5000 + i), {}, [&](LookupResult result) {
                ++done;
                stored += result.stored;
            }));
    }
    uv.run_until([&] { return done == 5; });
    EXPECT_GE(stored, 5U);

    std::vector<std::set<Endpoint>> found(services.size());
    done = 0;
    for (std::size_t i = 1; i < services.size(); ++i) {
        lookups.push_back(services[i]->find_peers(
            key, [&found, i](const Endpoint& peer) { EXPECT_TRUE(found[i].insert(peer).second); },
            [&](LookupResult) { ++done; }));
    }
    uv.run_until([&] { return done == 5; });
    for (std::size_t i = 1; i < services.size(); ++i) {
        std::set<Endpoint> others;
        for (std::size_t j = 1; j < services.size(); ++j) {
            if (j == i) continue;
            others.insert(Endpoint::parse("127.0.0." + std::to_string(j + 1) + ":" + std::to_string(5000 + j)).value());
        }
        EXPECT_EQ(found[i], others) << i;
        EXPECT_TRUE(services[i]->is_connected());
    }
}

TEST_F(ServiceTest, AnItemIsPutAndFoundByAnother) {
    const Endpoint bootstrap = add("127.0.0.1:0", {});
    for (int i = 2; i <= 4; ++i) add(("127.0.0." + std::to_string(i) + ":0").c_str(), {bootstrap});
    crypto::Random& random = uv.world().random;
    const auto owner = crypto::SigningPair::generate(random);
    const auto text = as_bytes("5:hello");
    const Item item = sign_item(owner, {}, 7, {text.begin(), text.end()});

    std::vector<std::unique_ptr<Lookup>> lookups;
    std::optional<LookupResult> put;
    lookups.push_back(services[1]->put_item(item, std::nullopt, [&](LookupResult result) { put = result; }));
    uv.run_until([&] { return put.has_value(); });
    EXPECT_GE(put->stored, 1U);

    std::optional<Item> found;
    std::size_t done = 0;
    const auto get = [&](const ItemName& name) {
        lookups.push_back(services[3]->get_item(name, [&](const std::optional<Item>& is, LookupResult) {
            found = is;
            ++done;
        }));
    };
    get(ItemName::of(item));
    uv.run_until([&] { return done == 1; });
    EXPECT_EQ(found, item);
    get(ItemName::of_immutable(InfoHash{}));
    uv.run_until([&] { return done == 2; });
    EXPECT_FALSE(found);
}

TEST_F(ServiceTest, AnImmutableItemOfOneFamilyIsNotWaitedForInTheOther) {
    const Endpoint bootstrap = add("127.0.0.1:0", {});
    // Its node of IPv6 waits for a bootstrap that is not there.
    add("127.0.0.2:0", {bootstrap, Endpoint::parse("[::1]:9").value()});
    ASSERT_TRUE(services[1]->add_node(Endpoint::parse("[::1]:0").value()));
    const auto text = as_bytes("5:hello");
    const Item item{.value = {text.begin(), text.end()}};
    std::vector<std::unique_ptr<Lookup>> lookups;
    bool is_put = false;
    lookups.push_back(services[0]->put_item(item, std::nullopt, [&](LookupResult) { is_put = true; }));
    uv.run_until([&] { return is_put; });
    const Instant began = uv.world().timers.now();
    std::optional<Item> found;
    lookups.push_back(services[1]->get_item(ItemName::of(item), [&](const auto& is, LookupResult) { found = is; }));
    uv.run_until([&] { return found.has_value(); });
    EXPECT_EQ(found, item);
    EXPECT_LT(uv.world().timers.now() - began, 10s);
}

}  // namespace
}  // namespace shoal::dht
