// The bodies of the control socket: field lists, their msgpack and docs/control.md say the same.

#include "core/rpc_codec.h"

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/engine.h"
#include "tests/core/every_field.h"

namespace shoal {
namespace {

using contract_tests::filled;
using contract_tests::for_alternatives;
using contract_tests::member_count;

// --- what the field lists say ----------------------------------------------------------------------------------------

std::string type_of(const bool&) {
    return "bool";
}
std::string type_of(const std::uint64_t&) {
    return "uint";
}
std::string type_of(const std::string&) {
    return "text";
}
std::string type_of(const ShareState&) {
    return "state";
}
std::string type_of(const FilePriority&) {
    return "priority";
}
std::string type_of(const FileView&) {
    return "FileView";
}
std::string type_of(const PeerView&) {
    return "PeerView";
}
std::string type_of(const ShareView&) {
    return "ShareView";
}
std::string type_of(const ShareAdded&) {
    return "ShareAdded";
}
std::string type_of(const LinkResolved&) {
    return "LinkResolved";
}
std::string type_of(const ShareList&) {
    return "ShareList";
}
std::string type_of(const ShareDetails&) {
    return "ShareDetails";
}
std::string type_of(const StatusView&) {
    return "StatusView";
}
std::string type_of(const KnownPeerView&) {
    return "KnownPeerView";
}
std::string type_of(const PeerList&) {
    return "PeerList";
}
std::string type_of(const DhtNodeView&) {
    return "DhtNodeView";
}
std::string type_of(const DhtSearchView&) {
    return "DhtSearchView";
}
std::string type_of(const DhtView&) {
    return "DhtView";
}
std::string type_of(const ShareForgotten&) {
    return "ShareForgotten";
}
std::string type_of(const Limits&) {
    return "Limits";
}
std::string type_of(const Done&) {
    return "Done";
}
std::string type_of(const MetricsView&) {
    return "MetricsView";
}
std::string type_of(const MetricFamily&) {
    return "MetricFamily";
}
std::string type_of(const MetricSample&) {
    return "MetricSample";
}
std::string type_of(const Diagnosis&) {
    return "Diagnosis";
}
std::string type_of(const Finding&) {
    return "Finding";
}
std::string type_of(const FileList&) {
    return "FileList";
}
std::string type_of(const LinkView&) {
    return "LinkView";
}
std::string type_of(const ContentPart&) {
    return "ContentPart";
}
std::string type_of(const VerifyReport&) {
    return "VerifyReport";
}
std::string type_of(const BadFile&) {
    return "BadFile";
}
std::string type_of(const StreamUrl&) {
    return "StreamUrl";
}
std::string type_of(const SourceView&) {
    return "SourceView";
}
std::string type_of(const SourceList&) {
    return "SourceList";
}
std::string type_of(const ChunkMap&) {
    return "ChunkMap";
}
std::string type_of(const Bytes&) {
    return "bin";
}
template <class T>
std::string type_of(const std::vector<T>&) {
    return "[" + type_of(T{}) + "]";
}

struct Field {
    std::string key;
    std::string type;
    friend bool operator==(const Field&, const Field&) = default;
};

void PrintTo(const Field& field, std::ostream* out) {
    *out << field.key << " " << field.type;
}

struct FieldLister {
    std::vector<Field> fields;
    void operator()(std::string_view key, const auto& value) { fields.push_back({std::string{key}, type_of(value)}); }
};

template <class T>
std::vector<Field> fields_of() {
    FieldLister lister;
    T::fields(lister, T{});
    return std::move(lister.fields);
}

// Every struct that goes over the socket, under the heading it has in docs/control.md.
void for_every_struct(auto&& visit) {
    for_alternatives<Request>([&](auto r) { visit("Request `" + std::string{r.name} + "`", r); });
    for_alternatives<Event>([&](auto e) { visit("Event `" + std::string{e.name} + "`", e); });
    for_alternatives<Reply>([&](auto r) { visit("View `" + type_of(r) + "`", r); });
    visit("View `FileView`", FileView{});
    visit("View `PeerView`", PeerView{});
    visit("View `KnownPeerView`", KnownPeerView{});
    visit("View `DhtNodeView`", DhtNodeView{});
    visit("View `DhtSearchView`", DhtSearchView{});
    visit("View `MetricFamily`", MetricFamily{});
    visit("View `MetricSample`", MetricSample{});
    visit("View `Finding`", Finding{});
    visit("View `BadFile`", BadFile{});
    visit("View `SourceView`", SourceView{});
}

TEST(RpcFields, AscendInEveryStruct) {
    for_every_struct([](const std::string& name, auto value) {
        const auto fields = fields_of<decltype(value)>();
        for (std::size_t i = 1; i < fields.size(); ++i) {
            EXPECT_LT(fields[i - 1].key, fields[i].key) << name;
        }
    });
}

TEST(RpcFields, ListEveryMemberOfEveryStruct) {
    for_every_struct([](const std::string& name, auto value) {
        using T = decltype(value);
        EXPECT_EQ(fields_of<T>().size(), member_count<T>()) << name;
    });
}

// --- docs/control.md -------------------------------------------------------------------------------------------------

std::vector<std::string> lines_of_the_page() {
    std::ifstream file{SHOAL_SOURCE_DIR "/docs/control.md"};
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

// "| `key` | type | meaning |", or nothing.
std::optional<Field> row_of(const std::string& line) {
    if (!line.starts_with("| `")) return std::nullopt;
    const auto end = line.find("` | ");
    if (end == std::string::npos) return std::nullopt;
    const auto rest = line.substr(end + 4);
    return Field{line.substr(3, end - 3), rest.substr(0, rest.find(" |"))};
}

struct Section {
    std::vector<Field> rows;
    std::string text;
};

std::map<std::string, Section> sections_of_the_page() {
    std::map<std::string, Section> sections;
    std::string heading;
    for (const auto& line : lines_of_the_page()) {
        if (line.starts_with("#")) heading = line.substr(line.find(' ') + 1);
        if (auto row = row_of(line)) sections[heading].rows.push_back(*std::move(row));
        sections[heading].text += line + " ";
    }
    return sections;
}

TEST(ControlPage, NamesEveryStructWithItsFieldsAndNothingElse) {
    const auto sections = sections_of_the_page();
    std::size_t known = 0;
    for_every_struct([&](const std::string& heading, auto value) {
        ++known;
        ASSERT_TRUE(sections.contains(heading)) << heading;
        EXPECT_EQ(sections.at(heading).rows, fields_of<decltype(value)>()) << heading;
    });
    std::size_t written = 0;
    for (const auto& [heading, section] : sections) {
        written += heading.starts_with("Request `") || heading.starts_with("Event `") || heading.starts_with("View `");
    }
    EXPECT_EQ(written, known);
}

TEST(ControlPage, NamesTheReplyOfEveryRequest) {
    const auto sections = sections_of_the_page();
    for_alternatives<Request>([&](auto request) {
        const auto& text = sections.at("Request `" + std::string{request.name} + "`").text;
        const auto reply = "Reply: `" + type_of(typename decltype(request)::Reply{}) + "`";
        EXPECT_NE(text.find(reply), std::string::npos) << request.name;
    });
}

TEST(ControlPage, NamesEveryErrorCodeAndState) {
    const auto sections = sections_of_the_page();
    std::vector<std::string> codes;
    for (const auto& row : sections.at("Error codes").rows) codes.push_back(row.key);
    ASSERT_EQ(codes.size(), std::to_underlying(Errc::unsupported) + 1U);
    for (std::size_t i = 0; i < codes.size(); ++i) EXPECT_EQ(codes[i], to_string(static_cast<Errc>(i)));
    for (std::uint8_t i = 0; i <= std::to_underlying(ShareState::stopped); ++i) {
        const auto word = "`" + std::string{to_string(static_cast<ShareState>(i))} + "`";
        EXPECT_NE(sections.at("Types").text.find(word), std::string::npos) << word;
    }
    for (std::uint8_t i = 0; i <= std::to_underlying(FilePriority::high); ++i) {
        const auto word = "`" + std::string{to_string(static_cast<FilePriority>(i))} + "`";
        EXPECT_NE(sections.at("Types").text.find(word), std::string::npos) << word;
    }
}

// --- names -----------------------------------------------------------------------------------------------------------

TEST(Errc, HasItsOwnNameAndIsFoundByIt) {
    for (std::uint8_t i = 0; i <= std::to_underlying(Errc::unsupported); ++i) {
        const auto code = static_cast<Errc>(i);
        EXPECT_EQ(errc_from(to_string(code)), code) << to_string(code);
    }
    EXPECT_EQ(to_string(Errc::no_peers), "no_peers");
    EXPECT_EQ(to_string(Errc::in_use), "in_use");
    EXPECT_EQ(to_string(Errc::unsupported), "unsupported");
    EXPECT_EQ(errc_from("no such code"), Errc::other);
    EXPECT_EQ(errc_from(""), Errc::other);
}

TEST(FilePriority, HasItsOwnNameAndIsFoundByIt) {
    for (std::uint8_t i = 0; i <= std::to_underlying(FilePriority::high); ++i) {
        const auto priority = static_cast<FilePriority>(i);
        EXPECT_EQ(file_priority_from(to_string(priority)), priority) << to_string(priority);
    }
    EXPECT_EQ(to_string(FilePriority::high), "high");
    EXPECT_EQ(file_priority_from("urgent"), std::nullopt);
}

TEST(ShareState, HasItsOwnNameAndIsFoundByIt) {
    for (std::uint8_t i = 0; i <= std::to_underlying(ShareState::stopped); ++i) {
        const auto state = static_cast<ShareState>(i);
        EXPECT_EQ(share_state_from(to_string(state)), state) << to_string(state);
    }
    EXPECT_EQ(to_string(ShareState::seeding), "seeding");
    EXPECT_EQ(share_state_from("flying"), std::nullopt);
}

// --- bodies ----------------------------------------------------------------------------------------------------------

// Visits (name of the struct, encoded body, decode and encode again) for every request, reply and event.
void for_every_body(auto&& visit) {
    for_alternatives<Request>([&](auto r) {
        using T = decltype(r);
        visit(std::string{T::name}, *encode_request(filled<T>()), [](BytesView body) -> Result<Bytes> {
            SHOAL_TRY(const auto request, decode_request(T::name, body));
            EXPECT_TRUE(std::holds_alternative<T>(request));
            return encode_request(request);
        });
        visit("reply of " + std::string{T::name}, encode_reply(filled<typename T::Reply>()),
              [](BytesView body) -> Result<Bytes> {
                  SHOAL_TRY(const auto reply, decode_reply(T::name, body));
                  EXPECT_TRUE(std::holds_alternative<typename T::Reply>(reply));
                  return encode_reply(reply);
              });
    });
    for_alternatives<Event>([&](auto e) {
        using T = decltype(e);
        visit(std::string{T::name}, encode_event(filled<T>()), [](BytesView body) -> Result<Bytes> {
            SHOAL_TRY(const auto event, decode_event(T::name, body));
            EXPECT_TRUE(std::holds_alternative<T>(event));
            return encode_event(event);
        });
    });
}

TEST(RpcCodec, CarriesEveryFieldThereAndBack) {
    for_every_body([](const std::string& name, const Bytes& body, auto&& again) {
        const auto back = again(body);
        ASSERT_TRUE(back) << name << ": " << back.error().what;
        EXPECT_EQ(*back, body) << name;
    });
    const auto list = filled<ShareList>();
    const auto reply = decode_reply("list", encode_reply(list));
    ASSERT_TRUE(reply);
    const auto& share = std::get<ShareList>(*reply).shares.at(1);
    EXPECT_EQ(share.name, list.shares[1].name);
    EXPECT_EQ(share.state, ShareState::seeding);
    EXPECT_EQ(share.wasted, list.shares[1].wasted);
    EXPECT_NE(share.wasted, list.shares[0].wasted);
}

TEST(RpcCodec, KnowsWhatItIsAskedByName) {
    EXPECT_EQ(request_name(AddShare{}), "share");
    EXPECT_EQ(request_name(GetStatus{}), "status");
    EXPECT_EQ(event_name(PeerBanned{}), "peer_banned");
    const Bytes empty = Packer{}.map(0).take();
    EXPECT_EQ(decode_request("launch", empty).error().code, Errc::unsupported);
    EXPECT_EQ(decode_reply("launch", empty).error().code, Errc::unsupported);
    EXPECT_EQ(decode_event("launched", empty).error().code, Errc::unsupported);
}

TEST(RpcCodec, LeavesAbsentFieldsAtTheirDefaults) {
    const Bytes empty = Packer{}.map(0).take();
    for_every_body([&](const std::string& name, const Bytes&, auto&& again) { EXPECT_TRUE(again(empty)) << name; });
    const Bytes body = Packer{}.map(1).text("overwrite").boolean(true).take();
    const auto request = decode_request("download", body);
    ASSERT_TRUE(request);
    EXPECT_TRUE(std::get<StartDownload>(*request).overwrite);
    EXPECT_EQ(std::get<StartDownload>(*request).tag, "");
}

TEST(RpcCodec, PassesOverKeysItDoesNotKnowWhereverTheyStand) {
    Packer body;
    body.map(6).text("a").array(2).uint(1).map(1).text("x").bin(as_bytes("y"));
    body.text("directory").text("/d").text("e").sint(-5);
    body.text("overwrite").boolean(true).text("tag").text("abc").text("z").boolean(false);
    const auto request = decode_request("download", body.bytes());
    ASSERT_TRUE(request) << request.error().what;
    EXPECT_EQ(std::get<StartDownload>(*request).directory, "/d");
    EXPECT_TRUE(std::get<StartDownload>(*request).overwrite);
    EXPECT_EQ(std::get<StartDownload>(*request).tag, "abc");
    EXPECT_TRUE(decode_request("list", body.bytes()));
}

TEST(RpcCodec, RefusesAnyFieldOfAnotherType) {
    std::size_t tried = 0;
    const auto refuses = [&](const std::string& heading, const std::vector<Field>& fields, auto&& decode) {
        for (const auto& field : fields) {
            Packer body;
            body.map(1).text(field.key).sint(-1);
            EXPECT_EQ(decode(body.bytes()), Errc::malformed) << heading << " " << field.key;
            ++tried;
        }
    };
    for_alternatives<Request>([&](auto r) {
        using T = decltype(r);
        refuses(std::string{T::name}, fields_of<T>(),
                [](BytesView body) { return decode_request(T::name, body).error().code; });
        refuses("reply", fields_of<typename T::Reply>(),
                [](BytesView body) { return decode_reply(T::name, body).error().code; });
    });
    EXPECT_GT(tried, 60U);
    const Bytes state = Packer{}.map(1).text("state").text("flying").take();
    EXPECT_EQ(decode_reply("download", state).error().code, Errc::malformed);
    const Bytes no_map = Packer{}.array(0).take();
    EXPECT_EQ(decode_request("list", no_map).error().code, Errc::malformed);
}

TEST(RpcCodec, RefusesKeysOutOfOrderAndBytesBehindTheMap) {
    Packer twice;
    twice.map(2).text("tag").text("a").text("tag").text("b");
    EXPECT_EQ(decode_request("show", twice.bytes()).error().code, Errc::malformed);
    Packer behind;
    behind.map(1).text("tag").text("a").boolean(true);
    EXPECT_FALSE(decode_request("show", behind.bytes()));
}

TEST(RpcCodec, RefusesWhatIsCutAnywhere) {
    for_every_body([](const std::string& name, const Bytes& body, auto&& again) {
        for (std::size_t n = 0; n < body.size(); ++n) {
            EXPECT_FALSE(again(BytesView{body}.first(n))) << name << " cut at " << n;
        }
    });
}

TEST(RpcCodec, WithAnyBitFlippedGivesAnErrorOrSomethingThatIsItselfCanonical) {
    for_every_body([](const std::string& name, const Bytes& body, auto&& again) {
        for (std::size_t bit = 0; bit < body.size() * 8; ++bit) {
            Bytes flipped = body;
            flipped[bit / 8] ^= static_cast<Byte>(1U << (bit % 8));
            const auto once = again(flipped);
            if (!once) continue;
            const auto twice = again(*once);
            ASSERT_TRUE(twice) << name << " bit " << bit;
            EXPECT_EQ(*twice, *once) << name << " bit " << bit;
        }
    });
}

TEST(RpcCodec, DoesNotBelieveACount) {
    Bytes body = Packer{}.map(1).text("shares").take();
    for (const auto byte : {0xdd, 0x7f, 0xff, 0xff, 0xff}) body.push_back(static_cast<Byte>(byte));
    EXPECT_FALSE(decode_reply("list", body));
}

TEST(RpcCodec, SendsNoPathThatIsNotUtf8ButShowsOne) {
    const std::string odd = "/home/caf\xe9";
    EXPECT_EQ(encode_request(AddShare{.path = odd, .comment = {}}).error().code, Errc::malformed);
    ShareAdded added;
    added.skipped = {odd, "plain"};
    const auto reply = decode_reply("share", encode_reply(added));
    ASSERT_TRUE(reply);
    const std::vector<std::string> shown{"/home/caf\xef\xbf\xbd", "plain"};
    EXPECT_EQ(std::get<ShareAdded>(*reply).skipped, shown);
}

TEST(ValidText, ReplacesOnlyWhatIsNoCharacter) {
    EXPECT_EQ(valid_text(""), "");
    EXPECT_EQ(valid_text("caf\xc3\xa9 \xf0\x9f\x90\x9f"), "caf\xc3\xa9 \xf0\x9f\x90\x9f");
    EXPECT_EQ(valid_text("a\xff"
                         "b"),
              "a\xef\xbf\xbd"
              "b");
    EXPECT_EQ(valid_text("\xe2\x82"), "\xef\xbf\xbd\xef\xbf\xbd");  // an unfinished character
    EXPECT_EQ(valid_text("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd");  // a long form
}

}  // namespace
}  // namespace shoal
