#include "core/magnet.h"

#include <gmock/gmock.h>
#include <random>

#include "core/base32.h"
#include "crypto/hash.h"

namespace shoal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// tests/core/manifest_vectors.txt, "one_file"
constexpr std::string_view id_hex = "5b6041ef1636122493d630f6534a2fb9239df3ba87534cb83fc3eb7d6dfda381";
constexpr std::string_view id_text = "bafnwaqppcy3bejet2yypmu2kf64shhptxkdvgtfyh7b6w7ln7wrycep3";

ContentId id() {
    return ContentId::from(from_hex(id_hex).value()).value();
}

std::string upper(std::string_view text) {
    std::string out;
    for (const char c : text) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

std::string link(std::string_view query = "") {
    return "magnet:?xt=urn:shoal:" + std::string{id_text} + std::string{query};
}

std::string error_of(std::string_view text) {
    const auto parsed = Magnet::parse(text);
    EXPECT_FALSE(parsed) << text;
    if (parsed) return {};
    EXPECT_EQ(parsed.error().code, Errc::malformed);
    return parsed.error().what;
}

TEST(Magnet, ReadsBothFormsInAnyCase) {
    const std::string short_form = "shoal:" + std::string{id_text};
    for (const auto& text :
         {link(), short_form, upper(link()), upper(short_form), "Magnet:?XT=Urn:Shoal:" + std::string{id_text},
          "  \t" + short_form + " \r\n", short_form + "?"}) {
        const auto parsed = Magnet::parse(text);
        ASSERT_TRUE(parsed) << text << ": " << parsed.error().what;
        EXPECT_EQ(parsed->id, id());
        EXPECT_EQ(parsed->short_form(), short_form);
        EXPECT_EQ(parsed->str(), link());
    }
}

TEST(Magnet, ReadsNameSizePeersAndKeepsTheRest) {
    const auto parsed =
        Magnet::parse(link("&dn=My%20Photos%20%C3%BC&xl=12345&x.pe=192.0.2.1:4747&x.pe=%5B2001:db8::1%5D:80"
                           "&x.pe=host.example:99&ws=http%3A%2F%2Fa%2F&flag&ws=b&so=0,4-6"));
    ASSERT_TRUE(parsed) << parsed.error().what;
    EXPECT_EQ(parsed->name, "My Photos ü");
    EXPECT_EQ(parsed->bytes, 12345U);
    ASSERT_EQ(parsed->peers.size(), 2U);
    EXPECT_EQ(parsed->peers[0].str(), "192.0.2.1:4747");
    EXPECT_EQ(parsed->peers[1].str(), "[2001:db8::1]:80");
    const std::vector<std::pair<std::string, std::string>> others{
        {"x.pe", "host.example:99"}, {"ws", "http://a/"}, {"flag", ""}, {"ws", "b"}};
    EXPECT_EQ(parsed->others, others);
    EXPECT_EQ(parsed->files, (std::vector<FileRange>{{0, 0}, {4, 6}}));
    EXPECT_TRUE(parsed->str().contains("&so=0%2C4-6") || parsed->str().contains("&so=0,4-6"));
}

TEST(Magnet, TheShortFormMayCarryParametersToo) {
    const auto parsed = Magnet::parse("SHOAL:" + upper(id_text) + "?DN=x&XL=7&X.PE=127.0.0.1:1");
    ASSERT_TRUE(parsed) << parsed.error().what;
    EXPECT_EQ(parsed->name, "x");
    EXPECT_EQ(parsed->bytes, 7U);
    EXPECT_EQ(parsed->peers.size(), 1U);
}

TEST(Magnet, WritesWhatItReads) {
    Magnet magnet;
    magnet.id = id();
    magnet.name = "a b+c&d=e%f#g?h/i \u00fc\U0001f41f\n";
    magnet.bytes = ~std::uint64_t{0};
    magnet.peers = {Endpoint::parse("127.0.0.1:1").value(), Endpoint::parse("[::1]:65535").value()};
    magnet.others = {{"ws", "http://x/?a=b&c"}, {"", ""}, {"odd key&=", "v"}, {"ws", "again"}};
    const std::string text = magnet.str();
    EXPECT_THAT(text, HasSubstr("&dn=a%20b%2Bc%26d%3De%25f%23g%3Fh%2Fi%20%C3%BC%F0%9F%90%9F%0A&"));
    EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; }));
    const auto parsed = Magnet::parse(text);
    ASSERT_TRUE(parsed) << parsed.error().what;
    EXPECT_EQ(parsed->id, magnet.id);
    EXPECT_EQ(parsed->name, magnet.name);
    EXPECT_EQ(parsed->bytes, magnet.bytes);
    EXPECT_EQ(parsed->peers, magnet.peers);
    EXPECT_EQ(parsed->others, magnet.others);
    EXPECT_EQ(parsed->str(), text);
}

