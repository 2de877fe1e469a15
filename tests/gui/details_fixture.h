#pragma once
// A share with answers to all that the details ask.

#include <QDesktopServices>
#include <QStringList>
#include <QTextBrowser>
#include <QUrl>

#include "core/queries.h"
#include "gui/details_pane.h"
#include "gui/share_store.h"
#include "tests/gui/fake_client.h"

namespace shoal::gui {

inline std::vector<FileView> holiday_files() {
    std::vector<FileView> out;
    for (std::uint64_t i = 0; i < 6; ++i) {
        out.push_back({.path = "Lisbon/IMG_" + std::to_string(4000 + i) + ".jpg",
                       .bytes = 12ULL << 20U,
                       .bytes_have = i < 3 ? 12ULL << 20U : (i == 3 ? 4ULL << 20U : 0)});
    }
    out.push_back({.path = "notes.txt", .bytes = 1234, .bytes_have = 0, .wanted = false});
    out.push_back(
        {.path = "slides.pdf", .bytes = (8ULL << 20U) - 1234, .bytes_have = 0, .priority = FilePriority::high});
    return out;
}

inline ChunkMap holiday_map() {
    ChunkMap out{.chunks = 320, .chunks_have = 160, .copies_milli = 1600};
    for (std::size_t i = 0; i < 320; ++i) {
        const bool have = i < 120 || (i > 150 && i % 4 == 0);
        out.have.push_back(have ? Byte{255} : Byte{0});
        out.peers.push_back(static_cast<Byte>(1 + (i / 40) % 3));
    }
    return out;
}

inline PeerList holiday_peers() {
    return {.known = {{.endpoint = "192.168.1.20:4711", .source = "lan", .engaged = true, .reached = true},
                      {.endpoint = "203.0.113.9:6881", .source = "dht", .failures = 3, .next_try_ms = 95'000},
                      {.endpoint = "198.51.100.77:6881", .source = "exchange", .next_try_ms = 4'000},
                      {.endpoint = "[2001:db8::7]:6881", .source = "dht", .banned = true}},
            .linked = {{.endpoint = "192.168.1.20:4711",
                        .complete = true,
                        .bytes_have = 80ULL << 20U,
                        .received = 36ULL << 20U,
                        .rate_down = 2ULL << 20U},
                       {.endpoint = "203.0.113.44:6881",
                        .incoming = true,
                        .bytes_have = 24ULL << 20U,
                        .received = 4ULL << 20U,
                        .sent = 9ULL << 20U,
                        .rate_up = 300'000}}};
}

inline SourceList holiday_sources() {
    return {.sources = {{.source = "dht",
                         .enabled = true,
                         .found = 3,
                         .linked = 1,
                         .tried = true,
                         .tried_ago_ms = 12'400,
                         .next_in_ms = 288'000},
                        {.source = "lan",
                         .enabled = true,
                         .found = 1,
                         .linked = 1,
                         .tried = true,
                         .tried_ago_ms = 4'300,
                         .next_in_ms = 26'000},
                        {.source = "exchange", .enabled = true, .found = 1, .tried = true, .tried_ago_ms = 61'000},
                        {.source = "given", .enabled = true, .error = "192.0.2.1:9 does not answer"}}};
}

/// Takes what would be opened on the desktop. A handler has to be a method that Qt knows by name: a signal is one.
class Desktop {
public:
    Desktop() {
        QObject::connect(&handler_, &QTextBrowser::anchorClicked,
                         [this](const QUrl& url) { opened.append(url.toLocalFile()); });
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &handler_, "anchorClicked");
    }
    ~Desktop() { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    QStringList opened;

private:
    QTextBrowser handler_;
};

/// Answers everything about `share`.
inline void answer_details(FakeClient& client, const ShareView& share) {
    client.answer<ListShares>([share](const ListShares&) { return ShareList{{share}}; });
    client.answer<ListFiles>([](const ListFiles&) { return FileList{holiday_files()}; });
    client.answer<GetChunkMap>([](const GetChunkMap&) { return holiday_map(); });
    client.answer<ListPeers>([](const ListPeers&) { return holiday_peers(); });
    client.answer<ListSources>([](const ListSources&) { return holiday_sources(); });
}

}  // namespace shoal::gui