TEST(Magnet, APlusStandsForItself) {
    EXPECT_EQ(Magnet::parse(link("&dn=c++")).value().name, "c++");
}

TEST(Magnet, TellsWhatIsNoShoalLinkAtAll) {
    for (const auto* text :
         {"", "   ", "hello", "http://example.com/", "magnet:", "magnet:xt=1", "magnet:?", "magnet:?dn=x", "shoa",
          "magnet:?xt=urn:sha1:YNCKHTQCWBTRNJIV4WNAE52SJUQCZO5C", "magnet:?xt=urn:shoalk:bxyz"})
        EXPECT_THAT(error_of(text), HasSubstr("not a Shoal link")) << text;
    EXPECT_THAT(error_of("magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=x"), HasSubstr("BitTorrent"));
    EXPECT_THAT(error_of("magnet:?xt=urn:btmh:1220caf1e1c30e81cb361b9ee167c4aa64228a7fa4fa9f6105232b28ad099f3a302e"),
                HasSubstr("BitTorrent"));
}

TEST(Magnet, EveryWrongCharacterOfTheIdMakesItDamaged) {
    const std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    int undetected = 0;
    for (std::size_t at = 1; at < id_text.size(); ++at) {
        for (const char c : alphabet) {
            std::string text = "shoal:" + std::string{id_text};
            if (text[6 + at] == c) continue;
            text[6 + at] = c;
            const auto parsed = Magnet::parse(text);
            if (parsed)
                ++undetected;
            else
                EXPECT_THAT(parsed.error().what, HasSubstr("copy the whole link again"));
        }
    }
    EXPECT_EQ(undetected, 0);  // 1,736 changes against 16 bits: these do not get through
}

TEST(Magnet, TellsADamagedLink) {
    const std::string good = "shoal:" + std::string{id_text};
    for (const auto& text : {good.substr(0, good.size() - 1),
                             good + "a",
                             good.substr(0, 20),
                             std::string{"shoal:"},
                             std::string{"shoal:b"},
                             "shoal:" + std::string{id_text.substr(1)},
                             "shoal:" + std::string(57, 'b'),
                             good + "1",
                             good + "/",
                             "shoal:b1" + std::string{id_text.substr(2)},
                             good.substr(0, 30) + "\n" + good.substr(30),
                             good + "?dn=a b",
                             good + "?dn=%",
                             good + "?dn=%4",
                             good + "?dn=%zz",
                             good + "?dn=%ff",
                             good + "?dn=a%20%c3",
                             good + "?xl=",
                             good + "?xl=-1",
                             good + "?xl=1x",
                             good + "?xl=18446744073709551616",
                             good + "?dn=a&dn=b",
                             good + "?xl=1&xl=1",
                             good + "?xt=urn:shoal:" + std::string{id_text},
                             link("&xt=urn:shoal:" + std::string{id_text}),
                             link("&xt=urn:btih:00"),
                             link("&%xt=1")}) {
        EXPECT_THAT(error_of(text), HasSubstr("damaged")) << text;
    }
}

TEST(Magnet, TellsALinkOfANewerVersionFromADamagedOne) {
    Bytes bytes{Byte{2}};
    const ContentId content = id();
    bytes.insert(bytes.end(), content.bytes.begin(), content.bytes.end());
    const crypto::Hash hash = crypto::blake2b(crypto::Personal{"shoal/1 link"}, bytes);
    bytes.insert(bytes.end(), hash.begin(), hash.begin() + 2);
    EXPECT_THAT(error_of("shoal:b" + to_base32(bytes)), HasSubstr("version 2"));
    bytes.back() ^= Byte{1};
    EXPECT_THAT(error_of("shoal:b" + to_base32(bytes)), HasSubstr("damaged"));
}

TEST(Magnet, AnErrorNeverRepeatsTheSecret) {
    const std::string good = "shoal:" + std::string{id_text};
    const std::string secret{id_text.substr(8, 20)};
    for (const auto& text : {good + "a", good + "?dn=%", good + "?x=" + std::string(9000, 'x'),
                             "magnet:?xt=urn:other:" + std::string{id_text}})
        EXPECT_THAT(error_of(text), Not(HasSubstr(secret)));
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

TEST(Magnet, HoldsLengthParametersAndPeersToTheirLimits) {
    EXPECT_TRUE(Magnet::parse(link("&x=" + std::string(max_link_bytes - link("&x=").size(), 'y'))));
    EXPECT_THAT(error_of(link("&x=" + std::string(max_link_bytes - link("&x=").size() + 1, 'y'))),
                HasSubstr("longer than 8 KiB"));
    EXPECT_TRUE(Magnet::parse(link(repeated("&a=b", max_link_parameters))));
    EXPECT_THAT(error_of(link(repeated("&a=b", max_link_parameters + 1))), HasSubstr("more than 64 parameters"));
    const auto full =
        Magnet::parse(Magnet::parse(link(""))->short_form() + "?" + repeated("a=b&", max_link_parameters));
    ASSERT_TRUE(full) << "the short form holds as much";
    EXPECT_TRUE(Magnet::parse(full->str()));
    EXPECT_TRUE(Magnet::parse(link(repeated("&x.pe=127.0.0.1:1", max_link_peers))));
    EXPECT_THAT(error_of(link(repeated("&x.pe=127.0.0.1:1", max_link_peers + 1))), HasSubstr("more than 16 peers"));
    EXPECT_TRUE(Magnet::parse(link(repeated("&", 5000))));
    // What is written must be readable: raw text that would grow over the limit is refused now, not later.
    EXPECT_THAT(error_of(link("&dn=" + repeated("\u00fc", 2000))), HasSubstr("longer than 8 KiB"));
}

TEST(Magnet, PeersThatCannotBeDialledAreKeptButNotUsed) {
    const auto parsed =
        Magnet::parse(link("&x.pe=host:1&x.pe=1.2.3.4&x.pe=1.2.3.4:0&x.pe=0.0.0.0:5&x.pe=&x.pe=1.2.3.4:99999"));
    ASSERT_TRUE(parsed) << parsed.error().what;
    EXPECT_TRUE(parsed->peers.empty());
    EXPECT_EQ(parsed->others.size(), 6U);
}

TEST(Magnet, TensOfThousandsOfMutationsFailOrRoundTrip) {
    std::mt19937_64 random{9};
    const std::string seed = link("&dn=a%20b&xl=5&x.pe=%5B::1%5D:80&x.pe=1.2.3.4:5&foo=bar&b");
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text = seed;
        for (auto changes = 1 + random() % 2; changes > 0; --changes) {
            // Mostly behind the id, which the check guards.
            const std::size_t from = random() % 8 == 0 ? 0 : link().size();
            const std::size_t at = from + random() % (text.size() - from);
            if (random() % 3 == 0)
                text.erase(at, 1);
            else
                text[at] = static_cast<char>(random() & 0x7f);
        }
        const auto parsed = Magnet::parse(text);
        if (!parsed) continue;
        ++accepted;
        const auto again = Magnet::parse(parsed->str());
        ASSERT_TRUE(again) << text << ": " << again.error().what;
        ASSERT_EQ(again->str(), parsed->str());
        ASSERT_EQ(again->others, parsed->others);
        ASSERT_EQ(again->name, parsed->name);
    }
    EXPECT_GT(accepted, 5'000);
}

}  // namespace
}  // namespace shoal
